using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Features.Campaigns;

internal sealed record PkAdjusted(string Month, decimal Points, IReadOnlyList<string> Names);

/// <summary>The PK's result as points for everybody of the team that won, once, in the month in which the campaign ended. (spec: campaigns.md, Assessment)</summary>
internal sealed class AdjustForPk(Db db, ShopDirectory shops, StandingBooks books, MarkScores scores, TimeProvider time)
{
    public sealed record PkAdjustmentRequest(decimal? Points);

    public async Task<PkAdjusted> Handle(HttpContext http, Guid id, PkAdjustmentRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var campaign = await db.Campaign(by.ShopId, id, cancel);
        if (request.Points is not { } points || points is <= 0 or > 100 || points.Scale > 2)
            throw Refusal.Invalid("points", "above 0, at most 100, 2 decimals");
        if (campaign.StateAt(time.Now()) is CampaignState.Planned or CampaignState.Running)
            throw Refusal.Conflict("campaign_not_over");
        var first = Board.Of(await books.Exact(campaign, cancel), campaign.Plan.Teams, campaign.Measure).Teams.Where(t => t.Rank == 1 && t.Sum.Orders > 0).Select(t => t.Name).ToList();
        var names = await shops.Names(by.ShopId, cancel);
        var winners = campaign.Plan.Teams.Where(t => first.Contains(t.Name)).SelectMany(t => t.Members).Where(names.ContainsKey).ToList();
        if (winners.Count == 0)
            throw Refusal.Conflict("pk_without_winner");
        var keys = winners.ToDictionary(w => w, w => "pk-" + KeyIds.Of(campaign.Id, w).ToString("N"));
        var month = Month.Of(campaign.EndAt.AddMilliseconds(-1), (await shops.Shop(by.ShopId, cancel)).Zone).ToString();
        await db.InTransaction(async () =>
        {
            var all = keys.Values.ToList();
            await db.HoldCampaign(by.ShopId, id, cancel);
            if (await db.Set<ScoreAdjustment>().AnyAsync(a => a.ShopId == by.ShopId && all.Contains(a.ClientId), cancel))
                throw Refusal.Conflict("pk_adjusted");
            foreach (var winner in winners)
                await scores.Adjust(http, new(keys[winner], month, winner, points, $"{campaign.Name} PK 获胜：{string.Join('、', first)}"), cancel);
        }, cancel);
        return new(month, points, winners.ConvertAll(w => names[w]));
    }
}
