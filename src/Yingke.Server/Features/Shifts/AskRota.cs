using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Shifts;

/// <param name="Shift">What is given away, in words.</param>
/// <param name="WithShift">What is taken in exchange; null where the colleague takes the shift over.</param>
/// <param name="Mine">Asked by whoever looks.</param>
/// <param name="ForMe">Waits for the word of whoever looks.</param>
internal sealed record RotaRequestView(
    Guid Id, RotaRequestKind Kind, string Agent, DateOnly Day, DateOnly ToDay, string? Shift, string? With, DateOnly? WithDay, string? WithShift, string Reason, RotaRequestState State, string? DecidedBy, string? Answer,
    DateTimeOffset At, bool Mine, bool ForMe);

/// <summary>Agents ask for swaps and leave; a swap needs the colleague's word and, like leave, that of whoever plans (spec: campaigns.md, Shifts).</summary>
internal sealed class AskRota(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int LongestLeave = 60;
    private const int Shown = 200;

    /// <param name="EntryId">Of a swap: one's own place on the rota.</param>
    /// <param name="WithAgentId">Of a swap: who takes it.</param>
    /// <param name="WithEntryId">Of a swap: the place taken in exchange, if any.</param>
    /// <param name="From">Of leave: its first day.</param>
    /// <param name="To">Of leave: its last day.</param>
    public sealed record RotaRequest(RotaRequestKind? Kind, Guid? EntryId, Guid? WithAgentId, Guid? WithEntryId, DateOnly? From, DateOnly? To, string? Reason);

    public sealed record AgreementRequest(bool? Agree);

    public sealed record RotaDecisionRequest(bool? Approve, string? Reason);

    /// <summary>Whoever plans sees all, everybody else what they asked and what is asked of them.</summary>
    public async Task<IReadOnlyList<RotaRequestView>> List(CurrentAgent viewer, CancellationToken cancel)
    {
        var rows = db.Set<RotaRequestRow>().Where(r => r.ShopId == viewer.ShopId);
        if (!viewer.May(Permission.ShiftsPlan))
            rows = rows.Where(r => r.AgentId == viewer.AgentId || r.WithAgentId == viewer.AgentId);
        return await Views(viewer, await rows.OrderByDescending(r => r.Id).Take(Shown).ToListAsync(cancel), cancel);
    }

    public async Task<RotaRequestView> Ask(RotaRequest request, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        AgentFields.Text(request.Reason ?? "", "reason", 1, 200);
        var today = LocalDay.Of(time.Now(), (await shops.Shop(me.ShopId, cancel)).Zone).DayNumber;
        var row = request.Kind switch
        {
            RotaRequestKind.Leave => Leave(request, me, today),
            RotaRequestKind.Swap => await Swap(request, me, today, cancel),
            _ => throw Refusal.Invalid("kind"),
        };
        await db.InTransaction(() => { db.Add(row); return Task.CompletedTask; }, cancel);
        return (await Views(me, [row], cancel))[0];
    }

    /// <summary>The colleague's word on a swap.</summary>
    public Task<RotaRequestView> Agree(Guid id, AgreementRequest request, HttpContext http, CancellationToken cancel)
    {
        var agree = request.Agree ?? throw Refusal.Invalid("agree");
        var me = http.Agent()!;
        return Change(id, http, row => row.WithAgentId == me.AgentId && row.State == RotaRequestState.Asked, row =>
        {
            row.State = agree ? RotaRequestState.Open : RotaRequestState.Declined;
            if (!agree)
                (row.DecidedBy, row.DecidedAt) = (me.Name, time.Now());
            return Task.CompletedTask;
        }, cancel);
    }

    public Task<RotaRequestView> Withdraw(Guid id, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        return Change(id, http, row => row.AgentId == me.AgentId && row.State is RotaRequestState.Asked or RotaRequestState.Open, row =>
        {
            row.State = RotaRequestState.Withdrawn;
            return Task.CompletedTask;
        }, cancel);
    }

    /// <summary>Approved, a swap is done on the rota and leave takes its days off it, in the same commit.</summary>
    public Task<RotaRequestView> Decide(Guid id, RotaDecisionRequest request, HttpContext http, CancellationToken cancel)
    {
        var approve = request.Approve ?? throw Refusal.Invalid("approve");
        if (!approve)
            AgentFields.Text(request.Reason ?? "", "reason", 1, 200);
        var me = http.Agent()!;
        return Change(id, http, row => row.State == RotaRequestState.Open, async row =>
        {
            if (approve)
                await Carry(row, cancel);
            (row.State, row.DecidedBy, row.Answer, row.DecidedAt) = (approve ? RotaRequestState.Approved : RotaRequestState.Declined, me.Name, request.Reason?.Trim(), time.Now());
            var name = (await shops.Names(me.ShopId, cancel)).GetValueOrDefault(row.AgentId);
            Audit.Add(db, http, approve ? "rota.request_approved" : "rota.request_declined", $"{name} {DateOnly.FromDayNumber(row.Day):yyyy-MM-dd}", null, new { row.Kind, row.Answer });
        }, cancel);
    }

    private async Task Carry(RotaRequestRow row, CancellationToken cancel)
    {
        var entries = db.Set<RotaEntryRow>().AsTracking().Where(e => e.ShopId == row.ShopId);
        if (row.Kind == RotaRequestKind.Leave)
        {
            db.RemoveRange(await entries.Where(e => e.AgentId == row.AgentId && e.Day >= row.Day && e.Day <= row.ToDay).ToListAsync(cancel));
            return;
        }
        var given = await entries.SingleOrDefaultAsync(e => e.Id == row.EntryId && e.AgentId == row.AgentId && e.Day == row.Day, cancel) ?? throw Refusal.Conflict("rota_changed");
        var taken = row.WithEntryId is null ? null : await entries.SingleOrDefaultAsync(e => e.Id == row.WithEntryId && e.AgentId == row.WithAgentId, cancel) ?? throw Refusal.Conflict("rota_changed");
        var (me, other) = (row.AgentId, row.WithAgentId!.Value);
        if (await Stands(row.ShopId, given, other, taken?.Id, cancel) || (taken is not null && await Stands(row.ShopId, taken, me, given.Id, cancel)))
            throw Refusal.Conflict("already_on_rota");
        if (await db.LeaveIn(row.ShopId, given.Day, given.Day).AnyAsync(l => l.AgentId == other, cancel))
            throw Refusal.Conflict("on_leave");
        given.AgentId = other;
        if (taken is not null)
            taken.AgentId = me;
    }

    private Task<bool> Stands(Guid shopId, RotaEntryRow place, Guid agent, Guid? but, CancellationToken cancel) =>
        db.Set<RotaEntryRow>().AnyAsync(e => e.ShopId == shopId && e.Day == place.Day && e.AgentId == agent && e.ShiftId == place.ShiftId && e.Id != but, cancel);

    private RotaRequestRow Leave(RotaRequest request, CurrentAgent me, int today)
    {
        var from = request.From?.DayNumber ?? throw Refusal.Invalid("from");
        var to = request.To?.DayNumber ?? throw Refusal.Invalid("to");
        if (from < today)
            throw Refusal.Invalid("from", "from today on");
        if (to < from || to - from >= LongestLeave)
            throw Refusal.Invalid("to", $"up to {LongestLeave} days");
        return new() { ShopId = me.ShopId, Kind = RotaRequestKind.Leave, AgentId = me.AgentId, Day = from, ToDay = to, Reason = request.Reason!.Trim(), State = RotaRequestState.Open, At = time.Now() };
    }

    private async Task<RotaRequestRow> Swap(RotaRequest request, CurrentAgent me, int today, CancellationToken cancel)
    {
        var entries = db.Set<RotaEntryRow>().Where(e => e.ShopId == me.ShopId && e.Day >= today);
        var given = await entries.SingleOrDefaultAsync(e => e.Id == request.EntryId && e.AgentId == me.AgentId, cancel) ?? throw Refusal.Invalid("entryId");
        if (request.WithAgentId is not { } other || other == me.AgentId || !await db.Set<Agent>().AnyAsync(a => a.ShopId == me.ShopId && a.Id == other && a.SuspendedAt == null, cancel))
            throw Refusal.Invalid("withAgentId");
        if (request.WithEntryId is { } with && !await entries.AnyAsync(e => e.Id == with && e.AgentId == other, cancel))
            throw Refusal.Invalid("withEntryId");
        return new()
        {
            ShopId = me.ShopId, Kind = RotaRequestKind.Swap, AgentId = me.AgentId, Day = given.Day, ToDay = given.Day, EntryId = given.Id, WithAgentId = other, WithEntryId = request.WithEntryId,
            Reason = request.Reason!.Trim(), State = RotaRequestState.Asked, At = time.Now(),
        };
    }

    /// <summary>What is not, or no longer, for whoever asks to decide is told apart from what is not there.</summary>
    private async Task<RotaRequestView> Change(Guid id, HttpContext http, Func<RotaRequestRow, bool> may, Func<RotaRequestRow, Task> change, CancellationToken cancel)
    {
        var me = http.Agent()!;
        var row = await db.InTransaction(async () =>
        {
            var found = await db.Set<RotaRequestRow>().AsTracking().SingleOrDefaultAsync(r => r.ShopId == me.ShopId && r.Id == id, cancel) ?? throw Refusal.NotFound();
            if (found.AgentId != me.AgentId && found.WithAgentId != me.AgentId && !me.May(Permission.ShiftsPlan))
                throw Refusal.NotFound();
            if (!may(found))
                throw Refusal.Conflict("request_not_waiting");
            await change(found);
            return found;
        }, cancel);
        return (await Views(me, [row], cancel))[0];
    }

    private async Task<List<RotaRequestView>> Views(CurrentAgent viewer, List<RotaRequestRow> rows, CancellationToken cancel)
    {
        var names = await shops.Names(viewer.ShopId, cancel);
        var ids = rows.SelectMany(r => new[] { r.EntryId, r.WithEntryId }).OfType<Guid>().ToList();
        var entries = await db.Set<RotaEntryRow>().Where(e => e.ShopId == viewer.ShopId && ids.Contains(e.Id))
            .Join(db.Set<ShiftRow>(), e => new { e.ShopId, Id = e.ShiftId }, s => new { s.ShopId, s.Id }, (e, s) => new { e.Id, e.Day, s.Name }).ToDictionaryAsync(e => e.Id, cancel);
        return rows.ConvertAll(r =>
        {
            var (given, taken) = (r.EntryId is { } g ? entries.GetValueOrDefault(g) : null, r.WithEntryId is { } t ? entries.GetValueOrDefault(t) : null);
            return new RotaRequestView(
                r.Id, r.Kind, names.GetValueOrDefault(r.AgentId, "—"), DateOnly.FromDayNumber(r.Day), DateOnly.FromDayNumber(r.ToDay), given?.Name, r.WithAgentId is { } with ? names.GetValueOrDefault(with, "—") : null,
                taken is null ? null : DateOnly.FromDayNumber(taken.Day), taken?.Name, r.Reason, r.State, r.DecidedBy, r.Answer, r.At, r.AgentId == viewer.AgentId,
                r.State == RotaRequestState.Asked ? r.WithAgentId == viewer.AgentId : r.State == RotaRequestState.Open && viewer.May(Permission.ShiftsPlan));
        });
    }
}
