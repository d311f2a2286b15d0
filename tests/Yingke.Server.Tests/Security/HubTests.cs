using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>The sockets: who gets one, what its methods take, and that a broken frame ends that connection only (attacks B11, B12; reliability I29).</summary>
public sealed class HubTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const char End = '\x1e';

    /// <summary>The expectation table of all hub methods: what they take, and what a call by somebody without the right comes to.</summary>
    private static readonly (Type Hub, string Method, Func<Scene, object?[]> Right, string WithoutRight)[] Methods =
    [
        (typeof(DeskHub), "Ready", _ => [], "nothing"),
        (typeof(DeskHub), "Typing", s => [s.Conversation, "我看"], "nothing"),
        (typeof(DeskHub), "Read", s => [s.Conversation, 3], "nothing"),
        (typeof(DeskHub), "View", s => [s.Conversation], "nothing"),
        (typeof(DeskHub), "Unview", s => [s.Conversation], "nothing"),
        (typeof(DeskHub), "WatchWall", _ => [true], "forbidden"),
        (typeof(DeskHub), "WatchStandings", _ => [true], "forbidden"),
        (typeof(VisitorHub), "Ready", _ => [], "nothing"),
        (typeof(VisitorHub), "Typing", _ => ["我想"], "nothing"),
        (typeof(VisitorHub), "Read", _ => [3], "nothing"),
    ];

    [Fact]
    public void Every_method_of_every_hub_is_in_the_table()
    {
        var found = typeof(DeskHub).Assembly.GetTypes().Where(t => typeof(Microsoft.AspNetCore.SignalR.Hub).IsAssignableFrom(t) && !t.IsAbstract)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => m.GetBaseDefinition() == m).Select(m => $"{t.Name}.{m.Name}"));
        found.ShouldBe(Methods.Select(m => $"{m.Hub.Name}.{m.Method}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Every_method_with_anothers_ids_or_without_the_right_changes_and_tells_nothing()
    {
        var (theirs, mine) = (await Scene.Set(server), await Scene.Set(server));
        var before = await Snapshot.Of(server.Host, theirs.Shop.Id);
        await using var serving = await theirs.Serving.Connect();
        await using var window = await theirs.Visitor.Connect();
        await serving.Invoke("View", theirs.Conversation);
        var lan = await theirs.Shop.SignIn(Cast.Lan);
        var inspector = await theirs.Shop.SignIn(Cast.Reader);
        await using var foreign = await mine.Shop.Owner.Connect();
        await using var colleague = await inspector.Connect();
        await using var stranger = await (await theirs.Shop.Buyer()).Connect();
        await HubProbe.Quiet();
        serving.Forget();
        window.Forget();
        foreach (var (hub, method, right, outcome) in Methods)
        {
            foreach (var probe in hub == typeof(DeskHub) ? new[] { foreign, colleague } : [stranger])
            {
                if (outcome == "forbidden" && probe == colleague)
                    (await Should.ThrowAsync<HubRefusal>(() => probe.Invoke(method, right(theirs)))).Message.ShouldContain("forbidden");
                else
                    await probe.Invoke(method, right(theirs));
            }
        }
        await theirs.Serving.Say(theirs.Conversation, "只有我们");
        await HubProbe.Quiet();
        window.Pushes.ShouldNotContain(p => p.Method == "typing" || p.Method == "read");
        serving.Pushes.ShouldNotContain(p => p.Method == "typing" || p.Method == "read" || p.Method == "viewers");
        foreach (var probe in new[] { foreign, colleague, stranger })
            probe.Pushes.ShouldAllBe(p => p.Arguments.All(a => !a.GetRawText().Contains(theirs.Canary, StringComparison.Ordinal) && !a.GetRawText().Contains("只有我们", StringComparison.Ordinal)));
        // Only what was said meanwhile is new.
        (await Snapshot.Of(server.Host, theirs.Shop.Id)).Split('\n').Except(before.Split('\n')).Count(line => line.StartsWith("conversations ", StringComparison.Ordinal) || line.Contains("只有我们", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(3);
        _ = lan;
    }

    [Fact]
    public async Task Wrong_arguments_and_unknown_methods_are_refused_and_the_connection_goes_on()
    {
        var scene = await Scene.Set(server);
        await using var desk = await scene.Shop.Owner.Connect();
        await using var window = await scene.Visitor.Connect();
        foreach (var (hub, method, right, _) in Methods)
        {
            var probe = hub == typeof(DeskHub) ? desk : window;
            foreach (var wrong in new object?[][] { [], [new { }], ["nonsense", "nonsense", "nonsense"], [long.MaxValue, true], [new[] { 1 }, null], [null, new { x = 1 }] })
            {
                try
                {
                    await probe.Invoke(method, wrong);
                }
                catch (HubRefusal refusal)
                {
                    refusal.Message.ShouldNotContain("   at ");
                    refusal.Message.ShouldNotContain("Yingke.");
                }
            }
            await probe.Invoke(method, right(scene));
        }
        await Should.ThrowAsync<HubRefusal>(() => desk.Invoke("Dispose"));
        await Should.ThrowAsync<HubRefusal>(() => desk.Invoke("OnConnectedAsync"));
        await Should.ThrowAsync<HubRefusal>(() => desk.Invoke("nothing", 1, 2, 3));
        desk.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_broken_frame_ends_that_connection_only()
    {
        var scene = await Scene.Set(server);
        await using var sound = await scene.Serving.Connect();
        await using var window = await scene.Visitor.Connect();
        await sound.Invoke("View", scene.Conversation);
        string[] broken =
        [
            "{" + End, "nonsense" + End, "[]" + End, """{"type":1}""" + End, """{"type":1,"target":5,"arguments":[]}""" + End, """{"type":"x"}""" + End,
            """{"type":1,"target":"Typing","arguments":{}}""" + End, "\"\\ud800\"" + End, new string('x', 20_000) + End, """{"type":1,"target":"Read","arguments":[""" + new string('[', 5000) + End,
        ];
        foreach (var frame in broken)
        {
            await using var probe = await scene.Serving.Connect();
            await probe.Invoke("Unview", scene.Conversation);
            await probe.Send(frame);
            await probe.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        }
        await using (var probe = await scene.Serving.Connect())
        {
            await probe.Invoke("Unview", scene.Conversation);
            await probe.SendBytes([0xFF, 0xFE, 0x00, 0x1E], WebSocketMessageType.Binary);
            await probe.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        }
        // A protocol that is not spoken here, and a first word that is none.
        foreach (var hello in new[] { """{"protocol":"messagepack","version":1}""", """{"protocol":"json","version":99}""", "hello", "{}" })
        {
            using var socket = await HubProbe.Dial(server.Host.Address, "/hubs/desk", scene.Serving.Api.Cookie);
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(hello + End), WebSocketMessageType.Text, true, CancellationToken.None);
            await Until(socket);
        }
        var reply = await scene.Serving.Say(scene.Conversation, "还在");
        await sound.EntriesUpTo(scene.Conversation, reply.Seq);
        await window.EntriesUpTo(scene.Conversation, reply.Seq);
        server.Host.Journal.Lines.ShouldNotContain(l => l.Level >= Microsoft.Extensions.Logging.LogLevel.Critical);
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("http://{host}.evil.example", false)]
    [InlineData("http://{host}", true)]
    [InlineData(null, true)]
    public async Task A_page_of_another_site_gets_no_socket_with_the_agents_cookie(string? origin, bool welcome)
    {
        var scene = await Scene.Set(server);
        origin = origin?.Replace("{host}", server.Host.Address.Authority, StringComparison.Ordinal);
        var opening = () => HubProbe.Open(server.Host.Address, "/hubs/desk", scene.Serving.Api.Cookie, origin);
        if (welcome)
        {
            await using var probe = await opening();
            await probe.Invoke("View", scene.Conversation);
        }
        else
        {
            (await Should.ThrowAsync<WebSocketException>(opening)).Message.ShouldContain("403");
        }
        // The buyer's window lives in other sites' pages; it has a token and no cookie.
        await using var window = await HubProbe.Open(server.Host.Address, "/hubs/visitor?access_token=" + Uri.EscapeDataString(scene.Visitor.Api.Bearer!), null, origin);
        await window.Invoke("Typing", "在");
    }

    [Theory]
    [InlineData("/hubs/desk", null)]
    [InlineData("/hubs/desk", "yingke_session=forged")]
    [InlineData("/hubs/visitor", null)]
    [InlineData("/hubs/visitor?access_token=forged", null)]
    public async Task Nobody_gets_no_socket(string path, string? cookie) =>
        (await Should.ThrowAsync<WebSocketException>(() => HubProbe.Dial(server.Host.Address, path, cookie))).Message.ShouldContain(((int)HttpStatusCode.Unauthorized).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static async Task Until(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Ended without a close frame, which is an end too.
        }
    }
}
