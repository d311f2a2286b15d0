using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

public sealed class SignInTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static Task<Answer> SignIn(Api api, string shop, string account, string password, string? code = null) =>
        api.Post("session", new { shop, account, password, code });

    [Fact]
    public async Task Every_wrong_answer_is_the_same()
    {
        var shop = await server.Shop();
        var owner = await shop.SignIn(Cast.Owner);
        (await owner.Api.Put($"agents/{shop.AgentId(Cast.Lan)}/suspension")).Ok();
        await Import(shop, "imported");
        var api = server.Host.Connect();

        Answer[] answers =
        [
            await SignIn(api, shop.Code, Cast.Zhu.Account, "not the password"),
            await SignIn(api, shop.Code, "nobody", Cast.Password),
            await SignIn(api, "noshop", Cast.Zhu.Account, Cast.Password),
            await SignIn(api, shop.Code, Cast.Lan.Account, Cast.Password),
            await SignIn(api, shop.Code, "imported", ""),
            await SignIn(api, shop.Code, Cast.Zhu.Account, new string('x', 5000)),
            await api.Post("session", new { }),
        ];

        foreach (var answer in answers)
        {
            answer.Refused(401, "sign_in_refused");
            answer.Text.ShouldBe(answers[0].Text);
            answer.Headers["Set-Cookie"].ShouldBeEmpty();
            answer.Headers["Content-Security-Policy"].ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task The_account_is_written_any_way_and_the_token_lies_nowhere()
    {
        var shop = await server.Shop();
        var api = server.Host.Connect();
        var answer = (await SignIn(api, shop.Code, "  XiaoZhu ", Cast.Password)).Ok();
        var cookie = answer.Headers["Set-Cookie"].Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        var token = cookie.Split('=', 2)[1].Split(';')[0];
        answer.Text.ShouldNotContain(token);
        var stored = await server.Host.Look(db => db.Set<Session>().Where(s => s.ShopId == shop.Id && s.AgentId == shop.AgentId(Cast.Zhu)).ToListAsync());
        stored.ShouldHaveSingleItem().TokenHash.ShouldBe(Sessions.Hash(token));
    }

    /// <summary>A session that somebody else put into the browser is not the one that is signed in, and ends.</summary>
    [Fact]
    public async Task Signing_in_gives_a_new_token_and_ends_the_one_brought_along()
    {
        var shop = await server.Shop();
        var planted = await shop.SignIn(Cast.Zhu);
        var victim = server.Host.Connect();
        victim.Cookie = planted.Api.Cookie;
        var answer = (await SignIn(victim, shop.Code, Cast.Mei.Account, Cast.Password)).Ok();
        var cookie = answer.Headers["Set-Cookie"].Single().Split(';')[0];
        cookie.ShouldNotBe(planted.Api.Cookie);
        await Soon.Is(async () => (await planted.Api.Get("session")).Status == 401);

        victim.Cookie = cookie;
        (await victim.Get("session")).As<Me>().Agent.AccountName.ShouldBe(Cast.Mei.Account);
        var invented = server.Host.Connect();
        invented.Cookie = "yingke_session=" + Sessions.NewToken(shop.Id);
        (await SignIn(invented, shop.Code, Cast.Mei.Account, Cast.Password)).Headers["Set-Cookie"].Single().ShouldNotContain(invented.Cookie);
        (await invented.Get("session")).Refused(401, "signed_out");
    }

    [Fact]
    public async Task Headers_that_claim_an_identity_are_nothing()
    {
        await server.Shop();
        var api = server.Host.Connect();
        var answer = await api.Send(HttpMethod.Get, "session", null,
            ("X-Remote-User", "owner"), ("Remote-User", "owner"), ("X-Original-URL", "/healthz"), ("X-Forwarded-User", "owner"), ("X-Forwarded-For", "127.0.0.1"));
        answer.Refused(401, "signed_out");
    }

    [Fact]
    public async Task An_old_hash_is_made_anew_when_its_password_is_given()
    {
        var shop = await server.Shop();
        var old = new PasswordHasher<Agent>(Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2 })).HashPassword(null!, Cast.Password);
        await server.Host.Look(async db =>
        {
            (await db.Set<Agent>().AsTracking().SingleAsync(a => a.ShopId == shop.Id && a.AccountName == Cast.Zhu.Account)).PasswordHash = old;
            return await db.SaveChangesAsync();
        });
        await shop.SignIn(Cast.Zhu);
        var stored = await server.Host.Look(db => db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.AccountName == Cast.Zhu.Account));
        stored.PasswordHash.ShouldNotBe(old);
        stored.LastSignInAt.ShouldBe(server.Clock.Now);
        await shop.SignIn(Cast.Zhu);
    }

    [Fact]
    public async Task Sign_ins_of_those_who_manage_are_in_the_audit_log_others_are_not()
    {
        var shop = await server.Shop();
        await shop.SignIn(Cast.Supervisor);
        await shop.SignIn(Cast.Zhu);
        var records = await server.Host.Look(db => db.Set<AuditRecord>().Where(r => r.ShopId == shop.Id && r.Action.StartsWith("sign_in")).OrderBy(r => r.At).ToListAsync());
        records.Select(r => (r.Action, r.ActorName, r.Address)).ShouldBe([("sign_in.made", Cast.Owner.Name, "127.0.0.1"), ("sign_in.made", Cast.Supervisor.Name, "127.0.0.1")]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_with_the_last_one_the_duty()
    {
        var shop = await server.Shop();
        var first = await shop.OnDuty(Cast.Zhu);
        var second = await shop.SignIn(Cast.Zhu);
        await using var socket = await first.Connect();
        await socket.Invoke("WatchNothing").ShouldThrowAsync<HubRefusal>();

        (await second.Api.Delete("session")).Status.ShouldBe(204);
        (await first.Api.Get("session")).As<Me>().Presence.Presence.ShouldBe(Domain.Routing.Presence.Online);
        socket.Ended.IsCompleted.ShouldBeFalse();

        (await first.Api.Delete("session")).Status.ShouldBe(204);
        await Soon.Over(socket);
        socket.Pushes.ShouldContain(p => p.Method == "signedOut");
        var row = await server.Host.Look(db => db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.AccountName == Cast.Zhu.Account));
        (row.Presence, row.PresenceCause).ShouldBe((Domain.Routing.Presence.Offline, PresenceCause.SignedOut));
    }

    [Fact]
    public async Task One_sees_and_ends_ones_own_sessions_only()
    {
        var shop = await server.Shop();
        var (here, there, other) = (await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Zhu), await shop.SignIn(Cast.Mei));
        var sessions = (await here.Api.Get("sessions")).As<List<SessionView>>();
        sessions.Count.ShouldBe(2);
        sessions.Count(s => s.Current).ShouldBe(1);
        (await other.Api.Delete($"sessions/{sessions[0].Id}")).Refused(404, "not_found");
        (await here.Api.Delete($"sessions/{sessions.Single(s => !s.Current).Id}")).Status.ShouldBe(204);
        await Soon.Is(async () => (await there.Api.Get("session")).Status == 401);
        (await here.Api.Get("sessions")).As<List<SessionView>>().ShouldHaveSingleItem().Current.ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_ends_by_itself_after_a_fortnight()
    {
        var shop = await server.Shop();
        var agent = await shop.SignIn(Cast.Zhu);
        // Its first words exchanged: a socket that the server does not know yet could not be closed.
        await using var socket = await RevocationTests.Open(agent);
        server.Clock.Advance(Sessions.Length - TimeSpan.FromMinutes(1));
        (await agent.Api.Get("session")).Ok();
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await server.Host.RunJob("ended-sessions");
        (await agent.Api.Get("session")).Refused(401, "signed_out");
        await Soon.Over(socket);
    }

    private async Task Import(TestShop shop, string account)
    {
        await server.Host.Look(async db =>
        {
            var post = await db.Set<Post>().FirstAsync(p => p.ShopId == shop.Id && p.BuiltIn == BuiltInPosts.Presale.Key);
            db.Add(new Agent { ShopId = shop.Id, AccountName = account, Name = "导入", PostId = post.Id });
            return await db.SaveChangesAsync();
        });
    }
}
