using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Shifts;

/// <param name="From">Minutes from midnight.</param>
/// <param name="To">Minutes from midnight; at or before <paramref name="From"/> on the next day.</param>
internal sealed record ShiftView(Guid Id, string Name, ShiftKind Kind, int From, int To);

internal sealed record RotaAgent(Guid Id, string Name, Groups Groups);

internal sealed record RotaEntryView(Guid Id, DateOnly Day, Guid AgentId, Guid ShiftId, int? Lunch);

internal sealed record RotaLeave(Guid AgentId, DateOnly From, DateOnly To);

/// <param name="LunchMinutes">How long lunch takes.</param>
internal sealed record Rota(
    DateOnly Week, DateOnly Today, int LunchMinutes, IReadOnlyList<ShiftView> Shifts, IReadOnlyList<RotaAgent> Agents, IReadOnlyList<RotaEntryView> Entries, IReadOnlyList<RotaLeave> Leaves,
    IReadOnlyList<RotaProblem> Problems);

/// <summary>排班表: a week, with what it lacks.</summary>
internal sealed class ShowRota(Db db, ShopDirectory shops, TimeProvider time)
{
    public const int LunchMinutes = 45;

    public async Task<Rota> Of(Guid shopId, DateOnly? day, CancellationToken cancel)
    {
        var shop = await shops.Shop(shopId, cancel);
        var today = LocalDay.Of(time.Now(), shop.Zone);
        var monday = LocalDay.WeekStart(day ?? today);
        var (from, to) = (monday.DayNumber, monday.DayNumber + 6);
        var shifts = await db.Set<ShiftRow>().Where(s => s.ShopId == shopId).ToDictionaryAsync(s => s.Id, cancel);
        // The nights of the day before reach into the first.
        var entries = await db.Set<RotaEntryRow>().Where(e => e.ShopId == shopId && e.Day >= from - 1 && e.Day <= to).OrderBy(e => e.Day).ThenBy(e => e.Id).ToListAsync(cancel);
        var leaves = await db.LeaveIn(shopId, from - 1, to).ToListAsync(cancel);
        var planned = entries.Select(e => e.AgentId).ToHashSet();
        var agents = (await db.Set<Agent>().Where(a => a.ShopId == shopId).OrderBy(a => a.Name).Select(a => new { a.Id, a.Name, a.Groups, a.SuspendedAt, a.ImEnabled }).ToListAsync(cancel))
            .FindAll(a => planned.Contains(a.Id) || a.SuspendedAt is null);
        var groups = agents.ToDictionary(a => a.Id, a => (IReadOnlyList<string>)[.. Split.Where(g => a.Groups.HasFlag(g)).Select(EnumConverters.Text)]);
        var problems = RotaCheck.Problems(
            Enumerable.Range(0, 7).Select(monday.AddDays), entries.ConvertAll(e => new RotaEntry(DateOnly.FromDayNumber(e.Day), e.AgentId, shifts[e.ShiftId].Kind, shifts[e.ShiftId].Times, e.Lunch)),
            _ => Service(shop.Settings.Service), id => groups.GetValueOrDefault(id, []), LunchMinutes,
            (id, on) => leaves.Exists(l => l.AgentId == id && l.Day <= on.DayNumber && l.ToDay >= on.DayNumber));
        return new(
            monday, today, LunchMinutes, [.. shifts.Values.Where(s => s.ArchivedAt is null || entries.Exists(e => e.ShiftId == s.Id)).OrderBy(s => s.Kind).ThenBy(s => s.FromMinute).ThenBy(s => s.Id).Select(EditShifts.View)],
            agents.ConvertAll(a => new RotaAgent(a.Id, a.Name, a.Groups)),
            [.. entries.Where(e => e.Day >= from).Select(View)], leaves.ConvertAll(l => new RotaLeave(l.AgentId, DateOnly.FromDayNumber(l.Day), DateOnly.FromDayNumber(l.ToDay))), problems);
    }

    public static RotaEntryView View(RotaEntryRow e) => new(e.Id, DateOnly.FromDayNumber(e.Day), e.AgentId, e.ShiftId, e.Lunch);

    private static readonly Groups[] Split = [Groups.Presale, Groups.Insale, Groups.Aftersale];

    /// <summary>The daily hours of the shop, in minutes from midnight.</summary>
    public static IReadOnlyList<(int From, int To)> Service(ServiceSettings service)
    {
        var (from, to) = ((int)service.Start.ToTimeSpan().TotalMinutes, (int)service.End.ToTimeSpan().TotalMinutes);
        return from < to ? [(from, to)] : [(0, to), (from, ShiftTimes.Day)];
    }
}
