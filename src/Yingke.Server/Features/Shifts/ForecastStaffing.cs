using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Shifts;

/// <param name="Expected">Conversations of the day.</param>
/// <param name="Room">How many the people on the rota can serve.</param>
internal sealed record DayForecast(DateOnly Day, decimal Expected, decimal Room, IReadOnlyList<HourForecast> Hours);

/// <param name="Weeks">How many weeks of history were looked at.</param>
/// <param name="HandlingMinutes">Mean of the conversations of those weeks, from assignment to close.</param>
/// <param name="Capacity">Mean reception capacity of the agents.</param>
/// <param name="OrdersLastWeek">Orders placed in the last seven days.</param>
/// <param name="OrdersWeekBefore">In the seven before.</param>
/// <param name="Growth">What the history is multiplied by.</param>
internal sealed record StaffingAnswer(
    DateOnly Week, int Weeks, int Conversations, decimal HandlingMinutes, int Capacity, int OrdersLastWeek, int OrdersWeekBefore, decimal Growth, IReadOnlyList<DayForecast> Days);

/// <summary>How many people each hour of a week needs, from what came in before and how sales go; and whether the rota keeps up.</summary>
internal sealed class ForecastStaffing(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int Weeks = 4;
    private const decimal UsualHandling = 8;

    public async Task<StaffingAnswer> Of(Guid shopId, DateOnly? day, CancellationToken cancel)
    {
        var shop = await shops.Shop(shopId, cancel);
        var (now, zone) = (time.Now(), shop.Zone);
        var today = LocalDay.Of(now, zone);
        var monday = LocalDay.WeekStart(day ?? today);
        var (since, until) = (LocalDay.Start(today.AddDays(-7 * Weeks), zone), LocalDay.Start(today, zone));
        var came = await db.Set<Conversation>().Where(c => c.ShopId == shopId && c.OpenedAt >= since && c.OpenedAt < until).Select(c => new { c.OpenedAt, c.AssignedAt, c.ClosedAt }).ToListAsync(cancel);
        var lengths = came.Where(c => c.AssignedAt is not null && c.ClosedAt is not null).Select(c => (decimal)(c.ClosedAt!.Value - c.AssignedAt!.Value).TotalMinutes).ToList();
        var handling = lengths.Count == 0 ? UsualHandling : Math.Max(1, Math.Round(lengths.Average(), 1));
        var seats = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && a.ImEnabled).Select(a => a.Capacity).ToListAsync(cancel);
        var capacity = seats.Count == 0 ? 1 : Math.Max(1, (int)Math.Round(seats.Average()));
        var (last, before) = (await Orders(shopId, now.AddDays(-7), now, cancel), await Orders(shopId, now.AddDays(-14), now.AddDays(-7), cancel));
        var growth = StaffingForecast.Growth(last, before);
        var hours = came.Select(c => LocalDay.Local(c.OpenedAt, zone)).GroupBy(at => (Day: DateOnly.FromDateTime(at), at.Hour)).ToDictionary(g => g.Key, g => g.Count());
        var firstDay = came.Count == 0 ? today : LocalDay.Of(came.Min(c => c.OpenedAt), zone);
        var planned = await Planned(shopId, monday, cancel);
        return new(monday, Weeks, came.Count, handling, capacity, last, before, growth, [.. Enumerable.Range(0, 7).Select(i => Day(monday.AddDays(i)))]);

        DayForecast Day(DateOnly on)
        {
            // The same weekdays of the weeks that the shop has a history of.
            var past = Enumerable.Range(1, Weeks + 1).Select(w => today.AddDays(-(((today.DayNumber - on.DayNumber) % 7 + 7) % 7) - (7 * (w - 1)))).Where(d => d < today && d >= firstDay && d >= today.AddDays(-7 * Weeks)).ToList();
            var rows = Enumerable.Range(0, 24).Select(hour =>
            {
                var inflow = StaffingForecast.Inflow([.. past.Select(d => hours.GetValueOrDefault((d, hour)))], growth);
                return new HourForecast(hour, inflow, StaffingForecast.Heads(inflow, handling, capacity), planned.GetValueOrDefault((on, hour)));
            }).ToList();
            return new(on, rows.Sum(r => r.Inflow), Math.Round(rows.Sum(r => r.Planned) * 60m * capacity / handling, 0), rows);
        }
    }

    private Task<int> Orders(Guid shopId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        db.Set<Order>().CountAsync(o => o.ShopId == shopId && o.PlacedAt >= from && o.PlacedAt < to, cancel);

    /// <summary>Who works for the greater part of each hour; 24-hour duty is no reception.</summary>
    private async Task<Dictionary<(DateOnly, int), int>> Planned(Guid shopId, DateOnly monday, CancellationToken cancel)
    {
        var entries = await db.Set<RotaEntryRow>().Where(e => e.ShopId == shopId && e.Day >= monday.DayNumber - 1 && e.Day <= monday.DayNumber + 6)
            .Join(db.Set<ShiftRow>(), e => new { e.ShopId, Id = e.ShiftId }, s => new { s.ShopId, s.Id }, (e, s) => new { e.Day, e.AgentId, e.Lunch, s.Kind, s.FromMinute, s.ToMinute })
            .Where(e => e.Kind != ShiftKind.Duty).ToListAsync(cancel);
        return entries.SelectMany(e =>
        {
            var times = new ShiftTimes(e.FromMinute, e.ToMinute);
            return Enumerable.Range(0, 48).Where(h => Math.Min(times.End, (h + 1) * 60) - Math.Max(times.From, h * 60) >= 30)
                .Where(h => !(e.Lunch is { } lunch && Math.Min(lunch + ShowRota.LunchMinutes, (h + 1) * 60) - Math.Max(lunch, h * 60) > 30))
                .Select(h => (Day: DateOnly.FromDayNumber(e.Day + (h / 24)), Hour: h % 24, e.AgentId));
        }).Distinct().GroupBy(h => (h.Day, h.Hour)).ToDictionary(g => g.Key, g => g.Count());
    }
}
