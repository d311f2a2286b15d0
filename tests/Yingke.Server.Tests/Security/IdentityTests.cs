using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>Who somebody claims to be: members of a shop, accounts that do not exist (attacks A02, A05, A06, A08).</summary>
public sealed class IdentityTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_member_whom_the_shop_did_not_sign_for_is_refused_and_shown_nothing()
    {
        var (shop, other) = (await server.Shop(), await server.Shop());
        await shop.OnDuty(Cast.Zhu);
        var expires = server.Clock.Now.AddHours(1).ToUnixTimeSeconds();
        var victim = await VisitorClient.Arrive(server.Host.Connect(), shop.PublicKey, Identity(shop, "victim", expires));
        await victim.Ask(text: "我的私事");
        var signature = BuyerIdentity.Sign(shop.IdentitySecret, shop.Code, "victim", expires);
        var late = server.Clock.Now.AddSeconds(-1).ToUnixTimeSeconds();
        object[] forged =
        [
            new { memberId = "victim", expires }, new { memberId = "victim", expires, signature = "" }, new { memberId = "victim", expires, signature = new string('0', 64) },
            new { memberId = "victim", expires, signature = signature[..32] }, new { memberId = "victim", expires, signature = signature + "00" }, new { memberId = "victim", expires = expires + 1, signature },
            new { memberId = "Victim", expires, signature }, new { memberId = "victim\n" + expires, expires, signature }, new { expires, signature }, new { memberId = "", expires, signature },
            new { memberId = "victim", expires, signature = BuyerIdentity.Sign(other.IdentitySecret, shop.Code, "victim", expires) },
            new { memberId = "victim", expires, signature = BuyerIdentity.Sign(other.IdentitySecret, other.Code, "victim", expires) },
            new { memberId = "victim", expires = late, signature = BuyerIdentity.Sign(shop.IdentitySecret, shop.Code, "victim", late) },
        ];
        foreach (var identity in forged)
        {
            var answer = await server.Host.Connect().Post("visitor/sessions", new { shop = shop.PublicKey, identity });
            answer.Status.ShouldBeOneOf(401, 422);
            answer.Text.ShouldNotContain("私事");
        }
        // The right word of one shop is nobody's at the other.
        (await server.Host.Connect().Post("visitor/sessions", new { shop = other.PublicKey, identity = Identity(shop, "victim", expires) })).Refused(401, "identity_refused");
        // A page that lost the member's token gets a stranger, never the member.
        var stranger = await VisitorClient.Arrive(server.Host.Connect(), shop.PublicKey);
        stranger.Id.ShouldNotBe(victim.Id);
        (await stranger.Api.Get("visitor/conversation")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Where_identity_is_required_a_stranger_opens_and_says_nothing()
    {
        var shop = await server.Shop();
        await shop.OnDuty(Cast.Zhu);
        await shop.Set(s => s with { Widget = s.Widget with { RequireIdentity = true } });
        var stranger = await shop.Buyer();
        (await stranger.Inflow("product_detail")).Refused(401, "identity_required");
        var member = await VisitorClient.Arrive(server.Host.Connect(), shop.PublicKey, Identity(shop, "m-1", server.Clock.Now.AddHours(1).ToUnixTimeSeconds()));
        var id = await member.Ask();
        (await stranger.Send(id, "混进来")).Refused(404, "not_found");
        (await shop.Owner.Log(id)).Entries.ShouldNotContain(e => e.Text == "混进来");
    }

    [Fact]
    public async Task An_account_that_does_not_exist_costs_as_much_to_refuse_as_one_that_does()
    {
        await using var database = await TestDatabase.Copy();
        var hasher = new CountingHasher();
        await using var host = await YingkeHost.Start(database, new FakeClock(), services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Agent>>(hasher)));
        var shop = await TestShop.Open(host);
        foreach (var (code, account) in new[] { (shop.Code, Cast.Zhu.Account), (shop.Code, "nobody"), ("no-such-shop", Cast.Zhu.Account), ("", ""), (shop.Code, "XIAOZHU ") })
        {
            hasher.Checked = 0;
            var answer = await host.Connect().Post("session", new { shop = code, account, password = "wrong" });
            (answer.Status, answer.Code, hasher.Checked).ShouldBe((401, "sign_in_refused", 1), $"{code}/{account}");
        }
    }

    private static object Identity(TestShop shop, string memberId, long expires) =>
        new { memberId, expires, signature = BuyerIdentity.Sign(shop.IdentitySecret, shop.Code, memberId, expires) };

    /// <summary>The real one, counted: the time that an answer takes is the time of its hashes.</summary>
    private sealed class CountingHasher : PasswordHasher<Agent>
    {
        public int Checked { get; set; }

        public override PasswordVerificationResult VerifyHashedPassword(Agent user, string hashedPassword, string providedPassword)
        {
            Checked++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
