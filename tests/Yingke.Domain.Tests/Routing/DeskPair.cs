using Yingke.Domain.Routing;
using Step = Yingke.Domain.Tests.Routing.DeskProperties.Step;

namespace Yingke.Domain.Tests.Routing;

/// <summary>The desk and the slow model side by side, with what the server would know: who serves what, and each buyer's recent agent.</summary>
internal sealed class DeskPair(IReadOnlyList<AgentSeat> agents, DeskPolicy policy, DateTimeOffset now)
{
    private readonly Desk desk = new(agents, [], [], policy);
    private readonly SlowDesk slow = new(agents, policy);
    private readonly Dictionary<string, Waiting> all = [];
    private readonly SortedDictionary<string, string> served = new(StringComparer.Ordinal);
    private DateTimeOffset now = now;
    private long place;

    /// <summary>Does one step on both, compares them, checks the promises; says how many were assigned.</summary>
    public int Do(Step step)
    {
        now = now.AddSeconds(step.Seconds);
        var (actual, expected) = step.What switch
        {
            0 => Inflow(step),
            1 => End(step),
            6 => Leave(step),
            7 => PreferMessage(step),
            8 => Take(step),
            9 => Return(step),
            10 => Heard(step),
            11 => Queued(step),
            _ => Change(step),
        };
        // A return may serve two agents at once; whose comes first means nothing.
        actual.Assigned.Select(a => (a.ConversationId, a.AgentId)).ShouldBe(expected, ignoreOrder: step.What == 9);
        desk.Queue.Select(w => w.ConversationId).ShouldBe(slow.QueueIds);
        desk.OfflineMessages.Select(w => w.ConversationId).ShouldBe(slow.OfflineIds);
        desk.Agents.Values.ShouldBe(slow.Agents, ignoreOrder: true);
        foreach (var (conversation, agent) in expected)
            served[conversation] = agent;
        foreach (var a in actual.Assigned)
        {
            desk.Agents[a.AgentId].Open.ShouldBeLessThanOrEqualTo(desk.Agents[a.AgentId].Capacity);
            a.Why.AgentId.ShouldBe(a.AgentId);
            a.Why.PassedOver.Any(p => p.AgentId == a.AgentId).ShouldBeFalse();
        }

        Promises(desk, policy, now);
        return expected.Count;
    }

    /// <summary>
    /// Nobody waits in the queue while an agent who may take them is free, nor among offline messages handed out by the system; nobody queues
    /// with nobody on duty. (spec: routing.md, Queue)
    /// </summary>
    public static void Promises(Desk desk, DeskPolicy policy, DateTimeOffset now)
    {
        foreach (var agent in desk.Agents.Values.Where(SlowDesk.Eligible))
        {
            desk.Queue.Where(w => agent.Weight > 0 || SlowDesk.IsRecent(agent, w, now)).ShouldBeEmpty();
            if (policy.AutoAssignOfflineMessages)
                desk.OfflineMessages.Where(w => agent.Weight > 0 || SlowDesk.IsRecent(agent, w, now)).ShouldBeEmpty();
        }

        if (!desk.Agents.Values.Any(a => a.CanChat && a.Presence != Presence.Offline))
            desk.Queue.ShouldBeEmpty();
    }

    public static Waiting Waiting(Step step, long place, IReadOnlyList<AgentSeat> agents, DateTimeOffset now) => new(
        $"c{place}", $"b{place}", step.Who % 2 == 0 ? Inquiry.Presale : Inquiry.Aftersale,
        step.Value % 3 == 0 ? null : new RecentAgent(agents[step.Value % agents.Count].Id, now.AddSeconds(-(step.Value % 5 == 0 ? 86_400 : 86_399 % (step.Value + 1)))),
        step.Who % 5 == 0, place);

    private (DeskOutcome, List<(string, string)>) Inflow(Step step)
    {
        var w = Waiting(step, ++place, agents, now);
        all[w.ConversationId] = w;
        var alone = RoutingDecision.Choose([.. desk.Agents.Values], w.Inquiry, w.Recent, now);
        var actual = desk.Inflow(w, now);
        if (actual.Assigned is [var assignment])
        {
            (assignment.Why with { PassedOver = alone.PassedOver }).ShouldBe(alone);
            assignment.Why.PassedOver.ShouldBe(alone.PassedOver);
        }

        if (SlowDesk.Choose(slow, w, now) is { } agent)
            return (actual, [slow.Assign(w, agent, now)]);
        var queues = slow.Agents.Exists(a => a.CanChat && a.Presence != Presence.Offline);
        (queues ? slow.Queue : slow.Offline).Add(w);
        (queues ? actual.Queued : actual.OfflineMessages).ShouldBe([w.ConversationId]);
        return (actual, []);
    }

    /// <summary>The same conversation again: it keeps its place and kind.</summary>
    private (DeskOutcome, List<(string, string)>) Queued(Step step) =>
        (Someone(step) is { } w ? desk.Inflow(w with { Place = 1_000_000 }, now) : DeskOutcome.Nothing, []);

