using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// Switching an account off: its sessions and sockets end, it is offline, and the buyers who wait for it go back to the queue at once,
/// since nobody will return to them. Switching it on again needs a free place in the quota.
/// </summary>
internal static class SuspendAgent
{
    public static async Task<IResult> Suspend(Guid id, HttpContext http, Dispatcher dispatcher, NodeBus bus, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await dispatcher.Run(by.ShopId, turn => Suspend(turn, by, id, http), cancel);
        await bus.Publish(new SessionsEnded(by.ShopId, id), CancellationToken.None);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
        return Results.NoContent();
    }

    public static async Task<IResult> Reinstate(Guid id, HttpContext http, Dispatcher dispatcher, NodeBus bus, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await dispatcher.Run(by.ShopId, turn => Reinstate(turn, by, id, http), cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
        return Results.NoContent();
    }

    private static async Task Suspend(DispatchTurn turn, CurrentAgent by, Guid id, HttpContext http)
    {
        var person = turn.Person(id);
        await Managing.Check(turn.Db, by, person.Row);
        Managing.NotSelf(by, id);
        if (person.Row.SuspendedAt is not null)
            return;
        await SwitchOff(turn, person);
        Audit.Add(turn.Db, http, "agent.suspended", Audit.Subject(person.Row));
    }

    /// <summary>Within a turn, whoever decided it.</summary>
    public static async Task SwitchOff(DispatchTurn turn, DeskPerson person)
    {
        var id = person.Id;
        await Managing.EndSessions(turn, id);
        await ChangePresence.Apply(turn, id, Presence.Offline, null, PresenceCause.Supervisor);
        person.Row.SuspendedAt = turn.Now;
        turn.AgentChanged(id);
        await turn.Carry(turn.Desk.Change(person.Seat, turn.Now));
        var waiting = await turn.Db.Set<Conversation>()
            .Where(c => c.ShopId == turn.Shop.Id && c.State == ConversationState.Active && c.AgentId == id && c.WaitingSince != null)
            .OrderBy(c => c.Place).Select(c => c.Id).ToListAsync();
        // Answered or closed by somebody between the look and the hold: nothing waits any more.
        foreach (var conversation in (await turn.Hold(waiting)).Where(c => c is { State: ConversationState.Active, WaitingSince: not null } && c.AgentId == id))
            await HandOver.SendBack(turn, conversation, "agent_offline");
    }

    private static async Task Reinstate(DispatchTurn turn, CurrentAgent by, Guid id, HttpContext http)
    {
        var person = turn.Person(id);
        await Managing.Check(turn.Db, by, person.Row);
        if (person.Row.SuspendedAt is null)
            return;
        if (!person.Row.IsOwner)
            person.Row.LapsesAt = await TemporaryQuotas.TakePlace(turn);
        person.Row.SuspendedAt = null;
        turn.AgentChanged(id);
        Audit.Add(turn.Db, http, "agent.reinstated", Audit.Subject(person.Row));
        await turn.Carry(turn.Desk.Change(person.Seat, turn.Now));
        await turn.Db.SaveChangesAsync();
    }
}
