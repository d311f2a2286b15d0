using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Tickets;

/// <summary>A ticket in a list or on the board.</summary>
/// <param name="NextDueAt">The next of its clocks that still runs.</param>
internal sealed record TicketRow(
    Guid Id, long Number, string Kind, string KindName, TicketPriority Priority, TicketState State, string Title, NamedAgent? Buyer, NamedAgent? Assignee, NamedAgent? Responsible, string? Department,
    DateTimeOffset CreatedAt, DateTimeOffset ReplyDueAt, DateTimeOffset? ResolveDueAt, DateTimeOffset? RepliedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, DateTimeOffset? ReopenedAt,
    DateTimeOffset? NextDueAt, DateTimeOffset? NextNearAt, string? NextClock, TicketOrigin Origin, string? Subject, Guid? ConversationId);

internal sealed record TicketStepView(Guid Id, DateTimeOffset At, NamedAgent? Agent, TicketStepKind Kind, string? Text, IReadOnlyList<FileView> Files, NamedAgent? ToAgent, string? ToDepartment, string? Clock);

internal sealed record TicketAnswer(
    TicketRow Row, string? Text, string? Resolution, Visit? Visit, long Version, IReadOnlyList<NamedAgent> Watchers, IReadOnlyList<TicketStepView> Steps, IReadOnlyList<TicketEvent> Possible, Guid? CategoryId);

internal sealed class TicketViews(Db db, ShopDirectory shops)
{
    public async Task<List<TicketRow>> Rows(Guid shopId, IReadOnlyList<Ticket> tickets, CancellationToken cancel)
    {
        var settings = await db.TicketSettings(shopId, cancel);
        var names = await shops.Names(shopId, cancel);
        var buyerIds = tickets.Select(t => t.BuyerId).OfType<Guid>().Distinct().ToList();
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == shopId && buyerIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        return [.. tickets.Select(t =>
        {
            var type = settings.TypeOf(t.Kind);
            var next = TicketClocks.Next(t);
            return new TicketRow(
                t.Id, t.Number, t.Kind, type.Name, t.Priority, t.State, t.Title.Length > 0 ? t.Title : type.Name, t.BuyerId is { } buyer ? new(buyer, buyers.GetValueOrDefault(buyer, "—")) : null,
                Named(t.AssigneeId, names), Named(t.ResponsibleId, names), t.Department, t.CreatedAt, t.ReplyDueAt, t.ResolveDueAt, t.RepliedAt, t.ResolvedAt, t.ClosedAt, t.ReopenedAt,
                next?.DueAt, next is { } n ? TicketType.Near(n.From, n.DueAt) : null, next?.Kind, t.Origin, t.Subject, t.ConversationId);
        })];
    }

    public async Task<TicketAnswer> One(Ticket ticket, CancellationToken cancel)
    {
        var shopId = ticket.ShopId;
        var names = await shops.Names(shopId, cancel);
        var steps = await db.Set<TicketStep>().Where(s => s.ShopId == shopId && s.TicketId == ticket.Id).OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(cancel);
        var files = await db.Set<StoredFile>().Where(f => f.ShopId == shopId && f.SubjectId == ticket.Id)
            .Select(f => new FileView(f.Id, f.Name, f.Type, f.Size, f.Width, f.Height, "/api/v1/files/" + f.Id)).ToDictionaryAsync(f => f.Id, cancel);
        var watchers = await db.Set<TicketWatcher>().Where(w => w.ShopId == shopId && w.TicketId == ticket.Id).Select(w => w.AgentId).ToListAsync(cancel);
        var category = await db.Set<CategoryUse>().Where(u => u.ShopId == shopId && u.SubjectId == ticket.Id).Select(u => (Guid?)u.CategoryId).SingleOrDefaultAsync(cancel);
        return new(
            (await Rows(shopId, [ticket], cancel))[0], ticket.Text, ticket.Resolution, ticket.Visit, ticket.Version, watchers.ConvertAll(w => Named(w, names)!),
            steps.ConvertAll(s => new TicketStepView(s.Id, s.At, Named(s.AgentId, names), s.Kind, s.Text, [.. (s.Files ?? []).Where(files.ContainsKey).Select(f => files[f])], Named(s.ToAgentId, names), s.ToDepartment, s.Clock)),
            TicketCourse.Possible(ticket.State), category);
    }

    private static NamedAgent? Named(Guid? id, IReadOnlyDictionary<Guid, string> names) => id is { } known ? new(known, names.GetValueOrDefault(known, "—")) : null;
}
