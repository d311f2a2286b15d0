using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations;

internal sealed record AssignmentView(Guid AgentId, string AgentName, DateTimeOffset At, DateTimeOffset? EndedAt, string? EndCause, Why Why);

internal sealed record RatingView(int Stars, IReadOnlyList<string> Tags, string? Text, DateTimeOffset At);

internal sealed record ConversationAnswer(ConversationRow Row, IReadOnlyList<AssignmentView> Assignments, RatingView? Rating, IReadOnlyList<PersonView> Watchers);

/// <summary>Looking for conversations: newest first, by state, person, buyer, time, or words.</summary>
internal static class FindConversations
{
    public static async Task<Page<ConversationRow>> Handle(
        HttpContext http, Db db, Rows rows, CancellationToken cancel,
        Word<ConversationState>? state = null, Guid? agentId = null, Guid? buyerId = null, Word<Inquiry>? inquiry = null, string? q = null,
        DateTimeOffset? from = null, DateTimeOffset? to = null, Guid? before = null, int limit = 50)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit, 200);
        if (q is { Length: > 100 })
            throw Refusal.Invalid("q");
        var found = await rows.Load(agent.ShopId, agent.AgentId, conversations =>
        {
            var some = conversations.VisibleTo(agent, db);
            if (state is { Value: var standing })
                some = some.Where(c => c.State == standing);
            if (agentId is not null)
                some = some.Where(c => c.AgentId == agentId);
            if (buyerId is not null)
                some = some.Where(c => c.BuyerId == buyerId);
            if (inquiry is { Value: var kind })
                some = some.Where(c => c.Inquiry == kind);
            if (from is { } since)
                some = some.Where(c => c.OpenedAt >= since);
            if (to is { } until)
                some = some.Where(c => c.OpenedAt < until);
            if (!string.IsNullOrWhiteSpace(q))
                some = Matching(some, db, agent.ShopId, q.Trim());
            if (before is { } cursor)
                some = some.Where(c => c.Id.CompareTo(cursor) < 0);
            return some.OrderByDescending(c => c.Id).Take(size + 1);
        }, cancel);
        return Paging.Of(found, size, c => c.Id);
    }

    public static async Task<ConversationAnswer> One(Guid id, HttpContext http, Db db, Rows rows, ShopDirectory shops, ViewerBoard viewers, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (!await db.Set<Conversation>().VisibleTo(agent, db).AnyAsync(c => c.Id == id, cancel))
            throw Refusal.NotFound();
        var names = await shops.Names(agent.ShopId, cancel);
        // Of two that began within one millisecond the one that lasts is the later.
        var assignments = await db.Set<Assignment>().AsNoTracking().Where(a => a.ShopId == agent.ShopId && a.ConversationId == id)
            .OrderBy(a => a.At).ThenBy(a => a.EndedAt == null).ThenBy(a => a.EndedAt).ToListAsync(cancel);
        var rating = await db.Set<Rating>().AsNoTracking().SingleOrDefaultAsync(r => r.ShopId == agent.ShopId && r.ConversationId == id, cancel);
        return new(
            (await rows.One(agent.ShopId, agent.AgentId, id, cancel))!,
            assignments.ConvertAll(a => new AssignmentView(a.AgentId, names.GetValueOrDefault(a.AgentId, "—"), a.At, a.EndedAt, a.EndCause, a.Why)),
            rating is null ? null : new(rating.Stars, rating.Tags, rating.Text, rating.At),
            [.. viewers.Of(id).Where(v => v.Id != agent.AgentId).Select(v => new PersonView(v.Id, v.Name))]);
    }

    /// <summary>The buyer's name or member id, a number or product of their orders, or words of the talk; the log itself is searched word by word among the agent's visible conversations.</summary>
    private static IQueryable<Conversation> Matching(IQueryable<Conversation> conversations, Db db, Guid shopId, string words)
    {
        var pattern = "%" + words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
        var buyers = db.Set<Buyer>().Where(b => b.ShopId == shopId && (EF.Functions.Like(b.Name, pattern, @"\") || b.MemberId == words)).Select(b => b.Id);
        var orders = db.Set<Order>().Where(o => o.ShopId == shopId);
        return conversations.Where(c => buyers.Contains(c.BuyerId)
            || orders.Any(o => o.BuyerId == c.BuyerId && (o.Number == words || o.Lines.Any(l => EF.Functions.Like(l.Title, pattern, @"\"))))
            || db.Set<Entry>().Any(e => e.ShopId == shopId && e.ConversationId == c.Id && e.Kind == EntryKind.Text && EF.Functions.Like(e.Text!, pattern, @"\")));
    }
}
