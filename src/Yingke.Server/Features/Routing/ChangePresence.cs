using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>Online, busy with a reason of the shop's list, or offline: by the agent, a supervisor, or a lost connection (spec: routing.md, Presence).</summary>
internal sealed class ChangePresence(Dispatcher dispatcher)
{
    public Task Handle(Guid shopId, Guid agentId, Presence presence, string? reason, PresenceCause cause, CancellationToken cancel) =>
        dispatcher.Run(shopId, turn => Apply(turn, agentId, presence, reason, cause), cancel);

    /// <param name="turn">The desk's.</param>
    /// <param name="agentId">Whose.</param>
    /// <param name="presence">The new one.</param>
    /// <param name="reason">Of the shop's list; what a call does to a presence needs none of it.</param>
    /// <param name="cause">What the log says.</param>
    /// <param name="stands">Of a presence that comes back: why it was what it was.</param>
    public static async Task Apply(DispatchTurn turn, Guid agentId, Presence presence, string? reason, PresenceCause cause, PresenceCause? stands = null)
    {
        var person = turn.Person(agentId);
        if (presence == Presence.Busy && cause != PresenceCause.Call && (reason is null || !turn.Shop.Settings.Presence.Reasons.Contains(reason)))
            throw Refusal.Invalid("reason");
        if (presence == Presence.Online && cause != PresenceCause.Call && person.Missing is { } course)
            throw new Refusal(StatusCodes.Status409Conflict, "training_needed", detail: course) { More = new Dictionary<string, object?> { ["course"] = course } };
        var row = person.Row;
        if (row.Presence == presence && row.PresenceReason == reason && presence != Presence.Offline && row.PresenceCause != PresenceCause.Call && cause != PresenceCause.Call)
            return;
        if (row.Presence == Presence.Offline && presence == Presence.Offline)
            return;
        (row.Presence, row.PresenceReason, row.PresenceCause, row.PresenceSince) = (presence, presence == Presence.Busy ? reason : null, stands ?? cause, turn.Now);
        // A fresh lease: whoever just said so is there, connection or not yet. A telephone says nothing of the workbench.
        if (cause != PresenceCause.Call)
            row.SeenAt = turn.Now;
        turn.Db.Add(new PresenceChange
        {
            ShopId = turn.Shop.Id, Id = Guid.CreateVersion7(turn.Now), AgentId = agentId, At = turn.Now, Presence = presence, Reason = row.PresenceReason, Cause = cause,
        });
        turn.AgentChanged(agentId);
        await turn.Carry(turn.Desk.Change(person.Seat, turn.Now));
    }
}

/// <summary>Capacity, weight, groups, IM switch, post or suspension of an agent changed: the desk looks again.</summary>
internal sealed class ChangeSeat(Dispatcher dispatcher)
{
    public Task Handle(Guid shopId, Guid agentId, Action<Agent> change, CancellationToken cancel) =>
        Handle(shopId, agentId, (_, person) => { change(person.Row); return Task.CompletedTask; }, cancel);

    /// <summary>The same where the change needs to look around first; it refuses before it changes anything.</summary>
    public Task Handle(Guid shopId, Guid agentId, Func<DispatchTurn, DeskPerson, Task> change, CancellationToken cancel) =>
        dispatcher.Run(shopId, async turn =>
        {
            var person = turn.Person(agentId);
            await change(turn, person);
            turn.AgentChanged(agentId);
            await turn.Carry(turn.Desk.Change(person.Seat, turn.Now));
        }, cancel);
}
