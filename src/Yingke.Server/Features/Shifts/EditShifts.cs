using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Shifts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Shifts;

/// <summary>The shifts of a shop. The days that are over keep the hours they had: when a shift's hours change, they get a copy of it as it was.</summary>
internal sealed class EditShifts(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int MostShifts = 30;

    public sealed record ShiftRequest(string? Name, ShiftKind? Kind, int? From, int? To);

    public async Task<IReadOnlyList<ShiftView>> List(Guid shopId, CancellationToken cancel) =>
        [.. (await db.Set<ShiftRow>().Where(s => s.ShopId == shopId && s.ArchivedAt == null).ToListAsync(cancel)).OrderBy(s => s.Kind).ThenBy(s => s.FromMinute).ThenBy(s => s.Id).Select(View)];

    public async Task<ShiftView> Add(ShiftRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var shift = Checked(request, shopId);
        if (await db.Set<ShiftRow>().CountAsync(s => s.ShopId == shopId && s.ArchivedAt == null, cancel) >= MostShifts)
            throw Refusal.Conflict("too_many_shifts");
        await Save(() =>
        {
            db.Add(shift);
            Audit.Add(db, http, "shift.added", shift.Name, null, new { shift.Kind, shift.FromMinute, shift.ToMinute });
            return Task.CompletedTask;
        }, cancel);
        return View(shift);
    }

    public async Task<ShiftView> Change(Guid id, ShiftRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = Checked(request, shopId);
        var shift = await Held(shopId, id, cancel);
        var before = new { shift.Name, shift.FromMinute, shift.ToMinute };
        var past = shift.Times == next.Times ? null : new ShiftRow { ShopId = shopId, Name = shift.Name, Kind = shift.Kind, FromMinute = shift.FromMinute, ToMinute = shift.ToMinute, ArchivedAt = time.Now() };
        (shift.Name, shift.FromMinute, shift.ToMinute) = (next.Name, next.FromMinute, next.ToMinute);
        await Save(async () =>
        {
            Audit.Add(db, http, "shift.changed", shift.Name, before, new { shift.Name, shift.FromMinute, shift.ToMinute });
            if (past is null)
                return;
            var today = LocalDay.Of(time.Now(), (await shops.Shop(shopId, cancel)).Zone).DayNumber;
            if (await db.Set<RotaEntryRow>().Where(r => r.ShopId == shopId && r.ShiftId == id && r.Day < today).ExecuteUpdateAsync(set => set.SetProperty(r => r.ShiftId, past.Id), cancel) > 0)
                db.Add(past);
        }, cancel);
        return View(shift);
    }

    public async Task Archive(Guid id, HttpContext http, CancellationToken cancel)
    {
        var shift = await Held(http.Agent()!.ShopId, id, cancel);
        shift.ArchivedAt = time.Now();
        await Save(() =>
        {
            Audit.Add(db, http, "shift.archived", shift.Name);
            return Task.CompletedTask;
        }, cancel);
    }

    public static ShiftView View(ShiftRow s) => new(s.Id, s.Name, s.Kind, s.FromMinute, s.ToMinute);

    private async Task<ShiftRow> Held(Guid shopId, Guid id, CancellationToken cancel) =>
        await db.Set<ShiftRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId && s.Id == id && s.ArchivedAt == null, cancel) ?? throw Refusal.NotFound();

    private async Task Save(Func<Task> change, CancellationToken cancel)
    {
        try
        {
            await db.InTransaction(change, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("shift_name_taken");
        }
    }

    private static ShiftRow Checked(ShiftRequest request, Guid shopId)
    {
        AgentFields.Text(request.Name ?? "", "name", 1, 20);
        var kind = request.Kind ?? throw Refusal.Invalid("kind");
        var from = request.From is >= 0 and < ShiftTimes.Day and var f ? f : throw Refusal.Invalid("from", "0–1439");
        var to = request.To is >= 0 and < ShiftTimes.Day and var t ? t : throw Refusal.Invalid("to", "0–1439");
        if (kind != ShiftKind.Duty && new ShiftTimes(from, to).Minutes > 16 * 60)
            throw Refusal.Invalid("to", "16 h at most");
        // On duty is on duty round the clock.
        return new() { ShopId = shopId, Name = request.Name!.Trim(), Kind = kind, FromMinute = kind == ShiftKind.Duty ? 0 : from, ToMinute = kind == ShiftKind.Duty ? 0 : to };
    }
}
