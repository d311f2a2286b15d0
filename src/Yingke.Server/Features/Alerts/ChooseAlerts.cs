using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Alerts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts.Thresholds;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Alerts;

/// <param name="Value">The figure now; null where there is none.</param>
/// <param name="Mine">What was chosen; null for nothing.</param>
internal sealed record MeasureView(AlertMeasure Measure, AlertUnit Unit, bool Below, int Usual, int Most, int? Value, ThresholdView? Mine);

/// <param name="IsOn">Beyond the limit, and not yet well back.</param>
internal sealed record ThresholdView(bool Enabled, int Limit, int QuietMinutes, bool Page, bool Push, bool Webhook, bool IsOn, DateTimeOffset? ToldAt);

internal sealed record KindView(AlertKind Kind, bool Page, bool Push, bool Webhook);

/// <param name="MaySendOut">May choose the shop's webhooks; <paramref name="WebhooksListen"/>: one of them wants alerts.</param>
internal sealed record ChoicesView(IReadOnlyList<MeasureView> Measures, IReadOnlyList<KindView> Kinds, bool MaySendOut, bool WebhooksListen);

/// <summary>What somebody wants to be told of, from where on, and how.</summary>
internal static class ChooseAlerts
{
    public sealed record AlertChoiceRequest(AlertKind? Kind, bool? Page, bool? Push, bool? Webhook);

    public sealed record ThresholdRequest(AlertMeasure? Measure, bool? Enabled, int? Limit, int? QuietMinutes, bool? Page, bool? Push, bool? Webhook);

    public static async Task<ChoicesView> Show(HttpContext http, Db db, ShopDirectory shops, TodayFigures today, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var rows = await db.Set<ThresholdRow>().Where(t => t.ShopId == agent.ShopId && t.AgentId == agent.AgentId).ToDictionaryAsync(t => t.Measure, cancel);
        var choices = await db.Set<AlertChoice>().Where(c => c.ShopId == agent.ShopId && c.AgentId == agent.AgentId).ToDictionaryAsync(c => c.Kind, cancel);
        var gauges = new Gauges(db, await shops.Shop(agent.ShopId, cancel), today, time.Now());
        var measures = new List<MeasureView>();
        foreach (var m in MeasureKind.All.Where(m => m.IsFor(agent.Permissions)))
            measures.Add(new(m.Measure, m.Unit, m.Below, m.Usual, m.Most, await gauges.Read(m.Measure, agent, cancel), rows.TryGetValue(m.Measure, out var row) ? View(row) : null));
        var listening = await db.Set<Webhook>().Where(w => w.ShopId == agent.ShopId && w.Enabled).Select(w => w.Events).ToListAsync(cancel);
        return new(measures, [.. AlertKinds.For(agent.Permissions).Select(k => choices.TryGetValue(k, out var c) ? View(c) : new KindView(k, true, false, false))],
            AlertKinds.MaySendOut(agent.Permissions), listening.Exists(e => e.Contains(WebhookEvents.AlertRaised)));
    }

    public static async Task<KindView> Choose(AlertChoiceRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (request.Kind is not { } kind || !AlertKinds.For(agent.Permissions).Contains(kind))
            throw Refusal.Invalid("kind");
        var (page, push, webhook) = (request.Page ?? throw Refusal.Invalid("page"), request.Push ?? throw Refusal.Invalid("push"), request.Webhook ?? throw Refusal.Invalid("webhook"));
        MustMaySendOut(agent, webhook);
        return await db.InTransaction(async () =>
        {
            var row = await db.Set<AlertChoice>().AsTracking().SingleOrDefaultAsync(c => c.ShopId == agent.ShopId && c.AgentId == agent.AgentId && c.Kind == kind, cancel);
            if (row is null)
                db.Add(row = new AlertChoice { ShopId = agent.ShopId, AgentId = agent.AgentId, Kind = kind });
            (row.Page, row.Push, row.Webhook) = (page, push, webhook);
            return View(row);
        }, cancel);
    }

    /// <summary>A limit that moved is looked at as if it were new: what stands beyond it is told, once the quiet allows it.</summary>
    public static async Task<ThresholdView> Set(ThresholdRequest request, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (request.Measure is not { } measure || MeasureKind.Of(measure) is not { } kind || !kind.IsFor(agent.Permissions))
            throw Refusal.Invalid("measure");
        var enabled = request.Enabled ?? throw Refusal.Invalid("enabled");
        var (limit, quiet) = (request.Limit ?? throw Refusal.Invalid("limit"), request.QuietMinutes ?? throw Refusal.Invalid("quietMinutes"));
        var (page, push, webhook) = (request.Page ?? throw Refusal.Invalid("page"), request.Push ?? throw Refusal.Invalid("push"), request.Webhook ?? throw Refusal.Invalid("webhook"));
        kind.At(limit, quiet);
        MustMaySendOut(agent, webhook);
        return await db.InTransaction(async () =>
        {
            var row = await db.Set<ThresholdRow>().AsTracking().SingleOrDefaultAsync(t => t.ShopId == agent.ShopId && t.AgentId == agent.AgentId && t.Measure == measure, cancel);
            if (row is null)
                db.Add(row = new ThresholdRow { ShopId = agent.ShopId, AgentId = agent.AgentId, Measure = measure, Limit = limit, Version = time.Now().ToUnixTimeMilliseconds() });
            if (row.Limit != limit || row.Enabled != enabled)
                (row.IsOn, row.IsTold, row.AlertId) = (false, false, null);
            (row.Enabled, row.Limit, row.QuietMinutes, row.Page, row.Push, row.Webhook, row.Version) = (enabled, limit, quiet, page, push, webhook, row.Version + 1);
            return View(row);
        }, cancel);
    }

    private static void MustMaySendOut(CurrentAgent agent, bool webhook)
    {
        if (webhook && !AlertKinds.MaySendOut(agent.Permissions))
            throw Refusal.Forbidden(Domain.Accounts.Permission.ImSupervise);
    }

    private static ThresholdView View(ThresholdRow t) => new(t.Enabled, t.Limit, t.QuietMinutes, t.Page, t.Push, t.Webhook, t.IsOn, t.ToldAt);

    private static KindView View(AlertChoice c) => new(c.Kind, c.Page, c.Push, c.Webhook);
}
