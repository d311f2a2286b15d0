using System.Text.Json;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Routing;

/// <summary>The golden traces once more, as buyers and agents over HTTP, on the database under test.</summary>
public sealed class GoldenTracesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_golden_trace_comes_out_over_http()
    {
        var traces = Golden.Cases("routing-traces.json");
        traces.ShouldNotBeEmpty();
        var wrong = new List<string>();
        var events = 0;
        foreach (var (trace, i) in traces.Select((t, i) => (t, i)))
        {
            var replay = await Replay.Begin(server, trace);
            foreach (var (step, j) in trace.GetProperty("events").EnumerateArray().Select((e, j) => (e, j)))
            {
                events++;
                var actual = await replay.Do(step);
                var expected = Replay.Expected(step);
                if (actual == expected)
                    continue;
                wrong.Add($"trace {i} event {j}: {actual} instead of {expected}");
                break;
            }
            // The next trace begins on another day.
            server.Clock.Advance(TimeSpan.FromDays(3));
        }
        wrong.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{traces.Length} traces, {events} events");
    }

    private sealed class Replay(ServerFixture server, TestShop shop, AgentClient owner, Dictionary<string, Person> people, Dictionary<string, AgentClient> agents)
    {
        private readonly DateTimeOffset begin = server.Clock.Now;
        private readonly Dictionary<string, VisitorClient> buyers = [];
        private readonly Dictionary<string, (Guid Id, VisitorClient Buyer)> conversations = [];
        private readonly Dictionary<Guid, string> names = [];
        private Dictionary<string, string> served = [];

        public static async Task<Replay> Begin(ServerFixture server, JsonElement trace)
        {
            var shop = await TestShop.Open(server.Host, staff: []);
            var (people, agents) = (new Dictionary<string, Person>(), new Dictionary<string, AgentClient>());
            // In the order of their ids, since ties go to the ordinally smallest.
            foreach (var agent in trace.GetProperty("agents").EnumerateArray().OrderBy(a => a.GetProperty("id").GetString(), StringComparer.Ordinal))
            {
                var id = agent.GetProperty("id").GetString()!;
                var groups = agent.GetProperty("groups").EnumerateArray().Aggregate(Groups.None, (all, g) => all | Enum.Parse<Groups>(g.GetString()!, ignoreCase: true));
                people[id] = new Person("golden-" + id, id, BuiltInPosts.Presale, groups, agent.GetProperty("im").GetBoolean());
                await shop.Hire(people[id]);
                await shop.Change(people[id], new { capacity = agent.GetProperty("capacity").GetInt32(), weight = agent.GetProperty("weight").GetInt32() });
                agents[id] = await shop.SignIn(people[id]);
                await SetPresence(agents[id], agent.GetProperty("presence").GetString()!);
            }
            return new(server, shop, shop.Owner, people, agents);
        }

        public static string Expected(JsonElement step) => Words(
            step.GetProperty("assigned").EnumerateArray().Select(a => $"{a[0].GetString()}>{a[1].GetString()}"),
            step.GetProperty("queue").EnumerateArray().Select(c => c.GetString()!),
            step.GetProperty("offline_messages").EnumerateArray().Select(c => c.GetString()!));

        public async Task<string> Do(JsonElement step)
        {
            server.Clock.Set(begin.AddSeconds(step.GetProperty("at").GetInt64()));
            switch (step.GetProperty("do").GetString())
            {
                case "inflow":
                    await Inflow(Text(step, "conversation"), Text(step, "buyer"), Text(step, "source"));
                    break;
                case "close":
                    await Close(Text(step, "conversation"));
                    break;
                case "presence":
                    await SetPresence(agents[Text(step, "agent")], Text(step, "presence"));
                    break;
                case "capacity":
                    await shop.Change(people[Text(step, "agent")], new { capacity = step.GetProperty("capacity").GetInt32() });
                    break;
                case "agent_message":
                    await agents[served[Text(step, "conversation")]].Say(conversations[Text(step, "conversation")].Id, "好的");
                    break;
                case var other:
                    throw new InvalidDataException(other);
            }
            return await Seen();
        }

        private static string Text(JsonElement step, string name) => step.GetProperty(name).GetString()!;

        /// <summary>What happens in one instant has no order to see from outside, so assignments compare as a set.</summary>
        private static string Words(IEnumerable<string> assigned, IEnumerable<string> queue, IEnumerable<string> offline) =>
            $"assigned [{string.Join(' ', assigned.Order(StringComparer.Ordinal))}] queue [{string.Join(' ', queue)}] offline [{string.Join(' ', offline)}]";

        private static async Task SetPresence(AgentClient agent, string presence) => (await agent.Presence(presence, presence == "busy" ? "小休" : null)).Ok();

        private async Task Inflow(string conversation, string buyer, string source)
        {
            if (!buyers.TryGetValue(buyer, out var window))
                window = buyers[buyer] = await shop.Buyer();
            // A source that the shop does not know is any other page.
            var known = source is "message_center" or "order_detail" or "order_list" or "shop_home" or "product_detail" ? source : "other";
            var opened = await window.Open(known);
            conversations[conversation] = (opened.Id, window);
            names[opened.Id] = conversation;
        }

        private async Task Close(string conversation)
        {
            var (id, buyer) = conversations[conversation];
            (served.TryGetValue(conversation, out var agent) ? await agents[agent].Close(id) : await buyer.Close(id)).Ok();
        }

        private async Task<string> Seen()
        {
            var desk = await owner.Desk();
            var active = (await owner.Find("state=active&limit=200")).Items.ToDictionary(c => names[c.Id], c => c.Agent!.Name);
            var assigned = active.Where(a => !served.TryGetValue(a.Key, out var before) || before != a.Value).Select(a => $"{a.Key}>{a.Value}").ToList();
            served = active;
            desk.Queue.ShouldAllBe(c => c.State == ConversationState.Queued);
            return Words(assigned, desk.Queue.Select(c => names[c.Id]), desk.OfflineMessages.Select(c => names[c.Id]));
        }
    }
}
