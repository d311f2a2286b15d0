namespace Yingke.Domain.Conversations;

/// <summary>Closing by the clock. (spec: routing.md, Conversation life)</summary>
public static class AutoClose
{
    public const int DefaultMinutes = 30;

    /// <summary>
    /// True for a conversation with an agent in which the buyer has not written for so long and nothing waits for an answer. Without any
    /// buyer message the time runs from the opening. What queues or is an offline message is never closed by a clock.
    /// </summary>
    public static bool IsDue(
        ConversationState state, DateTimeOffset openedAt, DateTimeOffset? lastBuyerAt, DateTimeOffset? waitingSince,
        DateTimeOffset now, int minutes = DefaultMinutes) =>
        state == ConversationState.Active && waitingSince is null && now - (lastBuyerAt ?? openedAt) >= TimeSpan.FromMinutes(minutes);
}
