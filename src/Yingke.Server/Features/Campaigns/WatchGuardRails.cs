using Yingke.Domain.Campaigns;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <param name="From">The campaign's first day; <paramref name="To"/> its last, or today.</param>
/// <param name="Before">Of as many days just before it.</param>
internal sealed record CampaignGuard(DateOnly From, DateOnly To, IReadOnlyDictionary<string, string?> Guard, IReadOnlyDictionary<string, string?> Before);

/// <summary>What a sale must not cost, against the days before it. (spec: performance.md, Guard rails)</summary>
internal sealed class WatchGuardRails(Db db, ShopDirectory shops, ProjectStints project, LoadGuardRails guard, TimeProvider time)
{
    public async Task<CampaignGuard> Of(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var campaign = await db.Campaign(viewer.ShopId, id, cancel);
        var zone = (await shops.Shop(viewer.ShopId, cancel)).Zone;
        var (days, today) = (Credit.Days(campaign.StartAt, campaign.EndAt, zone), LocalDay.Of(time.Now(), zone));
        // One that was stopped before it began has no days: then it is its first.
        var to = DateOnly.FromDayNumber(Math.Max(days.From.DayNumber, Math.Min(today.DayNumber, days.To.DayNumber)));
        var length = to.DayNumber - days.From.DayNumber + 1;
        var ahead = await project.Ahead(viewer.ShopId, cancel);
        return new(days.From, to, await guard.Of(viewer.ShopId, new(days.From, to, zone), cancel, ahead), await guard.Of(viewer.ShopId, new(days.From.AddDays(-length), days.From.AddDays(-1), zone), cancel, ahead));
    }
}
