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

    /// <summary>Two queries, however many agents.</summary>
    public static async Task<Dictionary<Guid, PresenceDay>> Of(Db db, Shop shop, IReadOnlyCollection<Guid> agents, DateTimeOffset now, CancellationToken cancel)
    {
        var start = LocalDay.Start(LocalDay.Of(now, shop.Zone), shop.Zone);
        var all = db.Set<PresenceChange>().Where(c => c.ShopId == shop.Id);
        var changes = (await all.Where(c => c.At >= start && agents.Contains(c.AgentId)).OrderBy(c => c.At).ToListAsync(cancel)).ToLookup(c => c.AgentId);
        var before = await db.Set<Agent>().Where(a => a.ShopId == shop.Id && agents.Contains(a.Id))
            .Select(a => new { a.Id, Presence = all.Where(c => c.AgentId == a.Id && c.At < start).OrderByDescending(c => c.At).Select(c => (Presence?)c.Presence).FirstOrDefault() })
            .ToDictionaryAsync(a => a.Id, a => a.Presence, cancel);
        return agents.ToDictionary(id => id, id => Sum(start, now, before.GetValueOrDefault(id) ?? Presence.Offline, changes[id]));
    }

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
