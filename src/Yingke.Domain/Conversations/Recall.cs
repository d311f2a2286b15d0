namespace Yingke.Domain.Conversations;

/// <summary>撤回: who sent a message may take it back for a short while. (spec: routing.md, Conversation life)</summary>
public static class Recall
{
    public const int DefaultSeconds = 120;

    /// <summary>Only a message, only one's own, only once, and only within <paramref name="seconds"/>, inclusive.</summary>
    /// <exception cref="RuleViolation"><c>not_your_message</c>, <c>already_recalled</c>, <c>recall_too_late</c>.</exception>
    public static void Check(Entry message, Guid by, bool alreadyRecalled, DateTimeOffset now, int seconds = DefaultSeconds)
    {
        if (!message.IsMessage || message.SenderId != by)
            throw new RuleViolation("not_your_message");
        if (alreadyRecalled)
            throw new RuleViolation("already_recalled");
        if (now - message.At > TimeSpan.FromSeconds(seconds))
            throw new RuleViolation("recall_too_late");
    }
}
