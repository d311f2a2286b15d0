using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Domain.Routing;

namespace Yingke.Server.Features.Conversations;

/// <summary>One entry of a log as a client gets it.</summary>
/// <param name="Kind">An <see cref="EntryKind"/> in snake_case, or <c>hidden</c>: what a buyer gets in place of an entry for staff only, so that seq has no gap.</param>
internal sealed record EntryView(
    long Seq, string Kind, Sender From, DateTimeOffset At, Guid? SenderId, string? SenderName, string? ClientId, string? Text,
    FileView? File, Card? Product, Card? Order, EntryDetails? Data, bool? Recalled);

internal sealed record FileView(Guid Id, string Name, string Type, long Size, int? Width, int? Height, string Url);

internal sealed record PersonView(Guid Id, string Name);

internal sealed record BuyerHead(Guid Id, string Name, bool Vip, bool Identified);

internal sealed record LastMessage(long Seq, string Kind, Sender From, string? Text, DateTimeOffset At);

/// <summary>A conversation in a list. <paramref name="Head"/> is also its version: a client ignores an older one than it holds.</summary>
/// <param name="OrderBadge">The most urgent of the buyer's orders; null without any.</param>
/// <param name="Unread">How many of the buyer's messages the serving agent has not read.</param>
internal sealed record ConversationRow(
    Guid Id, ConversationState State, Inquiry Inquiry, Source Source, Channel Channel, BuyerHead Buyer, PersonView? Agent,
    DateTimeOffset OpenedAt, DateTimeOffset? AssignedAt, DateTimeOffset? ClosedAt, DateTimeOffset? WaitingSince, DateTimeOffset? DueAt,
    Card? Product, Card? Order, LastMessage? Last, long Head, long ReadSeq, long BuyerReadSeq, int Unread, bool Starred, int? Position, int? Rating, OrderBadge? OrderBadge = null);

/// <summary>What a push of messages changes in a row that the client already has.</summary>
internal sealed record RowPatch(long Head, DateTimeOffset? WaitingSince, DateTimeOffset? DueAt, LastMessage? Last);

/// <summary>A conversation as its buyer sees it.</summary>
internal sealed record VisitorConversation(
    Guid Id, ConversationState State, VisitorAgent? Agent, int? Position, int? EstimateSeconds, DateTimeOffset? AnswerBy,
    DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, long Head, long ReadSeq, bool Ratable, int? Rating);

internal sealed record VisitorAgent(string Name);

internal sealed record Appendix(EntryView Entry, long Head);

internal sealed record LogPage(IReadOnlyList<EntryView> Entries, long Head);
