using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Activity;

namespace Yingke.Server.Platform.Storage.Log;

/// <summary>A wish to add one entry to a conversation's log.</summary>
/// <param name="ClientId">Chosen by the sender; a second wish with the same one gets the first entry back.</param>
internal sealed record Append(
    Guid ShopId, Guid ConversationId, Sender From, Guid SenderId, EntryKind Kind, string ClientId, string? Text, EntryDetails? Details)
{
    /// <summary>What else happened with this entry, recorded in its commit; nothing with a retry. Null nearly always.</summary>
    public Func<Entry, Fact>? Records { get; init; }

    /// <summary>A note may be added by any colleague, also after the close; a message only by who is in the conversation.</summary>
    public bool IsNote => Kind == EntryKind.Note;

    public bool HasSameBody(EntryKind kind, string? text, EntryDetails? details) =>
        kind == Kind && text == Text && Json(details) == Json(Details);

    public static string? Json(EntryDetails? details) =>
        details is null ? null : System.Text.Json.JsonSerializer.Serialize(details, Stored.Json);
}

/// <summary>What became of a wish: an entry, new or found again, or a refusal with a stable code.</summary>
/// <param name="Head">The log's head seq; 0 with a refusal that must not tell whether the conversation exists.</param>
internal sealed record Appended(Entry? Entry, long Head, bool IsRetry, string? Refusal)
{
    public static Appended Refused(string code, long head = 0) => new(null, head, false, code);
}

/// <summary>What the writer knows of a conversation while it holds its row.</summary>
internal sealed class OpenLog(Guid shopId, Guid id, Guid buyerId, Guid? agentId, ConversationState state, Channel channel, LogHead head)
{
    public Guid ShopId { get; } = shopId;
    public Guid Id { get; } = id;
    public Guid BuyerId { get; } = buyerId;
    public Guid? AgentId { get; } = agentId;
    public Channel Channel { get; } = channel;
    public LogHead Head { get; private set; } = head;
    public long Before { get; } = head.Seq;
    public List<Entry> Added { get; } = [];

    /// <summary>What is recorded along with them.</summary>
    public List<Fact> Facts { get; } = [];

    /// <summary>
    /// The rights, looked at again under the lock: what held when the request came in may be over by now. Null when the wish may be granted.
    /// </summary>
    public string? Refuse(Append wish) => wish switch
    {
        { From: Sender.Buyer } when wish.SenderId != BuyerId => "not_found",
        { IsNote: true } => null,
        _ when state == ConversationState.Closed => "conversation_closed",
        { From: Sender.Agent } when wish.SenderId != AgentId => "not_your_conversation",
        // A person was asked for meanwhile: the robot has nothing more to say.
        { From: Sender.Robot } when state != ConversationState.Robot => "not_with_robot",
        _ => null,
    };

    /// <summary>The next entry, not yet counted.</summary>
    public Entry Next(Append wish, DateTimeOffset now) => new()
    {
        ShopId = ShopId,
        ConversationId = Id,
        Seq = Head.Seq + 1,
        Kind = wish.Kind,
        From = wish.From,
        SenderId = wish.SenderId,
        ClientId = wish.ClientId,
        At = now,
        Text = wish.Text,
        Details = wish.Details,
    };

    public void Count(Entry entry, Append wish)
    {
        Added.Add(entry);
        if (wish.Records is { } records)
            Facts.Add(records(entry));
        Head = Head.After(entry, AgentId);
    }

    /// <summary>The buyer said something, and the robot has to answer.</summary>
    public bool AsksRobot => state == ConversationState.Robot && Added.Exists(e => e.From == Sender.Buyer);

    /// <summary>When an agent last wrote to the buyer here, for the recent agent; null if none did in this batch.</summary>
    public Entry? LastOfAgent => Added.FindLast(e => e is { From: Sender.Agent, IsMessage: true });
}
