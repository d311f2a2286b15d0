using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Alerts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts.Thresholds;

/// <summary>
/// Looks at the figures for whom they matter, every few seconds on one node, and only in shops where somebody set a threshold. A crossing is stored with its alert in one
/// transaction; the row's version and the alert's key let one of two nodes that saw it win.
/// </summary>
internal sealed class WatchThresholds(Db db, ShopDirectory shops, TodayFigures today, RaiseAlerts alerts, Signals signals, NodeBus bus, HeldLease lease, TimeProvider time, ILogger<WatchThresholds> log)
{
    /// <param name="rates">Today's rates, which move slowly and cost more to read; else all others.</param>
    /// <param name="cancel">Ends the look.</param>
    public async Task Run(bool rates, CancellationToken cancel)
    {
        foreach (var shop in (await db.Set<ThresholdRow>().Where(t => t.Enabled).ToListAsync(cancel)).Where(t => MeasureKind.Of(t.Measure).Unit == AlertUnit.Percent == rates).GroupBy(t => t.ShopId))
        {
            try
            {
                await Look(shop.Key, [.. shop], cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                db.ChangeTracker.Clear();
                log.LogWarning(failure, "A shop's thresholds are looked at again");
            }
        }
    }

    private async Task Look(Guid shopId, List<ThresholdRow> rows, CancellationToken cancel)
    {
        var now = time.Now();
        var gauges = new Gauges(db, await shops.Shop(shopId, cancel), today, now);
        foreach (var mine in rows.GroupBy(r => r.AgentId))
        {
            // Suspended, or the right is gone: their thresholds rest.
            if (await People.Find(db, shopId, mine.Key, cancel) is not { Agent: { } viewer })
                continue;
            foreach (var row in mine.Where(r => MeasureKind.Of(r.Measure).IsFor(viewer.Permissions)))
            {
                var value = await gauges.Read(row.Measure, viewer, cancel);
                var (state, turn) = MeasureKind.Of(row.Measure).At(row.Limit, row.QuietMinutes).Look(row.State, value, now);
                if (state != row.State)
                    await Store(row, state, turn, value, now, cancel);
            }
        }
    }

    private async Task Store(ThresholdRow seen, ThresholdState state, ThresholdTurn turn, int? value, DateTimeOffset now, CancellationToken cancel)
    {
        var aftermath = new Aftermath();
        try
        {
            await db.InTransaction(async () =>
            {
                await lease.Confirm(db, cancel);
                // Changed since it was read, by its owner or by another node: looked at anew next time.
                if (await db.Set<ThresholdRow>().AsTracking().SingleOrDefaultAsync(t => t.ShopId == seen.ShopId && t.AgentId == seen.AgentId && t.Measure == seen.Measure && t.Version == seen.Version, cancel) is not { } row)
                    return;
                (row.IsOn, row.IsTold, row.ToldAt, row.Value, row.LookedAt, row.Version) = (state.IsOn, state.IsTold, state.ToldAt, value, now, row.Version + 1);
                if (turn == ThresholdTurn.Recovered)
                    await Recover(row, now, aftermath, cancel);
                if (turn == ThresholdTurn.Crossed)
                    await Cross(row, now, aftermath, cancel);
                await db.SaveChangesAsync(cancel);
                await bus.Notify(db, aftermath.Signals, cancel);
            }, cancel);
        }
        catch (DbUpdateException twice) when (twice is DbUpdateConcurrencyException || db.Dialect.UniqueViolation(twice) is not null)
        {
            // Another node was first.
            db.ChangeTracker.Clear();
            return;
        }
        db.ChangeTracker.Clear();
        foreach (var signal in aftermath.Signals)
            signals.Deliver(signal);
    }

    private async Task Cross(ThresholdRow row, DateTimeOffset now, Aftermath aftermath, CancellationToken cancel)
    {
        var alert = new Alert
        {
            ShopId = row.ShopId, Id = Guid.CreateVersion7(now), Key = $"threshold:{row.AgentId}:{EnumConverters.Text(row.Measure)}:{row.Version}", Kind = AlertKind.Threshold, AgentId = row.AgentId,
            Measure = row.Measure, Value = row.Value, Limit = row.Limit, OffPage = !row.Page, At = now,
        };
        row.AlertId = alert.Id;
        await alerts.Raise(alert, [Audiences.Agent(row.AgentId)], aftermath, cancel);
    }

    /// <summary>The alert stays where it is and says since when it is over.</summary>
    private async Task Recover(ThresholdRow row, DateTimeOffset now, Aftermath aftermath, CancellationToken cancel)
    {
        if (await db.Set<Alert>().AsTracking().SingleOrDefaultAsync(a => a.ShopId == row.ShopId && a.Id == row.AlertId, cancel) is not { } alert)
            return;
        (alert.RecoveredAt, row.AlertId) = (now, null);
        if (!alert.OffPage)
            aftermath.Tell(new Told(row.ShopId, [Audiences.Agent(row.AgentId)], "alert", [JsonSerializer.SerializeToElement(AlertView.Of(alert), Stored.Json)]));
    }
}
