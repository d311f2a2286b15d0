using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing;

/// <summary>Seconds of the shop's local day that an agent spent in each presence so far.</summary>
internal sealed record PresenceDay(int Online, int Busy, int Offline)
{
    public static async Task<PresenceDay> Of(Db db, Shop shop, Guid agentId, DateTimeOffset now, CancellationToken cancel) =>
        (await Of(db, shop, [agentId], now, cancel))[agentId];

    public static async Task<Dictionary<Guid, PresenceDay>> Of(Db db, Shop shop, IReadOnlyCollection<Guid> agents, DateTimeOffset now, CancellationToken cancel)
    {
        var start = LocalDay.Start(LocalDay.Of(now, shop.Zone), shop.Zone);
        var changes = await db.Set<PresenceChange>().AsNoTracking().Where(c => c.ShopId == shop.Id && c.At >= start && agents.Contains(c.AgentId)).OrderBy(c => c.At).ToListAsync(cancel);
        var day = new Dictionary<Guid, PresenceDay>();
        var byAgent = changes.ToLookup(c => c.AgentId);
        foreach (var agent in agents)
        {
            var before = await Before(db, shop.Id, agent, start, cancel);
            day[agent] = Sum(start, now, before, byAgent[agent]);
        }
        return day;
    }

    private static async Task<Presence> Before(Db db, Guid shopId, Guid agentId, DateTimeOffset start, CancellationToken cancel) =>
        await db.Set<PresenceChange>().AsNoTracking().Where(c => c.ShopId == shopId && c.AgentId == agentId && c.At < start)
            .OrderByDescending(c => c.At).Select(c => (Presence?)c.Presence).FirstOrDefaultAsync(cancel) ?? Presence.Offline;

    private static PresenceDay Sum(DateTimeOffset start, DateTimeOffset now, Presence presence, IEnumerable<PresenceChange> changes)
    {
        var seconds = new Dictionary<Presence, double>();
        var at = start;
        foreach (var change in changes)
        {
            seconds[presence] = seconds.GetValueOrDefault(presence) + (change.At - at).TotalSeconds;
            (at, presence) = (change.At, change.Presence);
        }
        seconds[presence] = seconds.GetValueOrDefault(presence) + (now - at).TotalSeconds;
        return new((int)seconds.GetValueOrDefault(Presence.Online), (int)seconds.GetValueOrDefault(Presence.Busy), (int)seconds.GetValueOrDefault(Presence.Offline));
    }
}
