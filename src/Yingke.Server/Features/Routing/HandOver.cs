using Microsoft.EntityFrameworkCore;
using Yingke.Domain;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>Where a transfer goes: exactly one of an agent, a group or the queue.</summary>
internal sealed record TransferTarget(Guid? AgentId = null, Groups? Group = null, bool Queue = false);

/// <summary>A conversation changes hands: transfer to an agent, a group or the queue, claim, take-over (spec: routing.md, Conversation life).</summary>
internal sealed class HandOver(Dispatcher dispatcher)
{
    /// <summary>The reason of a take-over, which nobody is asked for; whoever shows it words it.</summary>
    public const string TakenOver = "takeover";

    public Task Transfer(HttpContext http, Guid id, TransferTarget to, string reason, string? note, bool force, CancellationToken cancel) =>
        dispatcher.Run(http.Agent()!.ShopId, turn => Transfer(turn, http, id, to, reason, note, force), cancel);

    /// <summary>An agent takes a queued conversation or an offline message; exactly one of many wins.</summary>
    public Task Claim(CurrentAgent by, Guid id, CancellationToken cancel) =>
        dispatcher.Run(by.ShopId, async turn =>
        {
            var conversation = await turn.Hold(id);
            if (conversation.State is not (ConversationState.Queued or ConversationState.Offline))
                throw AlreadyTaken(turn, conversation);
            turn.Desk.Take(id.ToString(), by.AgentId.ToString(), turn.Now);
            turn.Assign(conversation, by.AgentId, new Why("claim", [], By: by.Name));
        }, cancel);

    /// <summary>A supervisor takes the conversation over, above capacity if need be; not while offline, where it would only go back to the queue.</summary>
    public Task TakeOver(HttpContext http, Guid id, CancellationToken cancel)
    {
        var by = http.Agent()!;
        return dispatcher.Run(by.ShopId, turn => turn.Person(by.AgentId).Seat.Presence == Presence.Offline
            ? throw new RuleViolation("offline_yourself")
            : Transfer(turn, http, id, new TransferTarget(by.AgentId), TakenOver, null, force: true), cancel);
    }

    private static async Task Transfer(DispatchTurn turn, HttpContext http, Guid id, TransferTarget to, string reason, string? note, bool force)
    {
        var by = http.Agent()!;
        var conversation = await turn.Hold(id);
        if (!conversation.IsOpen)
            throw new RuleViolation("conversation_closed");
        var supervises = by.May("im.supervise");
        if (conversation.AgentId != by.AgentId && !supervises)
            throw new RuleViolation("not_your_conversation");
        var former = conversation.State == ConversationState.Active ? conversation.AgentId : null;
        if (to.AgentId is { } target && target == former)
            throw new RuleViolation("already_there");
        if (to.AgentId is { } agent)
        {
            turn.Person(agent);
            turn.Desk.Take(id.ToString(), agent.ToString(), turn.Now, force && supervises);
            await Note(turn, http, conversation, to, reason, force && supervises);
            await SayHandedOn(turn, conversation, by, to, reason, note);
            await turn.EndAssignment(conversation, "transferred");
            turn.Assign(conversation, agent, new Why(reason == TakenOver ? "takeover" : "transfer", [], By: by.Name, Reason: reason));
            if (former is { } left)
                await turn.Carry(turn.Desk.Free(left.ToString(), turn.Now));
            return;
        }
        if (to.Group is { } group)
        {
            var member = Best(turn, group, conversation, former) ?? throw new RuleViolation("group_unreachable");
            await Transfer(turn, http, id, new TransferTarget(member), reason, note, force: false);
            return;
        }
        if (conversation.State != ConversationState.Active)
            throw new RuleViolation("not_assigned");
        await Note(turn, http, conversation, to, reason, force: false);
        await SayHandedOn(turn, conversation, by, to, reason, note);
        await SendBack(turn, conversation, "transfer");
    }

    /// <summary>What a supervisor does with others' conversations is on record; handing on one's own is everybody's daily work.</summary>
    private static async Task Note(DispatchTurn turn, HttpContext http, Conversation conversation, TransferTarget to, string reason, bool force)
    {
        var by = http.Agent()!;
        if (conversation.AgentId == by.AgentId && !force)
            return;
        var buyer = await turn.Db.Set<Buyer>().Where(b => b.ShopId == turn.Shop.Id && b.Id == conversation.BuyerId).Select(b => b.Name).SingleAsync();
        Audit.Add(turn.Db, http, reason == TakenOver ? "conversation.taken_over" : "conversation.moved", buyer,
            new { Agent = conversation.AgentId is { } from ? turn.FindPerson(from)?.Name : null },
            new { Agent = to.AgentId is { } agent ? turn.Person(agent).Name : null, Forced = force && reason != TakenOver ? true : (bool?)null, Reason = reason == TakenOver ? null : reason });
    }

    /// <summary>From its agent back to the queue, place kept; somebody else may have it at once.</summary>
    public static async Task SendBack(DispatchTurn turn, Conversation conversation, string cause)
    {
        var former = conversation.AgentId;
        await turn.EndAssignment(conversation, "requeued");
        turn.Add(conversation.Requeue(cause, turn.Now));
        await turn.Carry(turn.Desk.Return(await turn.AsWaiting(conversation), former?.ToString(), turn.Now));
    }

    private static async Task SayHandedOn(DispatchTurn turn, Conversation conversation, CurrentAgent by, TransferTarget to, string reason, string? note)
    {
        var from = conversation.AgentId is { } id ? turn.FindPerson(id) : null;
        turn.Add(conversation.HandOn(new EntryDetails
        {
            FromAgentId = from?.Id, FromAgentName = from?.Name, ToAgentId = to.AgentId,
            ToAgentName = to.AgentId is { } target ? turn.Person(target).Name : null, ToGroup = to.Group, Reason = reason, Note = note, ByName = by.Name,
        }, by.AgentId, turn.Now));
        turn.Record("conversation.transferred", conversation, new
        {
            fromAgentId = from?.Id, fromAgentName = from?.Name, toAgentId = to.AgentId, toAgentName = to.AgentId is { } agent ? turn.Person(agent).Name : null,
            toGroup = to.Group, reason, byName = by.Name,
        });
        await Task.CompletedTask;
    }

    /// <summary>The group's member whom the routing rules would choose, the present agent left out.</summary>
    private static Guid? Best(DispatchTurn turn, Groups group, Conversation conversation, Guid? former)
    {
        var members = turn.Desk.Agents.Values.Where(a => a.Groups.HasFlag(group) && a.Id != former?.ToString()).ToList();
        var choice = RoutingDecision.Choose(members, conversation.Inquiry, null, turn.Now);
        return choice.AgentId is { } id ? Guid.Parse(id) : null;
    }

    private static Refusal AlreadyTaken(DispatchTurn turn, Conversation conversation) => new(StatusCodes.Status409Conflict, conversation.IsOpen ? "already_taken" : "conversation_closed")
    {
        More = new Dictionary<string, object?> { ["owner"] = conversation.AgentId is { } id ? turn.FindPerson(id)?.Name : null },
    };
}
