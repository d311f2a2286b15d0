using Yingke.Domain.Routing;
using Step = Yingke.Domain.Tests.Routing.DeskProperties.Step;

namespace Yingke.Domain.Tests.Routing;

/// <summary>The desk and the slow model side by side, with what the server would know: who serves what, and each buyer's recent agent.</summary>
internal sealed class DeskPair(IReadOnlyList<AgentSeat> agents, DeskPolicy policy, DateTimeOffset now)
{
    private readonly Desk _desk = new(agents, [], [], policy);
    private readonly SlowDesk _slow = new(agents, policy);
    private readonly Dictionary<string, Waiting> _all = [];
    private readonly SortedDictionary<string, string> _served = new(StringComparer.Ordinal);
    private DateTimeOffset _now = now;
    private long _place;

    /// <summary>Does one step on both, compares them, checks the promises; says how many were assigned.</summary>
    public int Do(Step step)
    {
        _now = _now.AddSeconds(step.Seconds);
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
        _desk.Queue.Select(w => w.ConversationId).ShouldBe(_slow.QueueIds);
        _desk.OfflineMessages.Select(w => w.ConversationId).ShouldBe(_slow.OfflineIds);
        _desk.Agents.Values.ShouldBe(_slow.Agents, ignoreOrder: true);
        foreach (var (conversation, agent) in expected)
            _served[conversation] = agent;
        foreach (var a in actual.Assigned)
        {
            _desk.Agents[a.AgentId].Open.ShouldBeLessThanOrEqualTo(_desk.Agents[a.AgentId].Capacity);
            a.Why.AgentId.ShouldBe(a.AgentId);
            a.Why.PassedOver.Any(p => p.AgentId == a.AgentId).ShouldBeFalse();
        }

        Promises(_desk, policy, _now);
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
        var w = Waiting(step, ++_place, agents, _now);
        _all[w.ConversationId] = w;
        var alone = RoutingDecision.Choose([.. _desk.Agents.Values], w.Inquiry, w.Recent, _now);
        var actual = _desk.Inflow(w, _now);
        if (actual.Assigned is [var assignment])
        {
            (assignment.Why with { PassedOver = alone.PassedOver }).ShouldBe(alone);
            assignment.Why.PassedOver.ShouldBe(alone.PassedOver);
        }

        if (SlowDesk.Choose(_slow, w, _now) is { } agent)
            return (actual, [_slow.Assign(w, agent, _now)]);
        var queues = _slow.Agents.Exists(a => a.CanChat && a.Presence != Presence.Offline);
        (queues ? _slow.Queue : _slow.Offline).Add(w);
        (queues ? actual.Queued : actual.OfflineMessages).ShouldBe([w.ConversationId]);
        return (actual, []);
    }

    /// <summary>The same conversation again: it keeps its place and kind.</summary>
    private (DeskOutcome, List<(string, string)>) Queued(Step step) =>
        (Someone(step) is { } w ? _desk.Inflow(w with { Place = 1_000_000 }, _now) : DeskOutcome.Nothing, []);

    private (DeskOutcome, List<(string, string)>) End(Step step)
    {
        if (Busy(step) is not { } conversation)
            return (DeskOutcome.Nothing, []);
        _served.Remove(conversation, out var agent);
        Vacate(agent!);
        return (_desk.Free(agent!, _now), _slow.Settle(_now));
    }

    private (DeskOutcome, List<(string, string)>) Change(Step step)
    {
        var known = _slow.Agents[step.Who % _slow.Agents.Count];
        var changed = step.What switch
        {
            2 => known with { Presence = (Presence)(step.Value % 3) },
            3 => known with { Capacity = step.Value % 5 },
            4 => known with { Weight = step.Value % 3 },
            _ => known with { Groups = (Groups)(step.Value % 8), CanChat = step.Value % 9 != 0 },
        };
        _slow.Set(changed);
        var before = _slow.Queue.Count;
        var expected = _slow.Settle(_now);
        // What the caller believes of the load does not count: the desk knows better.
        var actual = _desk.Change(changed with { Open = 99, LastAssigned = null }, _now);
        if (expected.Count == 0 && _slow.Queue.Count < before)
            actual.OfflineMessages.Count.ShouldBe(before);
        return (actual, expected);
    }

