using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Faults;

/// <summary>The database goes away: killed, its connections cut, behind a cable that was pulled (reliability FL5–FL8).</summary>
public sealed class DatabaseFaultTests(BrokenPlace place) : IClassFixture<BrokenPlace>
{
    [Fact]
    public async Task Killed_or_cut_off_it_loses_nothing_and_what_nobody_was_told_is_found()
    {
        BrokenPlace.Need();
        var (shop, zhu, buyer, id) = await Talk();
        await using var window = await buyer.Connect();
        await window.EntriesUpTo(id, (await zhu.Say(id, "一")).Seq);
        foreach (var fault in new[] { "cut", "kill", "cut" })
        {
            if (fault == "cut")
            {
                (await place.CutAllConnections()).ShouldBeGreaterThan(2);
            }
            else
            {
                await place.KillPostgres();
                (await buyer.Send(id, "没有回音", "unsure")).Status.ShouldBeOneOf(503);
                await place.StartPostgres();
            }
            var clientId = AgentClient.NewClientId();
            var back = Stopwatch.StartNew();
            Answer answer;
            while (!(answer = await zhu.Send(id, "二 " + clientId, clientId)).IsOk)
            {
                answer.Status.ShouldBe(503);
                back.Elapsed.ShouldBeLessThan(BrokenPlace.Patience);
                await Task.Delay(100);
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: acknowledged again after {back.Elapsed.TotalSeconds:0.0} s");
            // Written at B while A may still be deaf: A's window has it soon all the same, once.
            await Pushed(window, id, answer.As<Appendix>().Entry.Seq);
        }
        window.Entries(id).Select(e => e.GetProperty("seq").GetInt64()).ShouldBeUnique();
        (await buyer.Send(id, "没有回音", "unsure")).Status.ShouldBeOneOf(200, 201);
        await Gapless(shop);
    }

    [Fact]
    public async Task Behind_a_dead_cable_the_node_says_so_and_confirms_nothing()
    {
        BrokenPlace.Need();
        var (shop, zhu, buyer, id) = await Talk();
        (await place.A.Connect().Get("/readyz")).Status.ShouldBe(200);
        place.Cable.Partition();
        try
        {
            var asked = Stopwatch.StartNew();
            (await place.A.Connect().Get("/readyz")).Refused(503, "database_unreachable");
            var said = asked.Elapsed;
            (await place.A.Connect().Get("/healthz")).Status.ShouldBe(200);
            // Whoever asks is told to try again, in the end; nobody hangs for ever.
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => buyer.Send(id, "断线 " + i, "cable-" + i)));
            answers.ShouldAllBe(a => a.Status == 503);
            asked.Elapsed.ShouldBeLessThan(2 * BrokenPlace.Patience);
            TestContext.Current.TestOutputHelper?.WriteLine($"said not to be ready after {said.TotalSeconds:0.0} s, refused all after {asked.Elapsed.TotalSeconds:0.0} s");
            // The other node goes on.
            (await zhu.Say(id, "我在")).Seq.ShouldBeGreaterThan(0);
            (await place.B.Connect().Get("/readyz")).Status.ShouldBe(200);
        }
        finally
        {
            place.Cable.Heal();
        }
        var back = await BrokenPlace.Until(async () => (await buyer.Send(id, "断线 0", "cable-0")).IsOk);
        await BrokenPlace.Until(async () => (await place.A.Connect().Get("/readyz")).Status == 200);
        TestContext.Current.TestOutputHelper?.WriteLine($"acknowledged again {back.TotalSeconds:0.0} s after the cable healed");
        for (var i = 0; i < 8; i++)
            (await buyer.Send(id, "断线 " + i, "cable-" + i)).Ok();
        (await zhu.Log(id)).Entries.Count(e => e.Text?.StartsWith("断线", StringComparison.Ordinal) == true).ShouldBe(8);
        await Gapless(shop);
    }

    [Fact]
    public async Task What_no_notification_told_of_is_seen_all_the_same()
    {
        BrokenPlace.Need();
        var (shop, zhu, buyer, id) = await Talk();
        await using var window = await buyer.Connect();
        await window.EntriesUpTo(id, (await zhu.Say(id, "一")).Seq);
        await using var desk = await zhu.At(place.A).Connect();
        for (var i = 0; i < 3; i++)
        {
            var seq = await Silently(shop, id, zhu.Id, "没有通知 " + i);
            await Pushed(window, id, seq);
            await Pushed(desk, id, seq);
        }
        // A conversation that was never pushed here: opened and assigned while the node heard nothing.
        var other = await Opened(shop, zhu);
        await Pushed(desk, other, 2);
        (await desk.Next("conversation", a => a[0].GetProperty("id").GetGuid() == other)).Arguments[0].GetProperty("state").GetString().ShouldBe("active");
    }

    private async Task<(TestShop, AgentClient, VisitorClient, Guid)> Talk()
    {
        var shop = await TestShop.Open(place.B, staff: [Cast.Zhu]);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer(place.A);
        return (shop, zhu, buyer, await buyer.Ask());
    }

    private static async Task Pushed(HubProbe probe, Guid id, long seq)
    {
        var took = await BrokenPlace.Until(() => Task.FromResult(probe.Pushes.Any(p => p.Method == "entries" && p.Arguments[0].GetGuid() == id && p.Arguments[2].GetInt64() >= seq)));
        TestContext.Current.TestOutputHelper?.WriteLine($"entry {seq} pushed after {took.TotalSeconds:0.0} s");
    }

    /// <summary>Past both nodes: nobody is told.</summary>
    private Task<long> Silently(TestShop shop, Guid id, Guid agent, string text) => place.B.Look(async db =>
    {
        var log = await db.Set<Conversation>().AsTracking().SingleAsync(c => c.ShopId == shop.Id && c.Id == id);
        var entry = log.Append(EntryKind.Text, Sender.Agent, place.B.Clock.Now, agent, AgentClient.NewClientId(), text);
        db.Add(entry);
        await db.SaveChangesAsync();
        return entry.Seq;
    });

    private async Task<Guid> Opened(TestShop shop, AgentClient agent)
    {
        var buyer = await shop.Buyer(place.B);
        return await place.B.Look(async db =>
        {
            var now = place.B.Clock.Now;
            var (conversation, entry) = Conversation.Open(shop.Id, buyer.Id, Domain.Routing.Inquiry.Presale, Domain.Routing.Source.ShopHome, Domain.Conversations.Channel.Web, 1_000_000, now, null, null, null, null);
            db.AddRange(conversation, entry, conversation.AssignTo(agent.Id, agent.Name, now));
            await db.SaveChangesAsync();
            return conversation.Id;
        });
    }

    private async Task Gapless(TestShop shop)
    {
        var logs = await place.B.Look(db => db.Set<Entry>().Where(e => e.ShopId == shop.Id).GroupBy(e => e.ConversationId).Select(g => new { Max = g.Max(e => e.Seq), Count = g.Count() }).ToListAsync());
        logs.ShouldAllBe(l => l.Max == l.Count);
    }
}
