using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <param name="SentAt">Null for an hour that was worked out afterwards.</param>
internal sealed record BroadcastView(Guid CampaignId, string Name, DateTimeOffset HourAt, DateTimeOffset? SentAt, BroadcastDocument Standing);

internal sealed record BroadcastList(IReadOnlyList<BroadcastView> Items);

internal sealed record ReviewView(Guid CampaignId, DateOnly Day, DateTimeOffset At, ReviewDocument Review);

internal sealed record ReviewList(IReadOnlyList<ReviewView> Items);

/// <summary>A campaign's board now, and what was announced and reviewed.</summary>
internal sealed class ShowBoard(Db db, ShopDirectory shops, StandingBooks books, TimeProvider time)
{
    private const int Listed = 200;

    public async Task<BoardView> Board(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var campaign = await db.Campaign(viewer.ShopId, id, cancel);
        return BoardView.Of(campaign, await books.Of(campaign, cancel), await shops.Names(viewer.ShopId, cancel), (await shops.Shop(viewer.ShopId, cancel)).Zone, time.Now());
    }

    public async Task<BroadcastList> Broadcasts(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var campaign = await db.Campaign(viewer.ShopId, id, cancel);
        return new((await db.Set<HourlyBroadcast>().Where(b => b.ShopId == viewer.ShopId && b.CampaignId == id).OrderByDescending(b => b.HourAt).Take(Listed).ToListAsync(cancel))
            .ConvertAll(b => new BroadcastView(id, campaign.Name, b.HourAt, b.SentAt, b.Document)));
    }

    public async Task<ReviewList> Reviews(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        await db.Campaign(viewer.ShopId, id, cancel);
        return new((await db.Set<GoalReview>().Where(r => r.ShopId == viewer.ShopId && r.CampaignId == id).OrderByDescending(r => r.Day).ToListAsync(cancel))
            .ConvertAll(r => new ReviewView(id, DateOnly.FromDayNumber(r.Day), r.At, r.Document)));
    }
}
