using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

/// <summary>Guessing passwords and codes: the pair of account and address is locked, the account is only slowed (spec: accounts.md).</summary>
public sealed class GuessingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static Task<Answer> Guess(Api api, string shop, string account, string password, string? from = null) =>
        api.Send(HttpMethod.Post, "session", System.Net.Http.Json.JsonContent.Create(new { shop, account, password }), from is null ? [] : [("X-Forwarded-For", from)]);

    [Fact]
    public async Task Guesses_from_one_address_are_locked_out_whatever_address_they_invent()
    {
        var shop = await server.Shop();
        var api = server.Host.Connect();
        var inside = await shop.SignIn(Cast.Zhu);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Guess(api, shop.Code, Cast.Zhu.Account, $"wrong {i}", $"198.51.100.{i}")));
        answers.Count(a => a.Code == "sign_in_refused").ShouldBe(LockOut.Failures);
        var locked = answers.Where(a => a.Status == 429).ToList();
        locked.Count.ShouldBe(10 - LockOut.Failures);
        foreach (var answer in locked)
        {
            answer.Refused(429, "too_many_attempts");
            int.Parse(answer.Headers["Retry-After"].Single(), null).ShouldBeInRange(1, 900);
        }

        // Even the right password is not looked at, and being refused so counts as no failure.
        (await Guess(api, shop.Code, Cast.Zhu.Account, Cast.Password)).Refused(429, "too_many_attempts");
        (await Failures(shop)).ShouldBe(LockOut.Failures);
        // Who is in stays in; another account of the same address is not touched.
        (await inside.Api.Get("session")).Ok();
        await shop.SignIn(Cast.Mei);
        var record = await server.Host.Look(db => db.Set<AuditRecord>().SingleAsync(r => r.ShopId == shop.Id && r.Action == "sign_in.locked"));
        (record.ActorKind, record.Subject, record.Address).ShouldBe(("system", "小竹 (xiaozhu)", "127.0.0.1"));
        server.Host.Journal.Lines.ShouldContain(l => l.Text.Contains("locked", StringComparison.Ordinal) && !l.Text.Contains("wrong", StringComparison.Ordinal));

        server.Clock.Advance(LockOut.Lasts);
        await shop.SignIn(Cast.Zhu);
        (await Failures(shop)).ShouldBe(0);
    }

    /// <summary>Behind a trusted proxy the address is the one it saw, never one that the client wrote before it.</summary>
    [Fact]
    public async Task The_owner_gets_in_from_elsewhere_while_a_guesser_is_locked_out()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, server.Clock, "--Proxies:Trusted=127.0.0.1, 10.0.0.0/8");
        var shop = await TestShop.Open(host);
        var api = host.Connect();
        await Fail(host, shop, Cast.Owner.Account, "203.0.113.9", LockOut.Failures);

        (await Guess(api, shop.Code, "owner", Cast.Password, "203.0.113.9")).Refused(429, "too_many_attempts");
        (await Guess(api, shop.Code, "owner", Cast.Password, "192.0.2.1, 203.0.113.9, 10.1.2.3")).Refused(429, "too_many_attempts");
        (await Guess(api, shop.Code, "owner", Cast.Password, "198.51.100.7")).Ok();
        var signedIn = await host.Look(db => db.Set<AuditRecord>().SingleAsync(r => r.ShopId == shop.Id && r.Action == "sign_in.made" && r.Address != "127.0.0.1"));
        signedIn.Address.ShouldBe("198.51.100.7");
    }

    [Fact]
    public async Task An_IPv6_network_counts_as_one_address()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, server.Clock, "--Proxies:Trusted=127.0.0.1");
        var shop = await TestShop.Open(host);
        var api = host.Connect();
        (await Guess(api, shop.Code, "owner", "wrong", "2001:db8:1:2::1")).Refused(401, "sign_in_refused");
        (await host.Look(db => db.Set<SignInFailure>().SingleAsync())).Address.ShouldBe("2001:db8:1:2::/64");
        await Fail(host, shop, "owner", "2001:db8:1:2::/64", LockOut.Failures);
        (await Guess(api, shop.Code, "owner", Cast.Password, "2001:db8:1:2:dead:beef::1")).Refused(429, "too_many_attempts");
        (await Guess(api, shop.Code, "owner", Cast.Password, "2001:db8:1:3::1")).Ok();
    }

    [Fact]
    public async Task Unknown_accounts_and_shops_are_counted_alike()
    {
        var shop = await server.Shop();
        var api = server.Host.Connect();
        await Fail(server.Host, shop, "nobody", "127.0.0.1", LockOut.Failures - 1);
        (await Guess(api, shop.Code, "nobody", "x")).Refused(401, "sign_in_refused");
        (await Guess(api, shop.Code, "nobody", "x")).Refused(429, "too_many_attempts");

        var code = "no" + shop.Code;
        (await Guess(api, code, "owner", "x")).Refused(401, "sign_in_refused");
        await server.Host.Look(async db =>
        {
            var one = await db.Set<SignInFailure>().SingleAsync(f => f.ShopId == Attempts.Nowhere(code));
            for (var i = 1; i < LockOut.Failures; i++)
                db.Add(new SignInFailure { ShopId = one.ShopId, AccountName = one.AccountName, Address = one.Address, At = one.At });
            return await db.SaveChangesAsync();
        });
        (await Guess(api, code, "owner", "x")).Refused(429, "too_many_attempts");
    }

    [Fact]
    public async Task A_stolen_session_cannot_guess_the_password_or_the_code()
    {
        var shop = await server.Shop();
        var agent = await shop.SignIn(Cast.Zhu);
        (await agent.Api.Put("session/password", new { current = "wrong", next = "a-new-password-7" })).Refused(422, "wrong_password", "current");
        await Fail(server.Host, shop, Cast.Zhu.Account, "127.0.0.1", LockOut.Failures);
        (await agent.Api.Put("session/password", new { current = Cast.Password, next = "a-new-password-7" })).Refused(429, "too_many_attempts");
        (await agent.Api.Post("session/second-factor")).Ok();
        (await agent.Api.Put("session/second-factor", new { code = "000000" })).Refused(429, "too_many_attempts");
    }

    [Fact]
    public async Task One_address_cannot_have_all_the_processors_for_hashing()
    {
        await using var database = await TestDatabase.Copy();
        await using var host = await YingkeHost.Start(database, server.Clock, "--Limits:SignInsPerMinutePerAddress=6");
        var api = host.Connect();
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => Guess(api, "noshop", $"account{i}", "x")));
        answers.Count(a => a.Status == 401).ShouldBe(6);
        answers.Where(a => a.Status == 429).ShouldAllBe(a => a.Code == "too_many_requests" && a.Headers["Retry-After"].Any());
    }

    [Fact]
    public async Task Failures_are_forgotten_when_they_slow_nobody_any_more()
    {
        var shop = await server.Shop();
        await Fail(server.Host, shop, "owner", "127.0.0.1", 3);
        server.Clock.Advance(LockOut.Within + LockOut.Lasts - TimeSpan.FromSeconds(1));
        await server.Host.RunJob("old-sign-ins");
        (await Failures(shop)).ShouldBe(3);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await server.Host.RunJob("old-sign-ins");
        (await Failures(shop)).ShouldBe(0);
    }

    [Fact]
    public async Task The_line_of_one_pair_is_short_and_left_in_order()
    {
        var line = new SignInLine();
        var first = await line.Enter("pair", CancellationToken.None);
        var waiting = Enumerable.Range(0, 9).Select(_ => line.Enter("pair", CancellationToken.None)).ToList();
        await Should.ThrowAsync<Refusal>(() => line.Enter("pair", CancellationToken.None));
        (await line.Enter("another", CancellationToken.None)).Dispose();
        first.Dispose();
        foreach (var next in waiting)
            (await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Dispose();
        (await line.Enter("pair", CancellationToken.None)).Dispose();
    }

    private Task<int> Failures(TestShop shop) => server.Host.Look(db => db.Set<SignInFailure>().CountAsync(f => f.ShopId == shop.Id));

    private static Task<int> Fail(YingkeHost host, TestShop shop, string account, string address, int times) => host.Look(async db =>
    {
        for (var i = 0; i < times; i++)
            db.Add(new SignInFailure { ShopId = shop.Id, AccountName = account, Address = address, At = host.Clock.Now });
        return await db.SaveChangesAsync();
    });
}
