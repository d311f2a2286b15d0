using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Shifts;

internal sealed record AttendanceRow(DateOnly Day, Guid AgentId, string Agent, string Shift, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? Arrived, AttendanceState State, int LateMinutes);

internal sealed record AttendanceSum(Guid AgentId, string Agent, int Shifts, int Late, int Leave, int Absence);

internal sealed record AttendanceAnswer(string Month, IReadOnlyList<AttendanceSum> Agents, IReadOnlyList<AttendanceRow> Days);

/// <summary>Late, leave and absence of a month, from the rota and from presence; the scorecards' attendance wherever nobody noted it by hand.</summary>
internal sealed class CountAttendance(Db db, ShopDirectory shops, TimeProvider time) : AttendanceBook
{
    public override async Task<IReadOnlyDictionary<Guid, HandMark>> Of(Guid shopId, Month month, CancellationToken cancel)
    {
        var rows = await Rows(shopId, month, cancel);
        return rows.Where(r => r.State != AttendanceState.Expected).GroupBy(r => r.AgentId).ToDictionary(g => g.Key, g => new HandMark(
            Late: g.Count(r => r.State == AttendanceState.Late), Leave: g.Where(r => r.State == AttendanceState.Leave).Select(r => r.Day).Distinct().Count(), Absence: g.Count(r => r.State == AttendanceState.Absent)));
    }

    public async Task<AttendanceAnswer> Show(Guid shopId, Month month, CancellationToken cancel)
    {
        var rows = await Rows(shopId, month, cancel);
        return new(month.ToString(),
            [.. rows.GroupBy(r => (r.AgentId, r.Agent)).OrderBy(g => g.Key.Agent, StringComparer.Ordinal).Select(g => new AttendanceSum(
                g.Key.AgentId, g.Key.Agent, g.Count(r => r.State is not (AttendanceState.Leave or AttendanceState.Expected)), g.Count(r => r.State == AttendanceState.Late),
                g.Where(r => r.State == AttendanceState.Leave).Select(r => r.Day).Distinct().Count(), g.Count(r => r.State == AttendanceState.Absent)))],
            [.. rows.Where(r => r.State is AttendanceState.Late or AttendanceState.Absent or AttendanceState.Leave).OrderByDescending(r => r.From).ThenBy(r => r.Agent, StringComparer.Ordinal)]);
    }

    private async Task<List<AttendanceRow>> Rows(Guid shopId, Month month, CancellationToken cancel)
    {
        var (shop, now) = (await shops.Shop(shopId, cancel), time.Now());
        var (first, last) = (month.First.DayNumber, month.First.AddMonths(1).DayNumber - 1);
        var names = await shops.Names(shopId, cancel);
        var entries = await db.Set<RotaEntryRow>().Where(e => e.ShopId == shopId && e.Day >= first && e.Day <= last)
            .Join(db.Set<ShiftRow>(), e => new { e.ShopId, Id = e.ShiftId }, s => new { s.ShopId, s.Id }, (e, s) => new { e.Day, e.AgentId, s.Name, s.Kind, s.FromMinute, s.ToMinute })
            .Where(e => e.Kind != ShiftKind.Duty).ToListAsync(cancel);
        var leaves = await db.LeaveIn(shopId, first, last).ToListAsync(cancel);
        // A day keeps the zone that it began in: what is over does not move with the shop.
        var times = await db.AllServiceTimes(shop, cancel);
        TimeZoneInfo ZoneOf(int day) => ServiceTimes.At(times, LocalDay.Start(DateOnly.FromDayNumber(day), shop.Zone)).Zone;
        var rows = leaves.SelectMany(l => Enumerable.Range(Math.Max(l.Day, first), Math.Min(l.ToDay, last) - Math.Max(l.Day, first) + 1).Select(d =>
        {
            var (day, zone) = (DateOnly.FromDayNumber(d), ZoneOf(d));
            return new AttendanceRow(day, l.AgentId, names.GetValueOrDefault(l.AgentId, "—"), l.Reason, LocalDay.Start(day, zone), LocalDay.End(day, zone), null, AttendanceState.Leave, 0);
        })).ToList();
        var begun = entries.Where(e => !leaves.Exists(l => l.AgentId == e.AgentId && l.Day <= e.Day && l.ToDay >= e.Day)).GroupBy(e => e.AgentId).SelectMany(g => Attendance.Stretches(g.Select(e =>
        {
            var (midnight, zone, hours) = (DateOnly.FromDayNumber(e.Day).ToDateTime(TimeOnly.MinValue), ZoneOf(e.Day), new ShiftTimes(e.FromMinute, e.ToMinute));
            return (LocalDay.Instant(midnight.AddMinutes(hours.From), zone), LocalDay.Instant(midnight.AddMinutes(hours.End), zone), e.Name);
        })).Select(s => (AgentId: g.Key, Shift: string.Join('、', s.Names), s.From, s.To))).Where(s => s.From <= now).ToList();
        if (begun.Count == 0)
            return rows;
        var (since, ids) = (begun.Min(e => e.From).AddDays(-1), begun.Select(e => e.AgentId).Distinct().ToList());
        var changes = (await db.Set<PresenceChange>().Where(c => c.ShopId == shopId && c.At >= since && ids.Contains(c.AgentId)).OrderBy(c => c.At).Select(c => new { c.AgentId, c.At, c.Presence }).ToListAsync(cancel)).ToLookup(c => c.AgentId);
        rows.AddRange(begun.Select(e =>
        {
            var own = changes[e.AgentId].ToList();
            var there = own.LastOrDefault(c => c.At <= e.From) is { Presence: not Presence.Offline };
            var arrived = there ? e.From : own.Find(c => c.At > e.From && c.At < e.To && c.Presence != Presence.Offline)?.At;
            var (state, late) = Attendance.Of(e.From, e.To, arrived, false, now);
            return new AttendanceRow(LocalDay.Of(e.From, ServiceTimes.At(times, e.From).Zone), e.AgentId, names.GetValueOrDefault(e.AgentId, "—"), e.Shift, e.From, e.To, arrived, state, late);
        }));
        return rows;
    }
}
