using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Accounts;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Features.Tickets.Callbacks;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Shifts;

/// <param name="Code">Why it is still whose it was; null where it went over.</param>
internal sealed record HandedOver(OwnWorkKind Kind, Guid Id, bool Done, string? Code);

internal sealed record HandoverAnswer(IReadOnlyList<HandedOver> Items);

/// <summary>
/// What somebody leaves goes to a colleague, or back to where everybody finds it, each through its own door with that door's rights and its line in that door's log; what cannot go says why, and the rest goes
/// all the same.
/// </summary>
internal sealed class HandOverWork(Db db, HandOver conversations, ActOnTicket tickets, SettleCallbacks callbacks, StaffSteps applications)
{
    private const string Reason = "下班交接";

    public sealed record HandoverItem(OwnWorkKind? Kind, Guid? Id);

    /// <param name="ToAgentId">The colleague; null for the queue, or a ticket's department.</param>
    public sealed record HandoverRequest(Guid? ToAgentId, IReadOnlyList<HandoverItem>? Items);

    public async Task<HandoverAnswer> Handle(HandoverRequest request, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        var items = request.Items ?? throw Refusal.Invalid("items", "missing");
        if (items.Count is 0 or > 4 * FindOwnWork.AtMost || items.Any(i => i?.Kind is null || i.Id is null))
            throw Refusal.Invalid("items");
        var to = request.ToAgentId is { } id
            ? id == me.AgentId ? null : await db.Set<Agent>().SingleOrDefaultAsync(a => a.ShopId == me.ShopId && a.Id == id && a.SuspendedAt == null, cancel)
            : null;
        if (request.ToAgentId is not null && to is null)
            throw Refusal.Invalid("toAgentId", "a colleague");
        var done = new List<HandedOver>();
        foreach (var item in items.Distinct())
        {
            var code = await Try(http, item.Kind!.Value, item.Id!.Value, to?.Id, cancel);
            done.Add(new(item.Kind.Value, item.Id.Value, code is null, code));
            db.ChangeTracker.Clear();
        }
        var counts = done.Where(d => d.Done).CountBy(d => EnumConverters.Text(d.Kind)).ToDictionary();
        if (counts.Count > 0)
        {
            await db.InTransaction(() =>
            {
                Audit.Add(db, http, "work.handed_over", to?.Name ?? "—", null, counts);
                return Task.CompletedTask;
            }, cancel);
        }
        return new(done);
    }

    private async Task<string?> Try(HttpContext http, OwnWorkKind kind, Guid id, Guid? to, CancellationToken cancel)
    {
        try
        {
            var me = http.Agent()!;
            if (!await IsMine(me, kind, id, cancel))
                return "not_yours";
            await Hand(http, me, kind, id, to, cancel);
            return null;
        }
        catch (Exception refused) when (refused is Refusal or RuleViolation or DbUpdateConcurrencyException)
        {
            return refused switch { Refusal refusal => refusal.Code, RuleViolation rule => rule.Code, _ => "changed_meanwhile" };
        }
    }

    private Task<bool> IsMine(CurrentAgent me, OwnWorkKind kind, Guid id, CancellationToken cancel) => kind switch
    {
        OwnWorkKind.Conversation => db.Set<Conversation>().AnyAsync(c => c.ShopId == me.ShopId && c.Id == id && c.State == ConversationState.Active && c.AgentId == me.AgentId, cancel),
        OwnWorkKind.Ticket => db.Set<Ticket>().OpenOf(me.ShopId, me.AgentId).AnyAsync(t => t.Id == id, cancel),
        OwnWorkKind.Callback => db.Set<Callback>().AnyAsync(c => c.ShopId == me.ShopId && c.Id == id && c.AgentId == me.AgentId && c.State == CallbackState.Planned, cancel),
        _ => db.Set<Application>().OpenOf(me.ShopId, me.AgentId).AnyAsync(a => a.Id == id, cancel),
    };

    private async Task Hand(HttpContext http, CurrentAgent me, OwnWorkKind kind, Guid id, Guid? to, CancellationToken cancel)
    {
        var permission = kind switch { OwnWorkKind.Conversation => Permission.ImChat, OwnWorkKind.Application => Permission.AftersaleHandle, _ => Permission.TicketsHandle };
        if (!me.May(permission))
            throw Refusal.Forbidden(permission);
        if (kind == OwnWorkKind.Conversation)
        {
            await conversations.Transfer(http, id, new TransferTarget(to, Queue: to is null), Reason, null, force: false, cancel);
        }
        else if (kind == OwnWorkKind.Ticket)
        {
            var department = await db.Set<Ticket>().Where(t => t.ShopId == me.ShopId && t.Id == id).Select(t => t.Department).SingleAsync(cancel);
            if (to is null && department is null)
                throw Refusal.Conflict("needs_person");
            await tickets.Assign(me, id, new(to, department, Reason), cancel);
        }
        else if (to is not { } colleague)
        {
            throw Refusal.Conflict("needs_person");
        }
        else if (kind == OwnWorkKind.Callback)
        {
            await callbacks.Assign(me, id, new(colleague), cancel);
        }
        else
        {
            await applications.HandTo(id, new(colleague), http, cancel);
        }
    }
}
