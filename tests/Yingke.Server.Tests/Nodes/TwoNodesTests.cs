using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Nodes;

/// <summary>Any buyer and any agent at any node (spec: guarantees.md, Storage and scale; reliability I3, I13–I15, FL2, FL8).</summary>
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task A_talk_across_nodes_arrives_in_order_on_both()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        var zhu = (await shop.OnDuty(Cast.Zhu)).At(nodes.B);
        var buyer = await shop.Buyer(nodes.A);
        await using var window = await buyer.Connect();
        await using var desk = await zhu.Connect();
        var id = await buyer.Ask();
        await desk.Next("conversation", a => a[0].GetProperty("id").GetGuid() == id);
        for (var i = 0; i < 60; i++)
            _ = i % 2 == 0 ? await zhu.Say(id, $"答 {i}") : await buyer.Say(id, $"问 {i}");
        var log = (await zhu.Log(id)).Entries;
        foreach (var probe in new[] { window, desk })
        {
            var pushed = (await probe.EntriesUpTo(id, log[^1].Seq)).Select(e => e.GetProperty("seq").GetInt64()).ToList();
            pushed.ShouldBe(pushed.Order());
            pushed.Distinct().Count().ShouldBe(pushed.Count);
            log.Where(e => e.Text?.StartsWith('答') == true || e.Text?.StartsWith('问') == true).Select(e => e.Seq).Except(pushed).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_same_client_id_at_both_nodes_at_once_is_one_entry()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        for (var round = 0; round < 10; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => buyer.At(i % 2 == 0 ? nodes.A : nodes.B).Send(id, $"第 {round} 遍", $"once-{round}")));
            answers.Count(a => a.Status == 201).ShouldBe(1);
            answers.Select(a => a.As<Appendix>().Entry.Seq).Distinct().Count().ShouldBe(1);
        }
        (await buyer.At(nodes.B).Send(id, "别的", "once-0")).Refused(409, "client_id_conflict");
        (await Logs(shop)).ShouldAllBe(l => l.Max == l.Count);
    }

    [Fact]
    public async Task One_open_conversation_whatever_the_node()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        await shop.OnDuty(Cast.Zhu);
        for (var round = 0; round < 10; round++)
        {
            var buyer = await shop.Buyer();
            var opened = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => buyer.At(i % 2 == 0 ? nodes.A : nodes.B).Open()));
            opened.Select(c => c.Id).Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Of_64_who_claim_at_two_nodes_one_wins()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        await shop.Set(s => s with { OfflineMessages = s.OfflineMessages with { AutoAssign = false } });
        var buyers = new List<Guid>();
        for (var i = 0; i < 10; i++)
            buyers.Add(await (await shop.Buyer()).Ask());
        var agents = await Task.WhenAll(Cast.Agents.Select(p => shop.OnDuty(p)));
        foreach (var id in buyers)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => agents[i % agents.Length].At(i % 2 == 0 ? nodes.A : nodes.B).Claim(id)));
            answers.Count(a => a.IsOk).ShouldBe(1);
            answers.Where(a => !a.IsOk).ShouldAllBe(a => a.Code == "already_taken");
        }
        (await nodes.A.Look(db => db.Set<Assignment>().CountAsync(a => a.ShopId == shop.Id))).ShouldBe(10);
    }

    [Fact]
    public async Task Nobody_is_pushed_over_capacity_by_inflows_at_both_nodes()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        foreach (var person in Cast.Agents)
            await shop.Change(person, new { capacity = 3 });
        await Task.WhenAll(Cast.Agents.Select(p => shop.OnDuty(p)));
        var watch = await LoadWatch.Set(nodes.A, shop.Id);
        var buyers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => shop.Buyer(i % 2 == 0 ? nodes.A : nodes.B)));
        var opened = await Task.WhenAll(buyers.Select((b, i) => b.Open(i % 3 == 0 ? "order_detail" : "product_detail")));
        opened.Count(c => c.State == ConversationState.Active).ShouldBe(18);
        opened.Count(c => c.State == ConversationState.Queued).ShouldBe(42);
        var active = opened.Zip(buyers).Where(p => p.First.State == ConversationState.Active).ToList();
        await Task.WhenAll(active.Select(p => p.Second.Close(p.First.Id)));
        (await shop.Owner.Find("state=active&limit=200")).Items.Count.ShouldBe(18);
        (await watch.Over()).ShouldBeEmpty();
        (await watch.Seen()).ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task A_node_that_goes_takes_nobody_along()
    {
        TwoNodes.Need();
        var third = await YingkeHost.Start(nodes.A.Database, nodes.Clock);
        var shop = await TestShop.Open(third);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var window = await buyer.Connect();
        var last = (await zhu.Say(id, "稍等")).Seq;
        await third.DisposeAsync();
        await window.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        await window.DisposeAsync();

        var (moved, agent) = (buyer.At(nodes.B), zhu.At(nodes.A));
        await using var again = await moved.Connect();
        var reply = await agent.Say(id, "查到了");
        (await moved.Log(id, last)).Entries.Select(e => e.Seq).ShouldBe([reply.Seq]);
        await again.EntriesUpTo(id, reply.Seq);
        (await agent.Conversation(id)).Assignments.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_notification_delays_a_push_and_loses_nothing()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer(nodes.B);
        var id = await buyer.Ask();
        await using var window = await buyer.Connect();
        await window.EntriesUpTo(id, (await zhu.Say(id, "一")).Seq);
        // Written past both nodes: nobody is told.
        var silent = await nodes.A.Look(async db =>
        {
            var log = await db.Set<Conversation>().AsTracking().SingleAsync(c => c.ShopId == shop.Id && c.Id == id);
            var entry = log.Append(EntryKind.Text, Sender.Agent, nodes.Clock.Now, zhu.Id, "silent", "二");
            db.Add(entry);
            await db.SaveChangesAsync();
            return entry.Seq;
        });
        await HubProbe.Quiet();
        window.Entries(id).ShouldNotContain(e => e.GetProperty("seq").GetInt64() == silent);
        // The first look sees how far the log has come, the second that it was not pushed meanwhile.
        await nodes.B.RunJob("push-healing");
        await nodes.B.RunJob("push-healing");
        (await window.EntriesUpTo(id, silent))[^1].GetProperty("text").GetString().ShouldBe("二");
        // The listener's own connection is cut: it comes back by itself and looks at what it missed.
        await nodes.A.Look(db => db.Database.ExecuteSqlRawAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'LISTEN%' OR datname = current_database() AND query = 'SELECT 1'"));
        var third = (await zhu.Say(id, "三")).Seq;
        await window.EntriesUpTo(id, third);
    }

    [Fact]
    public async Task A_lease_renewed_at_one_node_counts_at_the_other()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        var zhu = await shop.OnDuty(Cast.Zhu);
        await using var desk = await zhu.Connect();
        await desk.Invoke("View", new object?[] { null });
        for (var i = 0; i < 6; i++)
        {
            nodes.Clock.Advance(TimeSpan.FromSeconds(20));
            await nodes.A.RunJob("presence-renewal");
            await nodes.B.RunJob("presence-renewal");
            await nodes.B.RunJob("presence-expiry");
        }
        (await Presence(shop, zhu)).ShouldBe(Domain.Routing.Presence.Online);
        await desk.DisposeAsync();
        nodes.Clock.Advance(TimeSpan.FromSeconds(45));
        await nodes.B.RunJob("presence-expiry");
        await nodes.A.RunJob("presence-expiry");
        (await Presence(shop, zhu)).ShouldBe(Domain.Routing.Presence.Offline);
        (await nodes.A.Look(db => db.Set<PresenceChange>().CountAsync(c => c.ShopId == shop.Id && c.AgentId == zhu.Id))).ShouldBe(2);
    }

    [Fact]
    public async Task Both_nodes_close_and_reroute_once()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var (answered, waiting) = (await shop.Buyer(), await shop.Buyer());
        var (done, open) = (await answered.Ask(), await waiting.Ask());
        await zhu.Say(done, "好了");
        nodes.Clock.Advance(TimeSpan.FromMinutes(30));
        // The lease is forgotten before each, so that both nodes really do it, at the same time.
        foreach (var job in new[] { "close-idle", "presence-expiry", "reroute-absent" })
        {
            await nodes.A.Look(db => db.Set<JobLease>().ExecuteDeleteAsync());
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? nodes.A : nodes.B).RunJob(job)));
            nodes.Clock.Advance(TimeSpan.FromMinutes(3));
        }
        (await shop.Owner.Log(done)).Entries.Count(e => e.Kind == "closed").ShouldBe(1);
        (await shop.Owner.Log(open)).Entries.Count(e => e.Kind == "requeued").ShouldBe(1);
        (await shop.Owner.Log(open)).Entries.Count(e => e.Kind == "offline_message").ShouldBe(1);
    }

    [Fact]
    public async Task Stints_are_kept_by_one_node_by_the_other_when_it_is_gone_and_read_as_rebuilt()
    {
        TwoNodes.Need();
        var shop = await TestShop.Open(nodes.A);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("product_detail", "在吗");
        await zhu.Say(id, "在的");
        await nodes.A.Look(db => db.Set<JobLease>().ExecuteDeleteAsync());
        await nodes.A.RunJob("stints");
        (await Stints()).ShouldHaveSingleItem().Turns.ShouldBe(1);
        await Chat("还有吗", "有的");
        await nodes.B.RunJob("stints");
        (await Stints()).ShouldHaveSingleItem().Turns.ShouldBe(1, "the other node holds the lease");
        // Nothing is heard of that node any more.
        nodes.Clock.Advance(Leases.Length + TimeSpan.FromSeconds(1));
        await nodes.B.RunJob("stints");
        (await Stints()).ShouldHaveSingleItem().Turns.ShouldBe(2);

        // Both at once, while people write: neither replaces what a later look made.
        for (var i = 0; i < 12; i++)
        {
            nodes.Clock.Advance(TimeSpan.FromSeconds(3));
            await Task.WhenAll(Chat("再问一句", "再答一句"), CatchUp(nodes.A), CatchUp(nodes.B), CatchUp(nodes.A));
        }
        (await zhu.Close(id)).Ok();
        await Task.WhenAll(CatchUp(nodes.A), CatchUp(nodes.B));
        var live = JsonSerializer.Serialize(await Stints());
        (await Stints()).ShouldHaveSingleItem().Turns.ShouldBe(14);
        await nodes.B.Do<ProjectStints, int>(project => project.Rebuild(shop.Id, CancellationToken.None));
        JsonSerializer.Serialize(await Stints()).ShouldBe(live);

        async Task Chat(string question, string answer)
        {
            await buyer.Say(id, question);
            nodes.Clock.Advance(TimeSpan.FromSeconds(1));
            await zhu.Say(id, answer);
        }

        Task<int> CatchUp(YingkeHost node) => node.Do<ProjectStints, int>(project => project.CatchUp(shop.Id, CancellationToken.None));
        Task<List<StintRow>> Stints() => nodes.A.Look(db => db.Set<StintRow>().Where(s => s.ShopId == shop.Id).OrderBy(s => s.Number).ToListAsync());
    }

    private static Task<Presence> Presence(TestShop shop, AgentClient agent) =>
        shop.Host.Look(db => db.Set<Agent>().Where(a => a.ShopId == shop.Id && a.Id == agent.Id).Select(a => a.Presence).SingleAsync());

    private static Task<List<(long Max, int Count)>> Logs(TestShop shop) => shop.Host.Look(async db =>
        (await db.Set<Entry>().Where(e => e.ShopId == shop.Id).GroupBy(e => e.ConversationId).Select(g => new { Max = g.Max(e => e.Seq), Count = g.Count() }).ToListAsync()).ConvertAll(g => (g.Max, g.Count)));
}
