using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Routing.Wall;

/// <summary>An agent on the wall.</summary>
/// <param name="Connected">A workbench of theirs is open somewhere.</param>
internal sealed record AgentState(
    Guid Id, string Name, Presence Presence, string? Reason, DateTimeOffset Since, Groups Groups, bool Im, int Capacity, int Weight, int Open, string Post, bool Connected,
    DateTimeOffset? OldestWaitingSince, AgentDay Today)
{
    /// <summary>The company, by which it is decided who may see it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Company { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool CanChat { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsReachable => CanChat && Presence != Presence.Offline;
}

/// <param name="IdleOpenSeconds">How long conversations stayed open after their last word, on average.</param>
/// <param name="IdleOutlier">Far longer than colleagues: their load looks heavier than it is.</param>
internal sealed record AgentDay(
    int OnlineSeconds, int BusySeconds, int OfflineSeconds, int Received, int Messages, double? AvgFirstResponseSeconds, double? GoodRate, int Overdue, double? IdleOpenSeconds, bool? IdleOutlier);

/// <summary>The states of all agents of a shop, or of some: the same handful of queries either way.</summary>
internal sealed class AgentStates(Db db, ShopDirectory shops, DayBook book, TimeProvider time)
{
    /// <summary>The workbench renews its lease every ten seconds.</summary>
    private static readonly TimeSpan Seen = TimeSpan.FromSeconds(25);

    public async Task<List<AgentState>> Of(Guid shopId, IReadOnlyCollection<Guid>? only, CancellationToken cancel)
    {
        var (shop, now) = (await shops.Shop(shopId, cancel), time.Now());
        var today = Today.Of(shop, now);
        var people = await People(shopId, only, cancel);
        var ids = people.ConvertAll(p => p.Agent.Id);
        var open = (await db.Set<Conversation>().Where(c => c.ShopId == shopId && c.State == ConversationState.Active && c.AgentId != null && ids.Contains(c.AgentId.Value))
            .Select(c => new { AgentId = c.AgentId!.Value, c.WaitingSince, c.Channel }).ToListAsync(cancel)).ToLookup(c => c.AgentId);
        var presence = await PresenceDay.Of(db, shop, ids, now, cancel);
        var good = await GoodRates(shopId, ids, today, cancel);
        var figures = DayFigures.Of(await book.Of(shopId, today.Since, cancel), shop, today, now);
        var outliers = DayFigures.Outliers(figures);
        return people.ConvertAll(p =>
        {
            var (a, f, day) = (p.Agent, figures.GetValueOrDefault(p.Agent.Id) ?? DayFigures.Nothing, presence[p.Agent.Id]);
            var overdue = open[a.Id].Count(c => c.WaitingSince is { } since && Due.Reply(shop, c.Channel, since) < now);
            return new AgentState(
                a.Id, a.Name, a.Presence, a.PresenceReason, a.PresenceSince, a.Groups, a.ImEnabled, a.Capacity, a.Weight, open[a.Id].Count(), p.Post, now - a.SeenAt < Seen,
                open[a.Id].Min(c => c.WaitingSince),
                new(day.Online, day.Busy, day.Offline, f.Received, f.Messages, f.AvgFirstResponseSeconds, good.TryGetValue(a.Id, out var rate) ? rate : null, overdue,
                    f.IdleOpenSeconds, outliers.Contains(a.Id) ? true : null))
            {
                Company = a.Company, CanChat = p.MayChat && a.ImEnabled,
            };
        });
    }

    /// <summary>Good ratings among those of today, per agent.</summary>
    public async Task<Dictionary<Guid, double>> GoodRates(Guid shopId, IReadOnlyCollection<Guid> agents, Today today, CancellationToken cancel) =>
        await db.Set<Rating>().Where(r => r.ShopId == shopId && r.At >= today.Start && r.AgentId != null && agents.Contains(r.AgentId.Value))
            .GroupBy(r => r.AgentId!.Value).Select(g => new { g.Key, All = g.Count(), Good = g.Count(r => r.Stars >= 4) })
            .ToDictionaryAsync(g => g.Key, g => (double)g.Good / g.All, cancel);

    /// <summary>Who can be given conversations, or has some.</summary>
    private async Task<List<(Agent Agent, string Post, bool MayChat)>> People(Guid shopId, IReadOnlyCollection<Guid>? only, CancellationToken cancel)
    {
        var agents = db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null);
        if (only is not null)
            agents = agents.Where(a => only.Contains(a.Id));
        var found = await agents.OrderBy(a => a.Name).ToListAsync(cancel);
        var posts = await db.Set<Post>().Where(p => p.ShopId == shopId).ToDictionaryAsync(p => p.Id, cancel);
        return [.. found.Select(a => (a, posts[a.PostId].Name, a.IsOwner || posts[a.PostId].Permissions.ContainsKey(Permission.ImChat)))
            .Where(p => only is not null || p.Item3 && (p.a.ImEnabled || p.a.Presence != Presence.Offline))];
    }
}
