using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts.WebPush;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts;

/// <summary>
/// The ways of an alert beside the page: the browsers that somebody subscribed, and the shop's webhooks. Where nobody chose one, an alert costs a look at the choices and
/// no more; else a fact in its transaction lets both follow once it is there.
/// </summary>
internal sealed class SpreadAlerts(Db db, ShopDirectory shops, QueuePushes pushes, QueueDeliveries deliveries)
{
    public const string Raised = "alert.raised";
    public static readonly string[] Facts = [Raised];

    /// <summary>Within the open transaction.</summary>
    public async Task Plan(Alert alert, CancellationToken cancel)
    {
        var wanted = alert.Kind == AlertKind.Threshold
            ? await db.Set<Thresholds.ThresholdRow>().AnyAsync(t => t.ShopId == alert.ShopId && t.AgentId == alert.AgentId && t.Measure == alert.Measure && (t.Push || t.Webhook), cancel)
            : await db.Set<AlertChoice>().AnyAsync(c => c.ShopId == alert.ShopId && c.Kind == alert.Kind && (c.Push || c.Webhook) && (alert.AgentId == null || c.AgentId == alert.AgentId), cancel);
        if (wanted)
            db.Record(new Fact { ShopId = alert.ShopId, Type = Raised, At = alert.At, SubjectId = alert.Id });
    }

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        if (await db.Set<Alert>().SingleOrDefaultAsync(a => a.ShopId == fact.ShopId && a.Id == fact.SubjectId, cancel) is not { } alert)
            return;
        var choices = alert.Kind == AlertKind.Threshold
            ? await db.Set<Thresholds.ThresholdRow>().Where(t => t.ShopId == alert.ShopId && t.AgentId == alert.AgentId && t.Measure == alert.Measure).Select(t => new { t.AgentId, t.Push, t.Webhook }).ToListAsync(cancel)
            : await db.Set<AlertChoice>().Where(c => c.ShopId == alert.ShopId && c.Kind == alert.Kind && (alert.AgentId == null || c.AgentId == alert.AgentId)).Select(c => new { c.AgentId, c.Push, c.Webhook }).ToListAsync(cancel);
        var shop = await shops.Shop(alert.ShopId, cancel);
        var sendOut = false;
        foreach (var choice in choices.Where(c => c.Push || c.Webhook))
        {
            // Rights may be gone since the choice was made.
            if (await People.Find(db, alert.ShopId, choice.AgentId, cancel) is not { Agent: { } agent } person || !await AlertRoutes.For(agent, db, offPage: true).AnyAsync(a => a.Id == alert.Id, cancel))
                continue;
            sendOut |= choice.Webhook && AlertKinds.MaySendOut(agent.Permissions);
            if (choice.Push)
                await pushes.Queue(alert.ShopId, agent.AgentId, new(alert.Id, AlertWords.Title(alert, person.Language), AlertWords.Body(alert, person.Language, shop), AlertWords.Place(alert)), fact.At, cancel);
        }
        if (sendOut && await deliveries.Alert(alert.ShopId, AlertWords.Sent(alert, shop), fact.At, cancel))
            aftermath.Tell(new ShopMoved(alert.ShopId, ShopPart.Webhooks));
    }
}

/// <summary>Somebody with the rights they have now, without a request of theirs.</summary>
internal static class People
{
    public static async Task<(CurrentAgent? Agent, string Language)> Find(Db db, Guid shopId, Guid id, CancellationToken cancel)
    {
        var found = await (
            from a in db.Set<Agent>()
            join p in db.Set<Post>() on new { a.ShopId, a.PostId } equals new { p.ShopId, PostId = p.Id }
            where a.ShopId == shopId && a.Id == id && a.SuspendedAt == null
            select new { a.Name, a.Company, a.IsOwner, a.Language, p.Permissions }).SingleOrDefaultAsync(cancel);
        return found is null ? (null, "zh-CN") : (new(shopId, id, found.Name, found.Company, found.IsOwner, null, null, found.IsOwner ? Sessions.Everything : found.Permissions), found.Language);
    }
}
