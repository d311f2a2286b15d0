using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts;

/// <summary>
/// Alerts again some minutes before an offline message is due (spec: routing.md, Offline messages), once, whatever clocks, restarts and nodes
/// do: the alert's key is unique. One that arrived within those minutes has just been alerted and is not again.
/// </summary>
internal sealed class DueAlerts(Db db, RaiseAlerts alerts, Signals signals, NodeBus bus, HeldLease lease, TimeProvider time)
{
    private static readonly TimeSpan LongestNotice = TimeSpan.FromDays(1);

    public async Task Run(CancellationToken cancel)
    {
        var now = time.Now();
        var horizon = now + LongestNotice;
        var waiting = await (
            from s in db.Set<Shop>()
            join c in db.Set<Conversation>() on s.Id equals c.ShopId
            where c.State == ConversationState.Offline && c.DueAt <= horizon
            select new { c.ShopId, c.Id, DueAt = c.DueAt!.Value, s.Settings }).ToListAsync(cancel);
        foreach (var byShop in waiting.Where(w => w.DueAt.AddMinutes(-w.Settings.OfflineMessages.DueAlertMinutes) <= now).GroupBy(w => w.ShopId))
        {
            var keys = byShop.SelectMany(w => new[] { RaiseAlerts.ArrivalKey(w.Id, w.DueAt), DueKey(w.Id, w.DueAt) }).ToList();
            var known = await db.Set<Alert>().Where(a => a.ShopId == byShop.Key && keys.Contains(a.Key)).ToDictionaryAsync(a => a.Key, a => a.At, cancel);
            foreach (var w in byShop)
            {
                var notice = w.DueAt.AddMinutes(-w.Settings.OfflineMessages.DueAlertMinutes);
                if (!known.ContainsKey(DueKey(w.Id, w.DueAt)) && known.TryGetValue(RaiseAlerts.ArrivalKey(w.Id, w.DueAt), out var arrived) && arrived < notice)
                    await Alert(w.ShopId, w.Id, now, cancel);
            }
        }
    }

    private async Task Alert(Guid shopId, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var aftermath = new Aftermath();
        try
        {
            await db.InTransaction(async () =>
            {
                await lease.Confirm(db, cancel);
                var conversation = await db.Set<Conversation>().SingleAsync(c => c.ShopId == shopId && c.Id == id, cancel);
                if (conversation is not { State: ConversationState.Offline, DueAt: { } due })
                    return;
                await alerts.Raise(conversation, new() { ShopId = shopId, Key = DueKey(id, due), Kind = AlertKind.OfflineMessageDue, ConversationId = id, DueAt = due, At = now },
                    [Audiences.Desk(shopId)], aftermath, cancel);
                if (aftermath.Signals.Count == 0)
                    return;
                db.Record(new Fact { ShopId = shopId, Type = "offline_message.due", At = now, SubjectId = id });
                await bus.Notify(db, aftermath.Signals, cancel);
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Another node was first.
            db.ChangeTracker.Clear();
            return;
        }
        foreach (var signal in aftermath.Signals)
            signals.Deliver(signal);
    }

    private static string DueKey(Guid conversationId, DateTimeOffset due) => $"due:{conversationId}:{due.Stored()}";
}
