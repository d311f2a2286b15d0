using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Jobs;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Faults;

/// <summary>A node is killed, stopped, told to go (reliability FL2–FL4, I7, I13, I18, I37).</summary>
public sealed class NodeFaultTests(BrokenPlace place) : IClassFixture<BrokenPlace>
{
    [Fact]
    public async Task One_of_three_nodes_dies_and_nobody_is_reassigned()
    {
        BrokenPlace.Need();
        await using var third = await place.Third();
        var shop = await TestShop.Open(place.B, staff: [Cast.Zhu, Cast.Lan]);
        var (zhu, lan) = (await shop.OnDuty(Cast.Zhu), await shop.OnDuty(Cast.Lan));
        var buyers = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => shop.Buyer(i % 3 == 0 ? place.A : place.B)));
        // Any buyer and any agent on any node: every third talks through the third.
        for (var i = 2; i < buyers.Length; i += 3)
            buyers[i] = buyers[i].At(third.Address);
        var ids = await Task.WhenAll(buyers.Select(b => b.Ask()));
        var owners = await Owners(shop);
        var (agent, other) = (zhu.At(third.Address), lan.At(place.A));
        await using var desk = await agent.Connect();
        await using var window = await buyers[2].Connect();
        await Answer(ids, owners, agent, other, "一");
        await window.EntriesUpTo(ids[2], (await buyers[2].Log(ids[2])).Head);

        await third.Kill();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(desk.Ended, window.Ended);
        (agent, var moved) = (zhu.At(place.B), buyers[2].At(place.A));
        await using var again = await moved.Connect();
        await Answer(ids, owners, agent, other, "二");
        await again.EntriesUpTo(ids[2], (await moved.Log(ids[2])).Head);
        TestContext.Current.TestOutputHelper?.WriteLine($"everybody served again after {clock.Elapsed.TotalSeconds:0.0} s");
        for (var i = 0; i < ids.Length; i++)
        {
            var log = (await buyers[i].At(place.A).Log(ids[i])).Entries;
            log.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, log.Count).Select(n => (long)n));
            log.Count(e => e.Text is "一" or "二").ShouldBe(2);
        }
        (await Owners(shop)).ShouldBe(owners);
        (await place.B.Look(db => db.Set<Assignment>().CountAsync(a => a.ShopId == shop.Id))).ShouldBe(ids.Length);
    }

    [Fact]
    public async Task A_node_that_sleeps_loses_its_lease_and_what_it_wanted_is_done_once()
    {
        BrokenPlace.Need();
        await using var third = await place.Third();
        // The sleeper holds the lease when it falls asleep.
        await BrokenPlace.Until(() => IsThirds("presence-expiry"), 2 * BrokenPlace.Patience);
        var shop = await TestShop.Open(place.B, staff: [Cast.Zhu]);
        var zhu = await shop.OnDuty(Cast.Zhu);
        await BrokenPlace.Signal(third, "STOP");
        // Gone for longer than the grace, while nobody looks.
        await place.B.Look(db => db.Set<Agent>().Where(a => a.ShopId == shop.Id && a.Id == zhu.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.SeenAt, place.B.Clock.Now.AddMinutes(-1))));
        var taken = await BrokenPlace.Until(async () => (await Presences(shop, zhu)).Count == 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"another node did the sleeper's job after {taken.TotalSeconds:0} s");
        (await zhu.Presence("online")).Ok();
        await BrokenPlace.Signal(third, "CONT");
        await Task.Delay(4000, TestContext.Current.CancellationToken);
        (await Presences(shop, zhu)).Select(c => c.Presence).ShouldBe([Presence.Online, Presence.Offline, Presence.Online]);
    }

    [Fact]
    public async Task A_late_write_is_refused_by_the_number_of_the_lease()
    {
        BrokenPlace.Need();
        var shop = await TestShop.Open(place.B, staff: [Cast.Zhu]);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var name = "test-" + Guid.NewGuid().ToString("N");
        await using var scope = place.A.Services.CreateAsyncScope();
        var (db, held) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<HeldLease>());
        var now = place.A.Clock.Now;
        (await Leases.Take(db, name, "sleeper", now, held, CancellationToken.None)).ShouldBeTrue();
        (await Leases.Take(db, name, "other", now, null, CancellationToken.None)).ShouldBeFalse();
        var late = () => place.A.Services.GetRequiredService<Dispatcher>().Run(shop.Id, async turn =>
        {
            await held.Confirm(turn.Db, CancellationToken.None);
            await ChangePresence.Apply(turn, zhu.Id, Presence.Offline, null, PresenceCause.ConnectionLost);
        }, CancellationToken.None);
        // It slept past its lease, and another took it.
        (await Leases.Take(db, name, "other", now + Leases.Length + TimeSpan.FromSeconds(1), null, CancellationToken.None)).ShouldBeTrue();
        (await Should.ThrowAsync<RuleViolation>(late)).Code.ShouldBe("lease_lost");
        (await Presences(shop, zhu)).Count.ShouldBe(1);
        // Whoever has it writes, and keeps others from taking it while it does.
        (await Leases.Take(db, name, "sleeper", now + (Leases.Length * 2) + TimeSpan.FromSeconds(2), held, CancellationToken.None)).ShouldBeTrue();
        await late();
        (await Presences(shop, zhu)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Told_to_go_it_moves_its_clients_and_fails_no_send()
    {
        BrokenPlace.Need();
        await using var third = await place.Third();
        var shop = await TestShop.Open(place.B, staff: [Cast.Zhu]);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var here = (await shop.Buyer()).At(third.Address);
        var id = await here.Ask();
        var window = await here.Connect();
        var last = (await here.Say(id, "在")).Seq;
        await window.EntriesUpTo(id, last);
        var clock = Stopwatch.StartNew();
        var gone = third.Terminate();
        await window.Next("move");
        (await new Api(third.Address).Get("/readyz")).Refused(503, "draining");
        // Until it is gone it writes what it is given.
        var sent = 0;
        for (; sent < 10; sent++)
            (await here.Send(id, "还在 " + sent)).Ok();
        var moved = here.At(place.A);
        await using var again = await moved.Connect();
        await window.DisposeAsync();
        await gone.WaitAsync(BrokenPlace.Patience, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"gone after {clock.Elapsed.TotalSeconds:0.0} s");
        await again.EntriesUpTo(id, (await zhu.Say(id, "好")).Seq);
        (await moved.Log(id, last)).Entries.Count.ShouldBe(sent + 1);
    }

    [Fact]
    public async Task A_reader_never_skips_a_lower_seq_that_is_committed_later()
    {
        BrokenPlace.Need();
        var shop = await TestShop.Open(place.B, staff: [Cast.Zhu]);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer(place.A);
        var id = await buyer.Ask();
        await using var window = await buyer.Connect();
        var read = new List<long>();
        using var over = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
                read.AddRange((await buyer.Log(id, read.Count == 0 ? 0 : read[^1])).Entries.Select(e => e.Seq));
        });
        const int trials = 40;
        for (var i = 0; i < trials; i++)
        {
            var taken = new TaskCompletionSource();
            // One transaction has its seq and takes its time to commit; the other comes later and would be quicker.
            var slow = place.B.Look(db => db.InTransaction(async () =>
            {
                var held = (await db.HoldConversations(shop.Id, [id])).Single();
                db.Add(held.Append(EntryKind.Text, Sender.Agent, place.B.Clock.Now, zhu.Id, AgentClient.NewClientId(), "慢 " + i));
                await db.SaveChangesAsync();
                taken.SetResult();
                await Task.Delay(Random.Shared.Next(10, 60));
                return true;
            }, CancellationToken.None));
            await taken.Task;
            await Task.WhenAll(slow, buyer.Say(id, "快 " + i), zhu.Say(id, "也快 " + i));
        }
        var head = (await zhu.Log(id)).Head;
        await BrokenPlace.Until(() => Task.FromResult(read.Count > 0 && read[^1] == head));
        await over.CancelAsync();
        await reading;
        read.ShouldBe(Enumerable.Range(1, (int)head).Select(n => (long)n));
        await BrokenPlace.Until(() => Task.FromResult(window.Entries(id).Count > 0 && window.Entries(id)[^1].GetProperty("seq").GetInt64() == head));
        window.Entries(id).Select(e => e.GetProperty("seq").GetInt64()).Order().ShouldBe(window.Entries(id).Select(e => e.GetProperty("seq").GetInt64()));
    }

    private static async Task Answer(Guid[] ids, Dictionary<Guid, Guid> owners, AgentClient one, AgentClient other, string text)
    {
        foreach (var id in ids)
            await (owners[id] == one.Id ? one : other).Say(id, text);
    }

    private Task<Dictionary<Guid, Guid>> Owners(TestShop shop) =>
        place.B.Look(db => db.Set<Conversation>().Where(c => c.ShopId == shop.Id && c.AgentId != null).ToDictionaryAsync(c => c.Id, c => c.AgentId!.Value));

    private Task<List<PresenceChange>> Presences(TestShop shop, AgentClient agent) =>
        place.B.Look(db => db.Set<PresenceChange>().Where(c => c.ShopId == shop.Id && c.AgentId == agent.Id).OrderBy(c => c.At).ToListAsync());

    /// <summary>Makes the two others let go and waits until neither of them holds it.</summary>
    private async Task<bool> IsThirds(string job)
    {
        var mine = new[] { place.A, place.B }.Select(h => h.Services.GetRequiredService<NodeBus>().Node).ToList();
        var holder = await place.B.Look(db => db.Set<JobLease>().Where(l => l.Name == job).Select(l => l.Holder).SingleOrDefaultAsync());
        if (holder is not null && !mine.Contains(holder))
            return true;
        await place.B.Look(db => db.Set<JobLease>().Where(l => l.Name == job).ExecuteUpdateAsync(l => l.SetProperty(x => x.Until, DateTimeOffset.UnixEpoch)));
        return false;
    }
}
