using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Campaigns;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

internal sealed record OwnGoal(Guid CampaignId, string Campaign, DateTimeOffset EndAt, GoalView Goal);

internal sealed record OwnGoals(IReadOnlyList<OwnGoal> Items);

/// <summary>What the viewer works towards in the campaigns that run: their own goals first, a campaign's deciding measure before the other, what ends sooner before what ends later.</summary>
internal sealed class ShowOwnGoals(Db db, ShopDirectory shops, LatestBoards boards, TimeProvider time)
{
    public async Task<OwnGoals> Of(CurrentAgent viewer, CancellationToken cancel)
    {
        var now = time.Now();
        var running = await db.Set<Campaign>().Where(c => c.ShopId == viewer.ShopId && c.StartAt <= now && c.EndAt > now).ToListAsync(cancel);
        if (running.Count == 0)
            return new([]);
        var groups = await db.Set<Agent>().Where(a => a.ShopId == viewer.ShopId && a.Id == viewer.AgentId).Select(a => a.Groups).SingleOrDefaultAsync(cancel);
        var names = await shops.Names(viewer.ShopId, cancel);
        var found = new List<(Target Target, Measure Decides, OwnGoal Of)>();
        foreach (var campaign in running)
        {
            var nearest = Goal.Nearest(campaign.Plan.Targets, viewer.AgentId, groups);
            if (nearest.Count == 0)
                continue;
            var (board, past) = (await boards.Of(campaign, cancel), Goal.Past(campaign.StartAt, campaign.EndAt, now));
            found.AddRange(nearest.Select(t => (t, campaign.Measure, new OwnGoal(campaign.Id, campaign.Name, campaign.EndAt, StandingViews.View(Goal.Of(t, Goal.Reach(t, board), past), names)))));
        }
        return new([.. found.OrderByDescending(f => f.Target.Scope).ThenByDescending(f => f.Target.Measure == f.Decides).ThenBy(f => f.Of.EndAt).ThenBy(f => f.Target.Group).ThenBy(f => f.Of.CampaignId).Select(f => f.Of)]);
    }
}

/// <summary>Boards that are two seconds old at most, worked out for all who look at once: every agent's strip asks again and again.</summary>
internal sealed class LatestBoards(StandingBooks books, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Latest> boards = new();

    private sealed class Latest
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public (Board Board, long Version, long At)? Known { get; set; }
    }

    public async Task<Board> Of(Campaign campaign, CancellationToken cancel)
    {
        var latest = boards.GetOrAdd(campaign.Id, _ => new());
        await latest.Turn.WaitAsync(cancel);
        try
        {
            if (latest.Known is not { } known || known.Version != campaign.Version || time.GetElapsedTime(known.At) >= Fresh)
            {
                var began = time.GetTimestamp();
                latest.Known = known = (Board.Of(await books.Of(campaign, cancel), campaign.Plan.Teams, campaign.Measure), campaign.Version, began);
            }
            return known.Board;
        }
        finally
        {
            latest.Turn.Release();
        }
    }

    /// <summary>What nobody has looked at for a while is forgotten.</summary>
    public void Tidy()
    {
        foreach (var (id, _) in boards.Where(b => b.Value.Known is not { } known || time.GetElapsedTime(known.At) > StandingBooks.Unused))
            boards.TryRemove(id, out _);
    }
}
