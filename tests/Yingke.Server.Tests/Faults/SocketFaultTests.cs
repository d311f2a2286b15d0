using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Push;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Faults;

/// <summary>What happens to sockets: lost in one direction or both, slow readers, everybody back at once (reliability FL14–FL17, I5, I8, I9).</summary>
public sealed class SocketFaultTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_dead_way_back_is_found_by_the_head_in_the_next_answer()
    {
        await using var cable = server.Cable();
        var (zhu, buyer, id) = await Talk();
        await using var window = await HubProbe.Open(cable.Address, "/hubs/visitor?access_token=" + Uri.EscapeDataString(buyer.Api.Bearer!), null);
        await window.EntriesUpTo(id, (await zhu.Say(id, "到了")).Seq);
        cable.HoldsToClient = true;
        var missed = (await zhu.Say(id, "没到")).Seq;
        await HubProbe.Quiet();
        window.Entries(id).ShouldNotContain(e => e.GetProperty("seq").GetInt64() == missed);
        // Sending goes its own way; its answer says how far the log is, and the rest is one question.
        var answer = (await buyer.Send(id, "在吗")).As<Appendix>();
        answer.Head.ShouldBe(missed + 1);
        (await buyer.Log(id, missed - 1)).Entries.Select(e => e.Seq).ShouldBe([missed, missed + 1]);
        cable.Heal();
        await window.EntriesUpTo(id, missed + 1);
    }

    [Fact]
    public async Task A_half_open_socket_is_freed_and_a_half_closed_one_at_once()
    {
        await using var cable = server.Cable();
        var (zhu, buyer, _) = await Talk();
        await using (var closing = await HubProbe.Open(cable.Address, "/hubs/desk", zhu.Api.Cookie))
        {
            await closing.Invoke("View", new object?[] { null });
            cable.HalfClose();
            await closing.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        await using var own = server.Cable();
        await using var window = await HubProbe.Open(own.Address, "/hubs/visitor?access_token=" + Uri.EscapeDataString(buyer.Api.Bearer!), null);
        // A client beats every 15 seconds; from its first beat on it is missed.
        await window.Invoke("Typing", "在");
        await window.Send("""{"type":6}""" + '\x1e');
        await HubProbe.Quiet();
        Held(buyer).ShouldBe(1);
        own.Partition();
        var freed = await BrokenPlace.Until(() => Task.FromResult(Held(buyer) == 0), 2 * BrokenPlace.Patience);
        TestContext.Current.TestOutputHelper?.WriteLine($"freed after {freed.TotalSeconds:0} s");
    }

    [Fact]
    public async Task A_slow_reader_is_cut_off_and_holds_up_nobody()
    {
        var (zhu, buyer, id) = await Talk();
        var (other, second, otherId) = (zhu, await Buyer(zhu), Guid.Empty);
        otherId = await second.Ask();
        var slow = new List<ClientWebSocket>();
        for (var i = 0; i < 4; i++)
            slow.Add(await Deaf("/hubs/visitor?access_token=" + Uri.EscapeDataString(buyer.Api.Bearer!)));
        await BrokenPlace.Until(() => Task.FromResult(Held(buyer) == 4));
        await using var quick = await second.Connect();
        await quick.EntriesUpTo(otherId, (await other.Say(otherId, "先说一句")).Seq);
        var before = GC.GetTotalMemory(true);
        var waits = new List<double>();
        var text = new string('茶', 4000);
        for (var round = 0; round < 60 && Held(buyer) > 0; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => zhu.Say(id, text)));
            var clock = Stopwatch.StartNew();
            await quick.EntriesUpTo(otherId, (await other.Say(otherId, "你好 " + round)).Seq);
            waits.Add(clock.Elapsed.TotalSeconds);
        }
        await BrokenPlace.Until(() => Task.FromResult(Held(buyer) == 0));
        (GC.GetTotalMemory(true) - before).ShouldBeLessThan(50 * 1024 * 1024);
        TestContext.Current.TestOutputHelper?.WriteLine($"cut off after {waits.Count * 16} messages of 12 kB; others waited {waits.Max():0.000} s at most");
        // It comes back and reads what it left lying.
        await using var again = await buyer.Connect();
        var last = (await zhu.Say(id, "好了")).Seq;
        await again.EntriesUpTo(id, last);
        slow.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task Everybody_back_at_once_is_served_and_senders_go_on()
    {
        const int many = 300;
        await using var cable = server.Cable();
        var (zhu, buyer, id) = await Talk();
        var last = (await zhu.Say(id, "一")).Seq;
        var path = "/hubs/visitor?access_token=" + Uri.EscapeDataString(buyer.Api.Bearer!);
        var windows = await Task.WhenAll(Enumerable.Range(0, many).Select(_ => HubProbe.Open(cable.Address, path, null)));
        cable.Reset();
        await Task.WhenAll(windows.Select(w => w.Ended)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var storm = Stopwatch.StartNew();
        var back = Task.WhenAll(Enumerable.Range(0, many).Select(async _ =>
        {
            await Task.Delay(Random.Shared.Next(1000));
            var window = await HubProbe.Open(cable.Address, path, null);
            await buyer.Log(id, last);
            return window;
        }));
        var waits = new List<double>();
        while (!back.IsCompleted)
        {
            var clock = Stopwatch.StartNew();
            last = (await zhu.Say(id, "风暴中")).Seq;
            waits.Add(clock.Elapsed.TotalSeconds);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{many} back after {storm.Elapsed.TotalSeconds:0.0} s; {waits.Count} sends waited {waits.Max():0.000} s at most");
        var final = (await zhu.Say(id, "雨停了")).Seq;
        foreach (var window in (await back).Concat(windows))
        {
            if (!window.Ended.IsCompleted)
                await window.Next("entries", a => a[2].GetInt64() >= final);
            await window.DisposeAsync();
        }
    }

    [Fact]
    public async Task Views_equal_the_log_whatever_was_cut_and_whenever_they_subscribed()
    {
        var shop = await TestShop.Open(server.Host);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        Screen[] screens =
        [
            new(buyer.Connect, seq => buyer.Log(id, seq), id), new(zhu.Connect, seq => zhu.Log(id, seq), id), new(zhu.Connect, seq => zhu.Log(id, seq), id),
            new(() => Watch(shop.Owner, id), seq => shop.Owner.Log(id, seq), id),
        ];
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var talking = Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                _ = i % 2 == 0 ? await buyer.Say(id, "问 " + i) : await zhu.Say(id, "答 " + i);
                await Task.Delay(30);
            }
        });
        await Task.WhenAll(screens.Select(async screen =>
        {
            while (!over.IsCancellationRequested)
                await screen.Live(TimeSpan.FromMilliseconds(Random.Shared.Next(120)), TimeSpan.FromMilliseconds(Random.Shared.Next(150)));
        }));
        await talking;
        foreach (var screen in screens)
            await screen.Read();
        var log = (await zhu.Log(id)).Entries.Select(e => e.Seq).ToList();
        log.ShouldBe(Enumerable.Range(1, log.Count).Select(i => (long)i));
        foreach (var screen in screens)
            screen.Shown.ShouldBe(log);
        TestContext.Current.TestOutputHelper?.WriteLine($"{log.Count} entries, {screens.Sum(s => s.Connections)} connections: every view is the log");
        screens.Sum(s => s.Connections).ShouldBeGreaterThan(60);
    }

    /// <summary>How many sockets of the buyer the node holds.</summary>
    private int Held(VisitorClient buyer) => server.Host.Services.GetRequiredService<Audiences>().Members(Audiences.Buyer(buyer.Id)).Count;

    private async Task<(AgentClient, VisitorClient, Guid)> Talk()
    {
        var shop = await TestShop.Open(server.Host, staff: [Cast.Zhu]);
        var zhu = await shop.OnDuty(Cast.Zhu);
        shops[zhu.Id] = shop;
        var buyer = await shop.Buyer();
        return (zhu, buyer, await buyer.Ask());
    }

    private readonly Dictionary<Guid, TestShop> shops = [];

    private Task<VisitorClient> Buyer(AgentClient of) => shops[of.Id].Buyer();

    private static async Task<HubProbe> Watch(AgentClient agent, Guid id)
    {
        var probe = await agent.Connect();
        await probe.Invoke("View", id);
        return probe;
    }

    /// <summary>A socket that never reads, with next to no room for what is sent to it.</summary>
    private async Task<ClientWebSocket> Deaf(string path)
    {
        var socket = new ClientWebSocket();
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var small = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
                await small.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(small, ownsSocket: true);
            },
        };
        await socket.ConnectAsync(new UriBuilder(new Uri(server.Host.Address, path)) { Scheme = "ws" }.Uri, new HttpMessageInvoker(handler), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"protocol":"json","version":1}""" + '\x1e'), WebSocketMessageType.Text, true, CancellationToken.None);
        return socket;
    }
}
