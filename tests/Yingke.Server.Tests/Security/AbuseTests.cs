using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>Who asks for more than a person can: held back, told when to come again, and nobody else notices. The limits that other tests switch off are in force here.</summary>
public sealed class AbuseTests : IAsyncLifetime
{
    private const int Messages = 20;
    private const int Opens = 5;
    private const int Visits = 30;

    private readonly FakeClock clock = new();
    private TestDatabase? database;
    private YingkeHost? host;
    private TestShop? shop;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Copy();
        host = await YingkeHost.Start(database, clock, $"--Limits:MessagesPerMinutePerVisitor={Messages}", $"--Limits:OpensPerMinutePerVisitor={Opens}", $"--Limits:VisitsPerMinutePerAddress={Visits}");
        shop = await TestShop.Open(host);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_visitor_who_storms_a_minutes_messages_are_stored_and_others_go_on()
    {
        await shop!.OnDuty(Cast.Zhu);
        var (loud, quiet) = (await shop.Buyer(), await shop.Buyer());
        var (storm, talk) = (await Open(loud), await Open(quiet));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => loud.Send(storm, "买" + i)));
        var refused = answers.Where(a => !a.IsOk).ToList();
        refused.ShouldAllBe(a => a.Status == 429 && a.Code == "too_many_requests" && a.Headers["Retry-After"].Any());
        refused.Count.ShouldBe(200 - Messages);
        (await host!.Look(db => db.Set<Domain.Conversations.Entry>().CountAsync(e => e.ConversationId == storm && EF.Functions.Like(e.Text!, "买%")))).ShouldBe(Messages, "what was refused is not stored");
        (await quiet.Send(talk, "在吗")).Ok();
        // The same of openings: the window asks once.
        var opens = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => loud.Inflow("shop_home")));
        opens.Count(a => a.IsOk).ShouldBe(Opens - 1);
        opens.Where(a => !a.IsOk).ShouldAllBe(a => a.Status == 429 && a.Headers["Retry-After"].Any());
        (await quiet.Inflow("shop_home")).Ok();
    }

    [Fact]
    public async Task New_windows_of_one_address_are_counted()
    {
        var api = host!.Connect();
        var before = await Buyers();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => api.Post("visitor/sessions", new { shop = shop!.PublicKey })));
        answers.Count(a => a.IsOk).ShouldBe(Visits);
        answers.Where(a => !a.IsOk).ShouldAllBe(a => a.Status == 429 && a.Code == "too_many_requests");
        (await Buyers()).ShouldBe(before + Visits);

        Task<int> Buyers() => host.Look(db => db.Set<Features.Buyers.Buyer>().CountAsync());
    }

    [Fact]
    public async Task Typing_is_told_about_once_a_second_whatever_the_window_sends()
    {
        var zhu = await shop!.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        await Open(buyer);
        await using var desk = await zhu.Connect();
        await using var window = await buyer.Connect();
        for (var i = 0; i < 150; i++)
        {
            await window.Invoke("Typing", "我想" + i);
            await window.Invoke("Typing", new object?[] { null });
            await window.Invoke("Typing", new object?[] { null });
        }
        await HubProbe.Quiet();
        var told = desk.Pushes.Count(p => p.Method == "typing");
        told.ShouldBeGreaterThan(0);
        told.ShouldBeLessThan(150, "450 were sent");
    }

    [Fact]
    public async Task Guessed_order_numbers_and_ids_tell_nothing_and_guessing_is_slowed()
    {
        await shop!.OnDuty(Cast.Zhu);
        await shop.Set(s => s with { Robot = s.Robot with { Modes = [Domain.Robot.RobotMode.BeforePerson] } });
        var at = clock.Now.AddDays(-1);
        var order = (await shop.Owner.Api.Put("orders/TB90001", new
        {
            buyer = new { memberId = "M-owner" }, platform = "taobao", state = "paid", totalFen = 9_900, freightFen = 0, paidFen = 9_900, placedAt = at, paidAt = at, updatedAt = at,
            lines = new[] { new { id = "l1", title = "云雾绿茶", quantity = 1, priceFen = 9_900, totalFen = 9_900 } },
        })).Ok().Json.GetProperty("id").GetGuid();
        var guesser = await shop.Buyer();
        var talk = await Open(guesser);
        (await guesser.Api.Get($"visitor/orders/{order}")).Refused(404, "not_found");
        (await guesser.Api.Get("visitor/orders")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        var answers = await Task.WhenAll(Enumerable.Range(90_001, 60).Select(n => guesser.Send(talk, $"查快递 TB{n}")));
        answers.Count(a => a.Status == 429).ShouldBe(60 - Messages);
        await host!.RunJob("robot-answers");
        var said = (await host.Look(db => db.Set<Domain.Conversations.Entry>().Where(e => e.ConversationId == talk && e.From != Domain.Conversations.Sender.Buyer).Select(e => e.Text).ToListAsync()));
        said.ShouldNotContain(t => t != null && (t.Contains("云雾绿茶", StringComparison.Ordinal) || t.Contains("90001", StringComparison.Ordinal)), "of orders of others nothing is said");
        // Ids are not the next number.
        order.Version.ShouldBe(7);
    }

    [Fact]
    public async Task Connections_that_never_finish_their_request_are_closed_and_the_workbench_works_meanwhile()
    {
        var zhu = await shop!.SignIn(Cast.Zhu);
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 300; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(host!.Address.Host, host.Address.Port);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-A: "));
                slow.Add(client);
            }
            (await zhu.Api.Get("overload")).Ok();
            await zhu.Online();
            (await (await shop.Buyer()).Inflow("shop_home")).Ok();
            // A letter now and then does not keep them: the whole head has half a minute.
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(90));
            await Task.WhenAll(slow.Select(async client =>
            {
                var buffer = new byte[1024];
                try
                {
                    while (await client.GetStream().ReadAsync(buffer, enough.Token) > 0)
                        continue;
                }
                catch (IOException)
                {
                    // Reset is closed as well.
                }
            }));
            (await zhu.Api.Get("overload")).Ok();
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    private static async Task<Guid> Open(VisitorClient buyer) => (await buyer.Inflow("product_detail")).Ok().Json.GetProperty("id").GetGuid();
}
