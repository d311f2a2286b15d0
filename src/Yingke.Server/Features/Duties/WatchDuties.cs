using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Duties;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Duties;

/// <summary>
/// Warns the supervisors when nobody covers a duty any more, whatever the cause: an account switched off, a post changed, somebody taken off. Once for each
/// gap, in shops that have begun to say who is responsible (spec: accounts.md, Duty coverage).
/// </summary>
internal sealed class WatchDuties(Db db, RaiseAlerts alerts, Signals signals, NodeBus bus, HeldLease lease, TimeProvider time)
{
    public async Task Run(CancellationToken cancel)
    {
        foreach (var shopId in await db.Set<DutyPerson>().Select(p => p.ShopId).Union(db.Set<DutyGap>().Select(g => g.ShopId)).Distinct().ToListAsync(cancel))
        {
            var uncovered = DutyCoverage.Uncovered(await db.DutyPeople(shopId, cancel), await db.Responsible(shopId, cancel));
            var known = await db.Set<DutyGap>().Where(g => g.ShopId == shopId).Select(g => g.Duty).ToListAsync(cancel);
            if (!uncovered.ToHashSet().SetEquals(known))
                await Note(shopId, uncovered, cancel);
        }
    }

    private async Task Note(Guid shopId, IReadOnlyList<Duty> uncovered, CancellationToken cancel)
    {
        var (now, aftermath) = (time.Now(), new Aftermath());
        await db.InTransaction(async () =>
        {
            await lease.Confirm(db, cancel);
            var gaps = await db.Set<DutyGap>().AsTracking().Where(g => g.ShopId == shopId).ToListAsync(cancel);
            db.RemoveRange(gaps.Where(g => !uncovered.Contains(g.Duty)));
            foreach (var duty in uncovered.Except(gaps.Select(g => g.Duty)))
            {
                db.Add(new DutyGap { ShopId = shopId, Duty = duty, Since = now });
                var word = EnumConverters.Text(duty);
                await alerts.Raise(new() { ShopId = shopId, Id = Guid.CreateVersion7(now), Key = $"duty:{word}:{now.Stored()}", Kind = AlertKind.DutyUncovered, Text = word, At = now }, [Audiences.Supervisors(shopId)], aftermath, cancel);
            }
            await db.SaveChangesAsync(cancel);
            await bus.Notify(db, aftermath.Signals, cancel);
        }, cancel);
        db.ChangeTracker.Clear();
        foreach (var signal in aftermath.Signals)
            signals.Deliver(signal);
    }
}
