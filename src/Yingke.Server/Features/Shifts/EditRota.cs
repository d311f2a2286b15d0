using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Shifts;

/// <summary>Puts people on the rota, moves and takes them off, copies a week and sends people to lunch in turns.</summary>
internal sealed class EditRota(Db db, ShowRota rota)
{
    private const int LunchFrom = 11 * 60;
    private const int LunchUntil = 13 * 60 + 30;

    /// <param name="Lunch">When lunch begins, minutes from midnight; null for none.</param>
    public sealed record RotaEntryRequest(DateOnly? Day, Guid? AgentId, Guid? ShiftId, int? Lunch);

    /// <param name="From">A day of the week that is copied.</param>
    /// <param name="To">A day of the week that it is copied to; what stands there stays.</param>
    public sealed record WeekCopyRequest(DateOnly? From, DateOnly? To);

    public sealed record LunchesRequest(DateOnly? Day);

    public async Task<RotaEntryView> Put(Guid? id, RotaEntryRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var day = request.Day ?? throw Refusal.Invalid("day");
        var agentId = request.AgentId ?? throw Refusal.Invalid("agentId");
        if (request.Lunch is < 0 or >= ShiftTimes.Day)
            throw Refusal.Invalid("lunch");
        var entry = await db.InTransaction(async () =>
        {
            var name = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.Id == agentId && a.SuspendedAt == null).Select(a => a.Name).SingleOrDefaultAsync(cancel) ?? throw Refusal.Invalid("agentId");
            var shift = await db.Set<ShiftRow>().SingleOrDefaultAsync(s => s.ShopId == shopId && s.Id == request.ShiftId && s.ArchivedAt == null, cancel) ?? throw Refusal.Invalid("shiftId");
            if (await db.LeaveIn(shopId, day.DayNumber, day.DayNumber).AnyAsync(l => l.AgentId == agentId, cancel))
                throw Refusal.Conflict("on_leave");
            var row = id is null ? null : await Held(shopId, id.Value, cancel);
            if (await db.Set<RotaEntryRow>().AnyAsync(e => e.ShopId == shopId && e.Day == day.DayNumber && e.AgentId == agentId && e.ShiftId == shift.Id && e.Id != id, cancel))
                throw Refusal.Conflict("already_on_rota");
            var before = row is null ? null : new { Day = DateOnly.FromDayNumber(row.Day), row.AgentId, row.ShiftId, row.Lunch };
            if (row is null)
                db.Add(row = new RotaEntryRow { ShopId = shopId });
            (row.Day, row.AgentId, row.ShiftId, row.Lunch) = (day.DayNumber, agentId, shift.Id, request.Lunch);
            Audit.Add(db, http, before is null ? "rota.entry_added" : "rota.entry_changed", $"{name} {day:yyyy-MM-dd} {shift.Name}", before, new { Day = day, row.AgentId, row.ShiftId, row.Lunch });
            return row;
        }, cancel);
        return ShowRota.View(entry);
    }

    public Task Remove(Guid id, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        return db.InTransaction(async () =>
        {
            var row = await Held(shopId, id, cancel);
            var name = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.Id == row.AgentId).Select(a => a.Name).SingleAsync(cancel);
            db.Remove(row);
            Audit.Add(db, http, "rota.entry_removed", $"{name} {DateOnly.FromDayNumber(row.Day):yyyy-MM-dd}");
        }, cancel);
    }

    /// <summary>The same people in the same shifts; whoever left, is on leave or stands there already is passed over.</summary>
    public async Task<Rota> Copy(WeekCopyRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var from = LocalDay.WeekStart(request.From ?? throw Refusal.Invalid("from")).DayNumber;
        var to = LocalDay.WeekStart(request.To ?? throw Refusal.Invalid("to")).DayNumber;
        if (from == to)
            throw Refusal.Invalid("to", "another week");
        await db.InTransaction(async () =>
        {
            var source = await db.Set<RotaEntryRow>().Where(e => e.ShopId == shopId && e.Day >= from && e.Day < from + 7).ToListAsync(cancel);
            var there = (await db.Set<RotaEntryRow>().Where(e => e.ShopId == shopId && e.Day >= to && e.Day < to + 7).ToListAsync(cancel)).Select(e => (e.Day, e.AgentId, e.ShiftId)).ToHashSet();
            var leaves = await db.LeaveIn(shopId, to, to + 6).ToListAsync(cancel);
            var people = (await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null).Select(a => a.Id).ToListAsync(cancel)).ToHashSet();
            var shifts = (await db.Set<ShiftRow>().Where(s => s.ShopId == shopId && s.ArchivedAt == null).Select(s => s.Id).ToListAsync(cancel)).ToHashSet();
            var copied = source.Select(e => new RotaEntryRow { ShopId = shopId, Day = e.Day - from + to, AgentId = e.AgentId, ShiftId = e.ShiftId, Lunch = e.Lunch })
                .Where(e => people.Contains(e.AgentId) && shifts.Contains(e.ShiftId) && !there.Contains((e.Day, e.AgentId, e.ShiftId)) && !leaves.Exists(l => l.AgentId == e.AgentId && l.Day <= e.Day && l.ToDay >= e.Day)).ToList();
            db.AddRange(copied);
            Audit.Add(db, http, "rota.week_copied", $"{DateOnly.FromDayNumber(from):yyyy-MM-dd} → {DateOnly.FromDayNumber(to):yyyy-MM-dd}", null, new { copied.Count });
        }, cancel);
        return await rota.Of(shopId, DateOnly.FromDayNumber(to), cancel);
    }

    /// <summary>Everybody who works through the whole of lunch time is sent in a turn.</summary>
    public async Task<Rota> Lunches(LunchesRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var day = request.Day ?? throw Refusal.Invalid("day");
        await db.InTransaction(async () =>
        {
            var entries = await db.Set<RotaEntryRow>().AsTracking().Where(e => e.ShopId == shopId && e.Day == day.DayNumber).ToListAsync(cancel);
            var shifts = await db.Set<ShiftRow>().Where(s => s.ShopId == shopId).ToDictionaryAsync(s => s.Id, cancel);
            var groups = await db.Set<Agent>().Where(a => a.ShopId == shopId).Select(a => new { a.Id, a.Groups }).ToDictionaryAsync(a => a.Id, a => a.Groups, cancel);
            var working = entries.FindAll(e => shifts[e.ShiftId] is { Kind: ShiftKind.Work } s && s.FromMinute <= LunchFrom && s.Times.End >= LunchUntil);
            var turns = LunchTurns.Of(
                [.. working.Select(e => e.AgentId).Distinct().Select(id => (id, (IReadOnlyList<string>)[.. All.Where(g => groups[id].HasFlag(g)).Select(EnumConverters.Text)]))], LunchFrom, LunchUntil, ShowRota.LunchMinutes);
            foreach (var entry in working)
                entry.Lunch = turns[entry.AgentId];
            Audit.Add(db, http, "rota.lunches_planned", $"{day:yyyy-MM-dd}", null, new { working.Count });
        }, cancel);
        return await rota.Of(shopId, day, cancel);
    }

    private static readonly Groups[] All = [Groups.Presale, Groups.Insale, Groups.Aftersale];

    private async Task<RotaEntryRow> Held(Guid shopId, Guid id, CancellationToken cancel) =>
        await db.Set<RotaEntryRow>().AsTracking().SingleOrDefaultAsync(e => e.ShopId == shopId && e.Id == id, cancel) ?? throw Refusal.NotFound();
}
