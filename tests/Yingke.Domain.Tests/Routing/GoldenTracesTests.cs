using System.Text.Json;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Routing;

public sealed class GoldenTracesTests
{
    [Fact]
    public void Every_golden_trace_comes_out()
    {
        var traces = Golden.Cases("routing-traces.json");
        traces.Length.ShouldBeGreaterThan(0);
        var wrong = new List<string>();
        var events = 0;
        foreach (var (trace, i) in traces.Select((t, i) => (t, i)))
        {
            var replay = new Replay(trace.GetProperty("agents").EnumerateArray().Select(GoldenSeats.Seat));
            foreach (var (step, j) in trace.GetProperty("events").EnumerateArray().Select((e, j) => (e, j)))
            {
                events++;
                var expected = Expected(step);
                var actual = replay.Do(step);
                if (actual != expected)
                {
                    wrong.Add($"trace {i} event {j}: {actual} instead of {expected}");
                    break;
                }
            }
        }

        wrong.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{traces.Length} traces, {events} events");
    }

    private static string Expected(JsonElement step) => Words(
        step.GetProperty("assigned").EnumerateArray().Select(a => $"{a[0].GetString()}>{a[1].GetString()}"),
        step.GetProperty("queue").EnumerateArray().Select(c => c.GetString()!),
        step.GetProperty("offline_messages").EnumerateArray().Select(c => c.GetString()!));

    private static string Words(IEnumerable<string> assigned, IEnumerable<string> queue, IEnumerable<string> offline) =>
        $"assigned [{string.Join(' ', assigned)}] queue [{string.Join(' ', queue)}] offline [{string.Join(' ', offline)}]";

    /// <summary>What the server does around the desk: knows who serves what, and each buyer's recent agent.</summary>
    private sealed class Replay(IEnumerable<AgentSeat> agents)
    {
        private readonly Desk desk = new(agents, [], [], new DeskPolicy(VipFirst: false, AutoAssignOfflineMessages: true));
        private readonly Dictionary<string, string> served = [];
        private readonly Dictionary<string, string> buyers = [];
        private readonly Dictionary<string, RecentAgent> recent = [];
        private long inflows;

        public string Do(JsonElement step)
        {
            var now = GoldenSeats.Instant(step.GetProperty("at"));
            var outcome = step.GetProperty("do").GetString() switch
            {
                "inflow" => Inflow(step, now),
                "close" => Close(step.GetProperty("conversation").GetString()!, now),
                "presence" => desk.Change(
                    Seat(step) with { Presence = GoldenSeats.Presence(step.GetProperty("presence").GetString()!) }, now),
                "capacity" => desk.Change(Seat(step) with { Capacity = step.GetProperty("capacity").GetInt32() }, now),
                "agent_message" => AgentMessage(step.GetProperty("conversation").GetString()!, now),
                var other => throw new InvalidDataException(other),
            };
            foreach (var assignment in outcome.Assigned)
            {
                served[assignment.ConversationId] = assignment.AgentId;
            }

            return Words(
                outcome.Assigned.Select(a => $"{a.ConversationId}>{a.AgentId}"),
                desk.Queue.Select(w => w.ConversationId),
                desk.OfflineMessages.Select(w => w.ConversationId));
        }

        private AgentSeat Seat(JsonElement step) => desk.Agents[step.GetProperty("agent").GetString()!];

        private DeskOutcome Inflow(JsonElement step, DateTimeOffset now)
        {
            var conversation = step.GetProperty("conversation").GetString()!;
            var buyer = step.GetProperty("buyer").GetString()!;
            if (served.ContainsKey(conversation))
            {
                return DeskOutcome.Nothing;
            }

            buyers[conversation] = buyer;
            return desk.Inflow(
                new Waiting(conversation, buyer, GoldenSeats.Inquiry(step), recent.GetValueOrDefault(buyer), Vip: false, ++inflows), now);
        }

        private DeskOutcome Close(string conversation, DateTimeOffset now) =>
            served.Remove(conversation, out var agent) ? desk.Free(agent, now) : desk.Leave(conversation);

        private DeskOutcome AgentMessage(string conversation, DateTimeOffset now)
        {
            var heard = new RecentAgent(served[conversation], now);
            recent[buyers[conversation]] = heard;
            return desk.Heard(buyers[conversation], heard, now);
        }
    }
}
