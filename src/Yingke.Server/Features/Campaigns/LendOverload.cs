using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <summary>
/// A campaign's own threshold and messages of overload stand in the shop's dispatch row while it runs, and go with it; so a turn of the desk need not ask for campaigns.
/// Of two that run the later one's count. (spec: campaigns.md, Overload)
/// </summary>
internal sealed class LendOverload(Db db, Dispatcher dispatcher, TimeProvider time, ILogger<LendOverload> log)
{
    /// <summary>Those that began or ended since.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        var wanted = (await db.Set<Campaign>().Where(c => c.StartAt <= now && c.EndAt > now && c.Overload != null).ToListAsync(cancel)).GroupBy(c => c.ShopId).ToDictionary(g => g.Key, g => Latest(g));
        var lent = (await db.Set<Dispatch>().Where(d => d.LentOverload != null).Select(d => new { d.ShopId, d.LentOverload }).ToListAsync(cancel)).ToDictionary(d => d.ShopId, d => d.LentOverload);
        foreach (var shopId in wanted.Keys.Union(lent.Keys).Where(id => wanted.GetValueOrDefault(id) is var campaign && lent.GetValueOrDefault(id) is var own && (campaign?.Id, campaign?.Version) != (own?.CampaignId, own?.Version)))
        {
            try
            {
                await To(shopId, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One shop's trouble is not the others'; it is tried again at the next turn.
                log.LogWarning(failure, "A campaign's overload was not put in force");
            }
        }
    }

    /// <summary>What is right for the shop now, whoever asks and however often.</summary>
    public Task To(Guid shopId, CancellationToken cancel) => dispatcher.Run(shopId, async turn =>
    {
        var now = turn.Now;
        var running = await turn.Db.Set<Campaign>().Where(c => c.ShopId == shopId && c.StartAt <= now && c.EndAt > now && c.Overload != null).ToListAsync(CancellationToken.None);
        turn.LendOverload(running.Count > 0 && Latest(running) is var campaign ? new(campaign.Id, campaign.Version, campaign.Name, campaign.Overload!) : null);
    }, cancel);

    private static Campaign Latest(IEnumerable<Campaign> running) => running.OrderBy(c => c.StartAt).ThenBy(c => c.Id).Last();
}
