using Yingke.Domain.Robot;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Conversations;

/// <summary>Who an entry of the log comes from.</summary>
public enum Sender { Buyer, Agent, Robot, System }

/// <summary>What an entry of the log is.</summary>
public enum EntryKind
{
    Text, Image, File, ProductCard, Card, Note, Recall, RatingInvitation,
    Inflow, Queued, OfflineMessage, Assigned, Transferred, Requeued, Closed, Rated, Abandoned,
}

/// <summary>
/// One entry of a conversation's append-only log. <see cref="Seq"/> runs 1, 2, 3 … without gaps (spec: guarantees.md, The message log).
/// </summary>
public sealed class Entry
{
    public Guid ShopId { get; init; }

    public Guid ConversationId { get; init; }

    /// <summary>Place in the conversation's log, from 1, without gaps.</summary>
    public long Seq { get; init; }

    public EntryKind Kind { get; init; }

    public Sender From { get; init; }

    /// <summary>The agent or buyer who sent it; null for the system.</summary>
    public Guid? SenderId { get; init; }

    /// <summary>Chosen by the sender, unique for ever per (shop, conversation, sender): what makes a retry harmless.</summary>
    public string? ClientId { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Text { get; init; }

    public EntryDetails? Details { get; init; }

    /// <summary>For what was imported: the source system's id, or empty where it had none. Null for what was written here.</summary>
    public string? SourceId { get; init; }

    /// <summary>True for what a person said to the other side: it moves clocks, previews and figures; events and notes do not.</summary>
    public bool IsMessage => Kind is EntryKind.Text or EntryKind.Image or EntryKind.File or EntryKind.ProductCard or EntryKind.Card;

    /// <summary>True for what only staff may read.</summary>
    public bool IsForStaffOnly => Kind is EntryKind.Note;
}

/// <summary>What belongs to an entry besides its text; which members are set depends on the kind.</summary>
public sealed record EntryDetails
{
    public Source? Source { get; init; }
    public Inquiry? Inquiry { get; init; }
    public string? PageTitle { get; init; }
    public string? PageUrl { get; init; }
    public Guid? AgentId { get; init; }
    public string? AgentName { get; init; }
    public Guid? FromAgentId { get; init; }
    public string? FromAgentName { get; init; }
    public Guid? ToAgentId { get; init; }
    public string? ToAgentName { get; init; }
    public Groups? ToGroup { get; init; }
    public string? By { get; init; }
    public string? ByName { get; init; }
    public string? Reason { get; init; }
    public string? Note { get; init; }
    public string? Cause { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public int? Stars { get; init; }
    public long? Target { get; init; }
    public IReadOnlyList<Guid>? Mentions { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public FileRef? File { get; init; }
    public Card? Product { get; init; }
    public Card? Order { get; init; }
    public TradeCard? Card { get; init; }
    public RobotPart? Robot { get; init; }
}

/// <summary>A stored file as the log refers to it. <paramref name="Size"/> in bytes, width and height in pixels for pictures.</summary>
public sealed record FileRef(Guid Id, string Name, string Type, long Size, int? Width = null, int? Height = null);

/// <summary>A product or order as a page or an agent shows it. Prices in fen.</summary>
public sealed record Card(string Id, string Title, string? ImageUrl = null, long? PriceFen = null, string? Url = null, string? Text = null);

/// <summary>
/// Something of the shop's business shown in the talk: an order, a pairing, a price to accept, an application. What may change since it was
/// sent is looked up when it is shown. Kinds are words of the features that send them.
/// </summary>
/// <param name="Kind">order, pairing, price, …</param>
/// <param name="RefId">What it shows: the order, the offer, …</param>
/// <param name="Items">The products of an order or a pairing.</param>
public sealed record TradeCard(
    string Kind, Guid? RefId, string Title, string? Number = null, string? Text = null, string? ImageUrl = null, long? PriceFen = null, long? OldPriceFen = null,
    IReadOnlyList<Card>? Items = null);
