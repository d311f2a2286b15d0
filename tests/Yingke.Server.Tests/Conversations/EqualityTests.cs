using System.Text.Json;
using System.Text.Json.Nodes;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>
/// What a client has after the pushes is what it would have read: snapshot and events together are the next snapshot, for each kind of event
/// that changes something (reliability I10). Alerts and viewers have theirs in AlertTests and WallTests; typing changes nothing.
/// </summary>
public sealed class EqualityTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly string[] OfRow = ["state", "inquiry", "agent", "openedAt", "assignedAt", "closedAt", "waitingSince", "dueAt", "last", "head", "readSeq", "buyerReadSeq"];

    [Fact]
    public async Task A_desk_after_every_event_is_the_desk_that_would_be_read()
    {
        var shop = await server.Shop();
        await shop.Change(Cast.Zhu, new { capacity = 1 });
        var (zhu, lin) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Supervisor));
        await using var hub = await zhu.Connect();
        var desk = new Desk(zhu, hub);
        await desk.Open();
        var (first, second) = (await shop.Buyer(), await shop.Buyer());
        var (firstId, secondId) = (Guid.Empty, Guid.Empty);
        await using var window = await first.Connect();
        await desk.Check("inflow", async () => firstId = await first.Ask());
        await desk.Check("message", () => first.Say(firstId, "还有一个问题"));
        await desk.Check("answer", () => zhu.Say(firstId, "请讲"));
        await desk.Check("read by the agent", async () => await hub.Invoke("Read", firstId, (await zhu.Log(firstId)).Head));
        await desk.Check("read by the buyer", async () => await window.Invoke("Read", (await first.Log(firstId)).Head));
        await desk.Check("note", () => zhu.Note(firstId, "老客户"));
        var said = await zhu.Say(firstId, "发错了");
        await desk.Check("recall", () => zhu.Recall(firstId, said.Seq));
        await desk.Check("queued", async () => secondId = await second.Ask());
        await desk.Check("message in the queue", () => second.Say(secondId, "等着"));
        await desk.Check("left a message", () => second.LeaveMessage(secondId));
        var lan = await shop.OnDuty(Cast.Lan);
        await desk.Check("claimed by another", () => lan.Claim(secondId));
        await desk.Check("taken over", () => lin.TakeOver(firstId));
        await desk.Check("moved back", async () => (await lin.Transfer(firstId, new { agentId = zhu.Id }, force: true)).Ok());
        await desk.Check("time passes", () => { server.Clock.Advance(TimeSpan.FromSeconds(30)); return Task.CompletedTask; });
        await desk.Check("asked again", () => first.Say(firstId, "在吗"));
        await desk.Check("handed on", () => zhu.Transfer(firstId, new { agentId = lan.Id }));
        await desk.Check("handed back", async () => (await lan.Transfer(firstId, new { agentId = zhu.Id })).Ok());
        await desk.Check("closed by the buyer", () => first.Close(firstId));
        await desk.Check("rated", () => first.Rate(firstId, 5));
        await desk.Check("offline", () => zhu.Offline());
        await desk.Check("everybody gone", async () => { await lan.Offline(); await lin.Offline(); });
        await desk.Check("offline message", () => first.Ask());
        await desk.Check("on duty again", () => zhu.Online());
        desk.Kinds.ShouldBe(["conversation", "entries", "read"], ignoreOrder: true);
    }

    [Fact]
    public async Task Other_hours_of_a_channel_count_in_pushes_as_in_reads()
    {
        var shop = await server.Shop();
        await shop.Set(s => s with
        {
            Service = s.Service with
            {
                Channels = new Dictionary<Channel, ChannelHours> { [Channel.H5] = new() { Weekly = [.. Enumerable.Range(0, 7).Select(day => new DayHours(day, [new(new(20, 0), new(21, 0))]))] } },
            },
        });
        var zhu = await shop.OnDuty(Cast.Zhu);
        await using var hub = await zhu.Connect();
        var desk = new Desk(zhu, hub);
        await desk.Open();
        var buyer = await shop.Buyer();
        var id = Guid.Empty;
        await desk.Check("inflow of the channel", async () => id = (await buyer.Api.Post("visitor/conversation", new { source = "product_detail", channel = "h5" })).Ok().Json.GetProperty("id").GetGuid());
        await desk.Check("message", () => buyer.Say(id, "什么时候回复"));
    }

    [Fact]
    public async Task A_wall_after_the_events_is_the_wall_that_would_be_read()
    {
        var shop = await server.Shop();
        var lin = await shop.SignIn(Cast.Supervisor);
        await using var hub = await lin.Connect();
        await hub.Invoke("WatchWall", true);
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Zhu, new { capacity = 1 });
        await (await shop.Buyer()).Ask();
        await (await shop.Buyer()).Ask();
        await zhu.Busy();
        var wall = (await lin.Api.Get("wall")).Ok().Json;
        var read = wall.GetProperty("agents").EnumerateArray().Single(a => a.GetProperty("id").GetGuid() == zhu.Id);
        foreach (var name in new[] { "presence", "reason", "capacity", "open", "weight" })
            await hub.Next("agent", a => a[0].GetProperty("id").GetGuid() == zhu.Id && a[0].TryGetProperty(name, out var told) && told.GetRawText() == read.GetProperty(name).GetRawText());
        var last = hub.Pushes.Last(p => p.Method == "agent" && p.Arguments[0].GetProperty("id").GetGuid() == zhu.Id).Arguments[0];
        foreach (var name in new[] { "presence", "reason", "capacity", "open", "weight", "since" })
            last.GetProperty(name).GetRawText().ShouldBe(read.GetProperty(name).GetRawText(), name);
        await hub.Next("board", a => a[0].GetProperty("queued").GetInt32() == wall.GetProperty("queued").GetInt32());
        var board = hub.Pushes.Last(p => p.Method == "board").Arguments[0];
        (board.GetProperty("queued").GetInt32(), board.GetProperty("offlineMessages").GetInt32()).ShouldBe((wall.GetProperty("queued").GetInt32(), wall.GetProperty("offlineMessages").GetInt32()));
    }

    /// <summary>An agent's desk kept by pushes alone.</summary>
    private sealed class Desk(AgentClient agent, HubProbe hub)
    {
        private Dictionary<Guid, JsonObject> rows = [];
        private int taken;

        public HashSet<string> Kinds { get; } = [];

        public async Task Open() => rows = await Read();

        public async Task Check(string what, Func<Task> act)
        {
            await act();
            var read = await Read();
            for (var tries = 0; tries < 60 && Difference(read) is not null; tries++)
            {
                await Task.Delay(50);
                Take();
            }
            Take();
            Difference(await Read()).ShouldBeNull(what);
        }

        private void Take()
        {
            var pushes = hub.Pushes;
            for (; taken < pushes.Count; taken++)
                Take(pushes[taken]);
        }

        private void Take(Pushed push)
        {
            if (push.Method == "conversation")
            {
                var row = JsonNode.Parse(push.Arguments[0].GetRawText())!.AsObject();
                var id = (Guid)row["id"]!;
                if (rows.TryGetValue(id, out var held) && (long)row["head"]! < (long)held["head"]!)
                    return;
                rows[id] = row;
            }
            else if (push.Method == "entries" && push.Arguments[3].ValueKind == JsonValueKind.Object && rows.TryGetValue(push.Arguments[0].GetGuid(), out var grown))
            {
                var patch = JsonNode.Parse(push.Arguments[3].GetRawText())!.AsObject();
                foreach (var name in new[] { "head", "waitingSince", "dueAt", "last" })
                    grown[name] = patch[name]?.DeepClone();
            }
            else if (push.Method == "read" && push.Arguments[0].TryGetProperty("conversationId", out var conversation) && rows.TryGetValue(conversation.GetGuid(), out var marked))
            {
                marked[push.Arguments[0].GetProperty("by").GetString() == "agent" ? "readSeq" : "buyerReadSeq"] = push.Arguments[0].GetProperty("seq").GetInt64();
            }
            else
            {
                return;
            }
            Kinds.Add(push.Method);
        }

        /// <summary>What the desk shows: own conversations, queue, offline messages.</summary>
        private bool IsShown(JsonObject row) => (string)row["state"]! switch
        {
            "queued" or "offline" => true,
            "active" => (Guid?)row["agent"]?["id"] == agent.Id,
            _ => false,
        };

        private string? Difference(Dictionary<Guid, JsonObject> read)
        {
            var shown = rows.Values.Where(IsShown).ToDictionary(r => (Guid)r["id"]!);
            if (!shown.Keys.ToHashSet().SetEquals(read.Keys))
                return $"shown {string.Join(',', shown.Keys)}, read {string.Join(',', read.Keys)}";
            foreach (var (id, row) in read)
            {
                foreach (var name in OfRow.Where(name => !JsonNode.DeepEquals(shown[id][name], row[name])))
                    return $"{name}: pushed {shown[id][name]?.ToJsonString()}, read {row[name]?.ToJsonString()}";
            }
            return null;
        }

        private async Task<Dictionary<Guid, JsonObject>> Read()
        {
            var answer = JsonNode.Parse((await agent.Api.Get("desk")).Ok().Text)!;
            return new[] { "conversations", "queue", "offlineMessages" }.SelectMany(list => answer[list]!.AsArray()).Select(r => r!.AsObject()).ToDictionary(r => (Guid)r["id"]!);
        }
    }
}
