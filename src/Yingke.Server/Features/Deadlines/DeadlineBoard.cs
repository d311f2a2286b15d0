using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Deadlines;

internal sealed record DeadlineRow(string Kind, Guid SubjectId, string Title, PersonView? Agent, DateTimeOffset DueAt, DateTimeOffset? NearAt);

internal sealed record DeadlinesOf(PersonView? Agent, int Overdue, int NextHour, int Later);

/// <param name="Items">The most overdue first; at most as many as asked for.</param>
/// <param name="People">All of them counted by whose they are, worst first.</param>
internal sealed record DeadlineAnswer(DateTimeOffset ServerTime, int Overdue, int NextHour, int Today, IReadOnlyList<DeadlineRow> Items, IReadOnlyList<DeadlinesOf> People, IReadOnlyList<string> Kinds);

/// <summary>
/// What is due next, what is overdue, and by whom, over all clocks of the shop: the rows of the engine and, as a view, the answers that
/// buyers wait for (spec: tickets-hotline.md, Tickets; docs/decisions/0010).
/// </summary>
internal static class DeadlineBoard
{
    private const int CountedAtMost = 20_000;

    public static void MapDeadlines(this IEndpointRouteBuilder api) =>
        api.MapGet("/deadlines", Handle).WithTags("deadlines").RequireStaff(Permission.ImSupervise);

    private static async Task<DeadlineAnswer> Handle(HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, string? kind = null, Guid? agentId = null, int limit = 100)
    {
        var (agent, size) = (http.Agent()!, Paging.Limit(limit, 500));
        var shop = await shops.Shop(agent.ShopId, cancel);
        var names = await shops.Names(agent.ShopId, cancel);
        var now = time.Now();
        var all = await Load(db, agent, shop, now, cancel);
        var kinds = all.Select(d => d.Kind).Distinct().Order(StringComparer.Ordinal).ToList();
        all = [.. all.Where(d => (kind is null || d.Kind == kind) && (agentId is null || d.AgentId == agentId)).OrderBy(d => d.DueAt)];
        var (hour, tonight) = (now.AddHours(1), LocalDay.End(LocalDay.Of(now, shop.Zone), shop.Zone));
        PersonView? Named(Guid? id) => id is { } known ? new(known, names.GetValueOrDefault(known, "—")) : null;
        var people = all.GroupBy(d => d.AgentId).Select(g => new DeadlinesOf(Named(g.Key), g.Count(d => d.DueAt <= now), g.Count(d => d.DueAt > now && d.DueAt <= hour), g.Count(d => d.DueAt > hour)))
            .OrderByDescending(p => p.Overdue).ThenByDescending(p => p.NextHour).ThenByDescending(p => p.Later);
        return new(now, all.Count(d => d.DueAt <= now), all.Count(d => d.DueAt > now && d.DueAt <= hour), all.Count(d => d.DueAt > now && d.DueAt < tonight),
            [.. all.Take(size).Select(d => new DeadlineRow(d.Kind, d.SubjectId, d.Title, Named(d.AgentId), d.DueAt, d.NearAt))], [.. people], kinds);
    }

    private sealed record Running(string Kind, Guid SubjectId, string Title, Guid? AgentId, DateTimeOffset DueAt, DateTimeOffset? NearAt);

    private static async Task<List<Running>> Load(Db db, CurrentAgent agent, Shop shop, DateTimeOffset now, CancellationToken cancel)
    {
        var clocks = await db.Set<DueClock>().Where(c => c.ShopId == agent.ShopId && c.EndedAt == null).OrderBy(c => c.DueAt).Take(CountedAtMost)
            .Select(c => new Running(c.Kind, c.SubjectId, c.Title, c.AgentId, c.DueAt, c.NearAt)).ToListAsync(cancel);
        var talks = await (
            from c in db.Set<Conversation>()
            join b in db.Set<Buyer>() on new { c.ShopId, c.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
            where c.ShopId == agent.ShopId && c.State != ConversationState.Closed && c.WaitingSince != null
            select new { c.Id, c.State, c.Channel, c.AgentId, c.DueAt, Since = c.WaitingSince!.Value, b.Name }).ToListAsync(cancel);
        clocks.AddRange(talks.Select(t => t.State == ConversationState.Offline
            ? new Running("offline_message", t.Id, t.Name, null, t.DueAt ?? t.Since, t.DueAt?.AddMinutes(-shop.Settings.OfflineMessages.DueAlertMinutes))
            : Reply(shop, t.Id, t.Channel, t.State == ConversationState.Active ? t.AgentId : null, t.Since, t.Name)));
        if (agent.IsOwner || agent.Reach(Permission.ImSupervise) == Scope.All)
            return clocks;
        // Of one's own company only; nobody's is not theirs.
        var colleagues = (await db.Set<Agent>().Where(a => a.ShopId == agent.ShopId && a.Company == agent.Company).Select(a => a.Id).ToListAsync(cancel)).ToHashSet();
        return clocks.FindAll(c => c.AgentId is { } one && colleagues.Contains(one));
    }

    private static Running Reply(Shop shop, Guid id, Channel channel, Guid? agentId, DateTimeOffset since, string name)
    {
        var due = Due.Reply(shop, channel, since);
        return new("reply", id, name, agentId, due, due.AddSeconds(shop.Settings.Reply.AmberSeconds - shop.Settings.Reply.RedSeconds));
    }
}