    private (DeskOutcome, List<(string, string)>) End(Step step)
    {
        if (Busy(step) is not { } conversation)
            return (DeskOutcome.Nothing, []);
        served.Remove(conversation, out var agent);
        Vacate(agent!);
        return (desk.Free(agent!, now), slow.Settle(now));
    }

    private (DeskOutcome, List<(string, string)>) Change(Step step)
    {
        var known = slow.Agents[step.Who % slow.Agents.Count];
        var changed = step.What switch
        {
            2 => known with { Presence = (Presence)(step.Value % 3), OnCall = step.Value % 3 == 1 && step.Value % 4 == 0 },
            3 => known with { Capacity = step.Value % 5 },
            4 => known with { Weight = step.Value % 3 },
            _ => known with { Groups = (Groups)(step.Value % 8), CanChat = step.Value % 9 != 0 },
        };
        slow.Set(changed);
        var before = slow.Queue.Count;
        var expected = slow.Settle(now);
        // What the caller believes of the load does not count: the desk knows better.
        var actual = desk.Change(changed with { Open = 99, LastAssigned = null }, now);
        if (expected.Count == 0 && slow.Queue.Count < before)
            actual.OfflineMessages.Count.ShouldBe(before);
        return (actual, expected);
    }

    private (DeskOutcome, List<(string, string)>) Leave(Step step)
    {
        if (Someone(step) is not { } w)
            return (DeskOutcome.Nothing, []);
        _ = slow.Queue.Remove(w) || slow.Offline.Remove(w);
        return (desk.Leave(w.ConversationId), []);
    }

    private (DeskOutcome, List<(string, string)>) PreferMessage(Step step)
    {
        if (Someone(step) is not { } w || !slow.Queue.Remove(w))
            return (DeskOutcome.Nothing, []);
        slow.Offline.Add(w);
        return (desk.ToOfflineMessage(w.ConversationId), []);
    }

    private (DeskOutcome, List<(string, string)>) Take(Step step)
    {
        var agent = slow.Agents[step.Value % slow.Agents.Count];
        if (Someone(step) is not { } w)
            return (DeskOutcome.Nothing, []);
        if (!SlowDesk.Eligible(agent))
        {
            var reachable = agent.CanChat && agent.Presence != Presence.Offline;
            Should.Throw<RuleViolation>(() => desk.Take(w.ConversationId, agent.Id, now)).Code.ShouldBe(!reachable ? "agent_unreachable" : agent.OnCall ? "agent_on_call" : "agent_full");
            return (DeskOutcome.Nothing, []);
        }

        _ = slow.Queue.Remove(w) || slow.Offline.Remove(w);
        slow.Assign(w, agent, now);
        served[w.ConversationId] = agent.Id;
        return (desk.Take(w.ConversationId, agent.Id, now), []);
    }

    private (DeskOutcome, List<(string, string)>) Return(Step step)
    {
        if (Busy(step) is not { } conversation)
            return (DeskOutcome.Nothing, []);
        served.Remove(conversation, out var from);
        var back = all[conversation] with { Recent = step.Value % 2 == 0 ? new RecentAgent(from!, now) : all[conversation].Recent };
        all[conversation] = back;
        Vacate(from!);
        var actual = desk.Return(back, from, now);
        slow.Queue.Add(back);
        var expected = new List<(string, string)>();
        if (SlowDesk.Choose(slow, back, now, except: from) is { } other)
        {
            slow.Queue.Remove(back);
            expected.Add(slow.Assign(back, other, now));
        }

        expected.AddRange(slow.Settle(now, (conversation, from!)));
        expected.AddRange(slow.Settle(now));
        if (!slow.Agents.Single(a => a.Id == from) .CanChat || slow.Agents.Single(a => a.Id == from).Presence == Presence.Offline)
            actual.Assigned.ShouldNotContain(a => a.ConversationId == conversation && a.AgentId == from);
        return (actual, expected);
    }

    private (DeskOutcome, List<(string, string)>) Heard(Step step)
    {
        if (Someone(step) is not { } w)
            return (DeskOutcome.Nothing, []);
        var heard = w with { Recent = new RecentAgent(slow.Agents[step.Value % slow.Agents.Count].Id, now) };
        all[w.ConversationId] = heard;
        var line = slow.Queue.Remove(w) ? slow.Queue : slow.Offline;
        line.Remove(w);
        line.Add(heard);
        return (desk.Heard(w.BuyerId, heard.Recent, now), slow.Settle(now));
    }

    private Waiting? Someone(Step step)
    {
        List<Waiting> waiting = [.. slow.Queue, .. slow.Offline];
        return waiting.Count == 0 ? null : waiting[step.Who % waiting.Count];
    }

    private string? Busy(Step step) => served.Count == 0 ? null : served.Keys.ElementAt(step.Who % served.Count);

    private void Vacate(string agent) =>
        slow.Set(slow.Agents.Single(a => a.Id == agent) is var seat ? seat with { Open = seat.Open - 1 } : throw new InvalidOperationException());
}
