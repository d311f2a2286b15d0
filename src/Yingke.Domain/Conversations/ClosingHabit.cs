namespace Yingke.Domain.Conversations;

/// <summary>关闭方式: when agents close, one habit for the whole shop, so that load is compared fairly. (spec: routing.md, Conversation life)</summary>
public enum ClosingHabit
{
    /// <summary>Served to the end: the agent closes when the buyer is done.</summary>
    ServeToEnd,

    /// <summary>Closed once the buyer's last message is answered.</summary>
    CloseOnceAnswered,
}