    private (DeskOutcome, List<(string, string)>) Leave(Step step)
    {
        if (Someone(step) is not { } w)
            return (DeskOutcome.Nothing, []);
        _ = _slow.Queue.Remove(w) || _slow.Offline.Remove(w);
        return (_desk.Leave(w.ConversationId), []);
    }

    private (DeskOutcome, List<(string, string)>) PreferMessage(Step step)
    {
        if (Someone(step) is not { } w || !_slow.Queue.Remove(w))
            return (DeskOutcome.Nothing, []);
        _slow.Offline.Add(w);
        return (_desk.ToOfflineMessage(w.ConversationId), []);
    }

    private (DeskOutcome, List<(string, string)>) Take(Step step)
    {
        var agent = _slow.Agents[step.Value % _slow.Agents.Count];
        if (Someone(step) is not { } w)
            return (DeskOutcome.Nothing, []);
        if (!SlowDesk.Eligible(agent))
        {
            var reachable = agent.CanChat && agent.Presence != Presence.Offline;
            Should.Throw<RuleViolation>(() => _desk.Take(w.ConversationId, agent.Id, _now)).Code.ShouldBe(reachable ? "agent_full" : "agent_unreachable");
            return (DeskOutcome.Nothing, []);
        }

        _ = _slow.Queue.Remove(w) || _slow.Offline.Remove(w);
        _slow.Assign(w, agent, _now);
        _served[w.ConversationId] = agent.Id;
        return (_desk.Take(w.ConversationId, agent.Id, _now), []);
    }

    private (DeskOutcome, List<(string, string)>) Return(Step step)
    {
        if (Busy(step) is not { } conversation)
            return (DeskOutcome.Nothing, []);
        _served.Remove(conversation, out var from);
        var back = _all[conversation] with { Recent = step.Value % 2 == 0 ? new RecentAgent(from!, _now) : _all[conversation].Recent };
        _all[conversation] = back;
        Vacate(from!);
        var actual = _desk.Return(back, from, _now);
        _slow.Queue.Add(back);
        var expected = new List<(string, string)>();
        if (SlowDesk.Choose(_slow, back, _now, except: from) is { } other)
        {
            _slow.Queue.Remove(back);
            expected.Add(_slow.Assign(back, other, _now));
        }

        expected.AddRange(_slow.Settle(_now, (conversation, from!)));
        expected.AddRange(_slow.Settle(_now));
        if (!_slow.Agents.Single(a => a.Id == from) .CanChat || _slow.Agents.Single(a => a.Id == from).Presence == Presence.Offline)
            actual.Assigned.ShouldNotContain(a => a.ConversationId == conversation && a.AgentId == from);
        return (actual, expected);
    }

    private (DeskOutcome, List<(string, string)>) Heard(Step step)
    {
        if (Someone(step) is not { } w)
            return (DeskOutcome.Nothing, []);
        var heard = w with { Recent = new RecentAgent(_slow.Agents[step.Value % _slow.Agents.Count].Id, _now) };
        _all[w.ConversationId] = heard;
        var line = _slow.Queue.Remove(w) ? _slow.Queue : _slow.Offline;
        line.Remove(w);
        line.Add(heard);
        return (_desk.Heard(w.BuyerId, heard.Recent, _now), _slow.Settle(_now));
    }

    private Waiting? Someone(Step step)
    {
        List<Waiting> waiting = [.. _slow.Queue, .. _slow.Offline];
        return waiting.Count == 0 ? null : waiting[step.Who % waiting.Count];
    }

    private string? Busy(Step step) => _served.Count == 0 ? null : _served.Keys.ElementAt(step.Who % _served.Count);

    private void Vacate(string agent) =>
        _slow.Set(_slow.Agents.Single(a => a.Id == agent) is var seat ? seat with { Open = seat.Open - 1 } : throw new InvalidOperationException());
}
