using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Conversations;
using Yingke.Domain.Duties;
using Yingke.Domain.Routing;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Duties;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Campaigns;

internal sealed record LentPerson(Guid AgentId, string Name, LendingSide To, bool Both, int Open);

/// <param name="ConfirmedAt">Since when they are lent.</param>
internal sealed record LentView(Guid Id, IReadOnlyList<LentPerson> People, string ConfirmedBy, DateTimeOffset ConfirmedAt);

/// <param name="Sides">What there is to do and how many see to it, now and with what is proposed.</param>
/// <param name="Moves">Who is proposed.</param>
/// <param name="Refused">Why it cannot be confirmed now; null if it can.</param>
/// <param name="Lent">Who is lent at this moment; null for nobody.</param>
internal sealed record LendingView(IReadOnlyList<LendingLoad> Sides, IReadOnlyList<LentPerson> Moves, string? Refused, LentView? Lent);

/// <summary>
/// While the shop is overloaded: proposes whom the pre-sale side lends to after-sale or the warehouse, and lends them once a supervisor of the whole shop confirms. They come back when it
/// ends. (spec: routing.md, Overload)
/// </summary>
internal sealed class LendPeople(Db db, ShopDirectory shops, Dispatcher dispatcher, OverloadState overload, ChangeSides sides, NodeBus bus)
{
    private const int MostMoves = 500;

    public sealed record LendingMove(Guid AgentId, LendingSide To);

    /// <param name="Moves">Who is lent where, as it was proposed.</param>
    public sealed record LendingRequest(IReadOnlyList<LendingMove>? Moves);

    public async Task<LendingView> Show(CurrentAgent viewer, CancellationToken cancel)
    {
        Check(viewer);
        var shopId = viewer.ShopId;
        var (names, chances, people) = (await shops.Names(shopId, cancel), await sides.Look(shopId, cancel), await sides.People(shopId, cancel));
        var members = chances.Members(people).ToDictionary(m => m.Id);
        var plan = Lending.Plan(members.Values, await Work(db, shopId, cancel));
        var lent = await Open(db, shopId, cancel);
        LentPerson Named(StaffMove m) => new(m.AgentId, names.GetValueOrDefault(m.AgentId, "—"), m.Side(), members.TryGetValue(m.AgentId, out var member) && member.Both, member?.Open ?? 0);
        return new(plan.Sides, [.. plan.Moves.Select(Named)], Refused((await overload.Of(shopId, cancel)).IsOn, lent), lent is null ? null : new(lent.Id, [.. lent.Moves.Select(Named)], lent.ConfirmedBy, lent.ConfirmedAt));
    }

    public async Task<LendingView> Confirm(HttpContext http, LendingRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        Check(by);
        var asked = request.Moves is { Count: > 0 and <= MostMoves } moves && moves.All(m => m is { To: not LendingSide.Presale }) && moves.DistinctBy(m => m.AgentId).Count() == moves.Count ? moves : throw Refusal.Invalid("moves");
        var chances = await sides.Look(by.ShopId, cancel);
        await dispatcher.Run(by.ShopId, async turn =>
        {
            if (Refused(turn.IsOverloaded, await Open(turn.Db, by.ShopId, CancellationToken.None)) is { } why)
                throw Refusal.Conflict(why);
            var standing = chances with { Moved = await ChangeSides.Moved(turn.Db, by.ShopId, CancellationToken.None) };
            var members = standing.Members(await ChangeSides.People(turn)).ToDictionary(m => m.Id);
            var plan = Lending.Plan(members.Values, await Work(turn.Db, by.ShopId, CancellationToken.None));
            // Who is least loaded changes every second; how many are needed where, and who can be lent at all, is what was confirmed.
            var wanted = asked.Select(m => members.TryGetValue(m.AgentId, out var member) ? Lending.Move(member, m.To) : null).OfType<StaffMove>().ToList();
            if (wanted.Count != asked.Count || Count(wanted) != Count(plan.Moves))
                throw Refusal.Conflict("staffing_changed");
            await ChangeSides.Carry(turn, http, new()
            {
                ShopId = by.ShopId, Phase = StaffingPhase.Overload, PresalePart = plan.Sides[0].HeadsThen, AftersalePart = plan.Sides[1].HeadsThen, Moves = wanted, ConfirmedBy = by.Name, ConfirmedAt = turn.Now,
            }, "overload");
        }, cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
        return await Show(by, cancel);
    }

    public async Task<LendingView> Undo(HttpContext http, CancellationToken cancel)
    {
        var by = http.Agent()!;
        Check(by);
        await sides.TakeBack(await Open(db, by.ShopId, cancel) ?? throw Refusal.Conflict("staffing_undone"), http, cancel);
        return await Show(by, cancel);
    }

    /// <summary>It is the whole shop's, like the switch of overload.</summary>
    private static void Check(CurrentAgent by)
    {
        if (by.Reach(Permission.ImSupervise) != Scope.All)
            throw new Refusal(StatusCodes.Status403Forbidden, "whole_shop_only");
    }

    private static string? Refused(bool overloaded, StaffingChange? lent) => !overloaded ? "overload_off" : lent is not null ? "staffing_open" : null;

    private static (int Aftersale, int Warehouse) Count(IReadOnlyList<StaffMove> moves) => (moves.Count(m => m.Weight is null), moves.Count(m => m.Weight is not null));

    private static Task<StaffingChange?> Open(Db db, Guid shopId, CancellationToken cancel) =>
        db.Set<StaffingChange>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.UndoneAt == null && c.Phase == StaffingPhase.Overload, cancel);

    /// <summary>What is open and queued by the kind of inquiry, the warehouse's tickets that nobody answered yet, and who is responsible there.</summary>
    private static async Task<LendingWork> Work(Db db, Guid shopId, CancellationToken cancel)
    {
        var talks = await db.Set<Conversation>().Where(c => c.ShopId == shopId && (c.State == ConversationState.Active || c.State == ConversationState.Queued))
            .GroupBy(c => c.Inquiry).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var tickets = await db.Set<Ticket>().CountAsync(t => t.ShopId == shopId && t.Kind == WarehouseFindings.Kind && (t.State == TicketState.New || t.State == TicketState.Assigned || t.State == TicketState.Reopened), cancel);
        var (responsible, everybody) = ((await db.DutyPeople(shopId, cancel))[Duty.WarehouseContact].ToList(), await db.Responsible(shopId, cancel));
        return new(talks.GetValueOrDefault(Inquiry.Presale), talks.GetValueOrDefault(Inquiry.Aftersale), tickets, responsible.Count(id => everybody.TryGetValue(id, out var person) && DutyCoverage.Why(Duty.WarehouseContact, person) is null));
    }
}
