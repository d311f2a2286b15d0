using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Campaigns;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <param name="HourOrders">Of the hour that has just passed.</param>
/// <param name="Top">The best agents, equals included up to the last place.</param>
internal sealed record BroadcastDocument(Measure Measure, int Orders, long Fen, int HourOrders, long HourFen, IReadOnlyList<TeamView> Teams, IReadOnlyList<StandingView> Top);

/// <summary>
/// 整点播报: on every full hour of a campaign the shop's total, each team's standing and the top agents, to all workbenches and wall screens, and kept
/// (spec: campaigns.md, Hourly broadcast). Once an hour whatever nodes do: the hour is the row's key, and only who wrote it announces it.
/// </summary>
internal sealed class AnnounceHours(Db db, ShopDirectory shops, StandingBooks books, Signals signals, NodeBus bus, HeldLease lease, TimeProvider time, ILogger<AnnounceHours> log)
{
    private const int MostTop = 5;

    /// <summary>So late it is no news any more: the hour is written down and not announced.</summary>
    private static readonly TimeSpan News = TimeSpan.FromMinutes(5);

    /// <summary>A program that was away longer leaves the hours before empty.</summary>
    private static readonly TimeSpan MadeUpFor = TimeSpan.FromHours(48);

    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        var since = now - MadeUpFor;
        foreach (var campaign in await db.Set<Campaign>().Where(c => c.Broadcasts && c.StartAt < now && c.EndAt >= since).ToListAsync(cancel))
        {
            var zone = (await shops.Shop(campaign.ShopId, cancel)).Zone;
            var (first, last) = (campaign.StartAt > since ? campaign.StartAt : since, campaign.EndAt < now ? campaign.EndAt : now);
            var hours = FullHours.Between(first, last, zone).ToList();
            if (hours.Count == 0)
                continue;
            var known = (await db.Set<HourlyBroadcast>().Where(b => b.ShopId == campaign.ShopId && b.CampaignId == campaign.Id && b.HourAt >= first).Select(b => b.HourAt).ToListAsync(cancel)).ToHashSet();
            if (hours.TrueForAll(known.Contains))
                continue;
            try
            {
                var credits = await books.Exact(campaign, cancel);
                foreach (var hour in hours.Where(h => !known.Contains(h)))
                    await Announce(campaign, hour, credits, now, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One shop's trouble is not the others'; it is tried again at the next turn.
                log.LogWarning(failure, "The hour of a campaign was not announced");
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task Announce(Campaign campaign, DateTimeOffset hour, IReadOnlyCollection<Credit> credits, DateTimeOffset now, CancellationToken cancel)
    {
        var names = await shops.Names(campaign.ShopId, cancel);
        var (board, before) = (Board.Of(credits, campaign.Plan.Teams, campaign.Measure, hour), Board.Of(credits, campaign.Plan.Teams, campaign.Measure, hour.AddHours(-1)));
        var document = new BroadcastDocument(campaign.Measure, board.Shop.Orders, board.Shop.Fen, board.Shop.Orders - before.Shop.Orders, board.Shop.Fen - before.Shop.Fen,
            StandingViews.Teams(board, campaign.Measure), [.. StandingViews.Agents(board, names).Where(a => a.Orders > 0 && a.Rank <= MostTop).Take(MostTop)]);
        DateTimeOffset? sent = now - hour <= News ? now : null;
        var told = new Told(campaign.ShopId, [Audiences.Desk(campaign.ShopId), Audiences.Supervisors(campaign.ShopId), Audiences.Standings(campaign.ShopId)], "broadcast",
            [JsonSerializer.SerializeToElement(new BroadcastView(campaign.Id, campaign.Name, hour, sent, document), Stored.Json)]);
        try
        {
            await db.InTransaction(async () =>
            {
                await lease.Confirm(db, cancel);
                db.Add(new HourlyBroadcast { ShopId = campaign.ShopId, CampaignId = campaign.Id, HourAt = hour, SentAt = sent, Document = document });
                await db.SaveChangesAsync(cancel);
                if (sent is not null)
                    await bus.Notify(db, [told], cancel);
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Another node was first.
            db.ChangeTracker.Clear();
            return;
        }
        db.ChangeTracker.Clear();
        if (sent is not null)
            signals.Deliver(told);
    }
}
