using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Campaigns;

/// <param name="Orders">Null where nothing is known that it could be made of.</param>
/// <param name="Fen">The same of sales.</param>
internal sealed record SuggestedTarget(TargetScope Scope, Groups Group, Guid? AgentId, string? Name, long? Orders, long? Fen);

/// <param name="FromCampaigns">How many past campaigns it is made of; 0: of the last days.</param>
/// <param name="OrdersPerDay">What a day is taken to be.</param>
/// <param name="Growth">Of orders.</param>
internal sealed record SuggestionAnswer(double Days, int FromCampaigns, double OrdersPerDay, double FenPerDay, double Growth, IReadOnlyList<SuggestedTarget> Items);

/// <summary>What a campaign could aim for, from what the shop did: see <see cref="TargetSuggestion"/>.</summary>
internal sealed class SuggestTargets(Db db, ShopDirectory shops, LoadFacts facts, ProjectStints project, TimeProvider time)
{
    public async Task<SuggestionAnswer> Of(CurrentAgent viewer, DateTimeOffset startAt, DateTimeOffset endAt, CancellationToken cancel)
    {
        if (endAt <= startAt || endAt - startAt > TimeSpan.FromDays(62))
            throw Refusal.Invalid("endAt", "after the start");
        var (shopId, zone, now) = (viewer.ShopId, (await shops.Shop(viewer.ShopId, cancel)).Zone, time.Now());
        var days = Math.Round((decimal)(endAt - startAt).TotalDays, 4);
        var today = LocalDay.Of(now, zone);
        var period = new Period(today.AddDays(-TargetSuggestion.DaysLookedAt), today.AddDays(-1), zone);
        await project.CatchUp(shopId, cancel);
        var credits = Credit.Of(await facts.PresaleStints(shopId, period, cancel), await facts.PaidOrders(shopId, period.Start, period.End, cancel), period.Start, period.End, zone);
        var byDay = credits.ToLookup(c => LocalDay.Of(c.PaidAt, zone));
        var recent = Enumerable.Range(0, TargetSuggestion.DaysLookedAt).Select(i => byDay[period.From.AddDays(i)].Aggregate(default(Sum), (sum, c) => sum + new Sum(1, c.Fen))).ToList();
        var pasts = await Pasts(shopId, now, zone, cancel);
        Suggested Shop(Measure m) => TargetSuggestion.Of(days, [.. pasts.Select(p => new PastCampaign(p.Days, p.Total.Of(m), (decimal)p.Before.Of(m) / TargetSuggestion.DaysLookedAt))], [.. recent.Select(r => r.Of(m))]);
        var (orders, sales) = (Shop(Measure.Orders), Shop(Measure.Sales));
        var board = Board.Of(credits, [], Measure.Sales);
        var names = await shops.Names(shopId, cancel);
        SuggestedTarget Part(TargetScope scope, Groups group, Guid? agent, Sum own) => new(scope, group, agent, agent is { } id ? names.GetValueOrDefault(id, "—") : null,
            TargetSuggestion.Part(orders.Value, own.Orders, board.Shop.Orders), WholeYuan(TargetSuggestion.Part(sales.Value, own.Fen, board.Shop.Fen)));
        return new((double)days, orders.FromCampaigns, (double)Math.Round(orders.PerDay, 1), (double)Math.Round(sales.PerDay), (double)Math.Round(orders.Growth, 2),
        [
            new(TargetScope.Shop, Groups.None, null, null, orders.Value, WholeYuan(sales.Value)),
            .. Report.EachGroup.Where(g => board.Groups[g].Orders > 0).Select(g => Part(TargetScope.Group, g, null, board.Groups[g])),
            .. board.Agents.Select(a => Part(TargetScope.Agent, Groups.None, a.AgentId, a.Sum)),
        ]);
    }

    /// <summary>Nobody aims for fen.</summary>
    private static long? WholeYuan(long? fen) => (fen + 99) / 100 * 100;

    private async Task<List<(decimal Days, Sum Total, Sum Before)>> Pasts(Guid shopId, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancel)
    {
        var found = new List<(decimal, Sum, Sum)>();
        foreach (var past in await db.Set<Campaign>().Where(c => c.ShopId == shopId && c.EndAt <= now && c.EndAt > c.StartAt).OrderByDescending(c => c.EndAt).Take(TargetSuggestion.MostCampaigns).ToListAsync(cancel))
        {
            var first = LocalDay.Of(past.StartAt, zone);
            found.Add(((decimal)(past.EndAt - past.StartAt).TotalDays, await Paid(shopId, past.StartAt, past.EndAt, cancel),
                await Paid(shopId, LocalDay.Start(first.AddDays(-TargetSuggestion.DaysLookedAt), zone), LocalDay.Start(first, zone), cancel)));
        }
        return found;
    }

    private async Task<Sum> Paid(Guid shopId, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        var paid = db.Set<Order>().Where(o => o.ShopId == shopId && o.PaidAt >= start && o.PaidAt < end);
        return new(await paid.CountAsync(cancel), await paid.SumAsync(o => o.PaidFen, cancel));
    }
}
