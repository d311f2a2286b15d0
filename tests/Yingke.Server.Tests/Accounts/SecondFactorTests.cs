using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Accounts;

public sealed class SecondFactorTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private string Code(string secret, int stepsAhead = 0) => Totp.Code(FromBase32(secret), Totp.StepAt(server.Clock.Now) + stepsAhead);

    private async Task<(AgentClient Agent, string Secret)> SetUp(TestShop shop)
    {
        var agent = await shop.SignIn(Cast.Zhu);
        var setUp = (await agent.Api.Post("session/second-factor")).As<SecondFactors.SetUp>();
        (await agent.Api.Put("session/second-factor", new { code = Code(setUp.Secret) })).Status.ShouldBe(204);
        return (agent, setUp.Secret);
    }

    private Task<Answer> SignIn(TestShop shop, string? code) =>
        server.Host.Connect().Post("session", new { shop = shop.Code, account = Cast.Zhu.Account, password = Cast.Password, code });

    [Fact]
    public async Task It_counts_from_its_first_right_code_on()
    {
        var shop = await server.Shop();
        var agent = await shop.SignIn(Cast.Zhu);
        (await agent.Api.Put("session/second-factor", new { code = "123456" })).Refused(409, "second_factor_not_begun");
        var setUp = (await agent.Api.Post("session/second-factor")).As<SecondFactors.SetUp>();
        setUp.Uri.ShouldBe(Totp.Uri("Yingke 松间茶铺", Cast.Zhu.Account, FromBase32(setUp.Secret)));
        setUp.QrSvg.ShouldStartWith("<svg");
        setUp.QrSvg.ShouldNotContain("<script");
        (await SignIn(shop, null)).Ok();
        (await agent.Api.Put("session/second-factor", new { code = Code(setUp.Secret, 10) })).Refused(422, "second_factor_refused", "code");
        (await SignIn(shop, null)).Ok();

        (await agent.Api.Put("session/second-factor", new { code = Code(setUp.Secret) })).Status.ShouldBe(204);
        (await SignIn(shop, null)).Refused(401, "second_factor_required");
        (await agent.Api.Get("session")).As<Me>().Agent.SecondFactor.ShouldBeTrue();
        (await agent.Api.Post("session/second-factor")).Refused(409, "second_factor_set");
    }

    [Fact]
    public async Task A_code_works_once_even_for_two_at_the_same_moment()
    {
        var shop = await server.Shop();
        var (_, secret) = await SetUp(shop);
        (await SignIn(shop, Code(secret))).Refused(401, "second_factor_refused");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignIn(shop, Code(secret, 1))));
        answers.Count(a => a.IsOk).ShouldBe(1);
        answers.Count(a => a.Code == "second_factor_refused").ShouldBe(3);
        (await SignIn(shop, Code(secret, 2))).Refused(401, "second_factor_refused");
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        (await SignIn(shop, Code(secret))).Ok();
    }

    [Fact]
    public async Task A_wrong_code_tells_nothing_without_the_password()
    {
        var shop = await server.Shop();
        var (_, secret) = await SetUp(shop);
        var answer = await server.Host.Connect().Post("session", new { shop = shop.Code, account = Cast.Zhu.Account, password = "wrong", code = Code(secret, 1) });
        answer.Refused(401, "sign_in_refused");
        (await SignIn(shop, Code(secret, 1))).Ok();
    }

    [Fact]
    public async Task The_secret_lies_protected_and_in_no_log()
    {
        var shop = await server.Shop();
        var (_, secret) = await SetUp(shop);
        var row = await server.Host.Look(db => db.Set<Agent>().SingleAsync(a => a.ShopId == shop.Id && a.AccountName == Cast.Zhu.Account));
        row.PendingTotpSecret.ShouldBeNull();
        row.TotpSecret!.ShouldNotContain(secret);
        row.TotpSecret!.ShouldNotContain(Convert.ToBase64String(FromBase32(secret)));
        var records = await server.Host.Look(db => db.Set<AuditRecord>().Where(r => r.ShopId == shop.Id && r.ActorId == shop.AgentId(Cast.Zhu)).ToListAsync());
        records.ShouldHaveSingleItem().Action.ShouldBe("agent.second_factor_set");
        records.ShouldAllBe(r => r.Old == null && r.New == null);
    }

    [Fact]
    public async Task Its_owner_removes_it_with_a_code_and_a_manager_without()
    {
        var shop = await server.Shop();
        var (agent, secret) = await SetUp(shop);
        (await agent.Api.Delete("session/second-factor", new { code = "000000" })).Refused(422, "second_factor_refused", "code");
        (await agent.Api.Delete("session/second-factor", new { code = Code(secret, 1) })).Status.ShouldBe(204);
        (await SignIn(shop, null)).Ok();
        (await agent.Api.Delete("session/second-factor", new { code = Code(secret) })).Refused(409, "second_factor_not_set");

        server.Clock.Advance(TimeSpan.FromSeconds(60));
        await SetUp(shop);
        var supervisor = await shop.SignIn(Cast.Supervisor);
        (await supervisor.Api.Delete($"agents/{shop.AgentId(Cast.Zhu)}/second-factor")).Status.ShouldBe(204);
        await Soon.Is(async () => (await agent.Api.Get("session")).Status == 401);
        (await SignIn(shop, null)).Ok();
    }

    private static byte[] FromBase32(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (bytes, held, bits) = (new List<byte>(), 0, 0);
        foreach (var c in text)
        {
            held = (held << 5 | alphabet.IndexOf(c, StringComparison.Ordinal)) & 0xfff;
            bits += 5;
            if (bits >= 8)
                bytes.Add((byte)(held >> (bits -= 8) & 0xff));
        }
        return [.. bytes];
    }
}
