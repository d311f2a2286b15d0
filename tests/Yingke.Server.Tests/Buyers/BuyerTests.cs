using System.Security.Cryptography;
using System.Text;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Buyers;

/// <summary>The customer card: seen by who may read one of the buyer's conversations, the phone only by who asks for it.</summary>
public sealed class BuyerTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_card_is_for_who_serves_the_buyer_and_supervisors()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        await zhu.Say(id, "您好");
        var card = await Card(zhu, buyer);
        (card.Conversations, card.Blocked, card.RecentAgent?.Name).ShouldBe((1, false, Cast.Zhu.Name));
        (await Card(await shop.SignIn(Cast.Supervisor), buyer)).Id.ShouldBe(buyer.Id);
        (await Card(await shop.SignIn(Cast.Inspector), buyer)).Id.ShouldBe(buyer.Id);
        (await (await shop.OnDuty(Cast.Lan)).Api.Get($"buyers/{buyer.Id}")).Refused(404, "not_found");
        (await (await shop.SignIn(Cast.Reader)).Api.Get($"buyers/{buyer.Id}")).Refused(404, "not_found");
    }

    [Fact]
    public async Task The_card_is_changed_where_told_and_kept_elsewhere()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        await buyer.Ask();
        var path = $"buyers/{buyer.Id}";
        (await zhu.Api.Patch(path, new { name = " 王女士 ", tags = new[] { "老客", "老客", "急" }, notes = "喜欢红茶" })).Ok();
        var card = (await zhu.Api.Patch(path, new { vip = true })).As<BuyerRoutes.BuyerCard>();
        (card.Name, card.Notes, card.Vip).ShouldBe(("王女士", "喜欢红茶", true));
        card.Tags.ShouldBe(["老客", "急"]);
        (await zhu.Api.Patch(path, new { notes = "" })).As<BuyerRoutes.BuyerCard>().Notes.ShouldBeNull();
        (await zhu.Api.Patch(path, new { name = " " })).Refused(422, "invalid", "name");
        (await zhu.Api.Patch(path, new { tags = Enumerable.Range(0, 21).Select(i => "t" + i) })).Refused(422, "invalid", "tags");
        (await zhu.Api.Patch(path, new { notes = new string('长', 2001) })).Refused(422, "invalid", "notes");
        // Inspectors read and change nothing.
        (await (await shop.SignIn(Cast.Inspector)).Api.Patch(path, new { vip = false })).Refused(403, "forbidden");
        (await Card(zhu, buyer)).Vip.ShouldBeTrue();
    }

    [Fact]
    public async Task A_phone_is_masked_until_it_is_asked_for_and_asking_is_on_record()
    {
        var shop = await server.Shop();
        var mei = await shop.OnDuty(Cast.Mei);
        var buyer = await Member(shop, "m-1", "13812341234");
        await buyer.Ask("order_detail");
        (await Card(mei, buyer)).Phone.ShouldBe("138****1234");
        (await mei.Api.Get($"buyers/{buyer.Id}")).Text.ShouldNotContain("13812341234");
        (await mei.Api.Post($"buyers/{buyer.Id}/phone-reveal")).Json.GetProperty("phone").GetString().ShouldBe("13812341234");
        var record = (await shop.Owner.Api.Get("audit?action=buyer.phone_revealed")).Json.GetProperty("items")[0];
        record.GetProperty("actor").GetProperty("name").GetString().ShouldBe(Cast.Mei.Name);
        record.GetRawText().ShouldNotContain("13812341234");
        var zhu = await shop.OnDuty(Cast.Zhu);
        (await zhu.Api.Post($"buyers/{buyer.Id}/phone-reveal")).Refused(403, "forbidden");
    }

    [Fact]
    public async Task A_blocked_buyer_opens_and_sends_nothing_until_let_in_again()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var (buyer, other) = (await shop.Buyer(), await shop.Buyer());
        var id = await buyer.Ask();
        await other.Ask();
        (await zhu.Api.Put($"buyers/{buyer.Id}/block", new { reason = "" })).Refused(422, "invalid", "reason");
        (await zhu.Api.Put($"buyers/{buyer.Id}/block", new { reason = "辱骂客服" })).Ok();
        var refused = (await buyer.Send(id, "还在吗")).Refused(403, "buyer_blocked");
        refused.Text.ShouldNotContain("辱骂");
        (await zhu.Log(id)).Entries.ShouldNotContain(e => e.Text == "还在吗");
        (await zhu.Close(id)).Ok();
        (await buyer.Inflow("product_detail")).Refused(403, "buyer_blocked");
        using var form = new MultipartFormDataContent { { new ByteArrayContent("文本"u8.ToArray()), "file", "a.txt" } };
        (await buyer.Api.Send(HttpMethod.Post, "visitor/files", (HttpContent)form)).Refused(403, "buyer_blocked");
        await other.Ask(text: "我可以");

        (await zhu.Api.Delete($"buyers/{buyer.Id}/block")).Ok();
        await buyer.Ask();
        var actions = (await shop.Owner.Api.Get("audit?limit=50")).Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("action").GetString()).ToList();
        actions.ShouldContain("buyer.blocked");
        actions.ShouldContain("buyer.unblocked");
    }

    [Fact]
    public async Task The_history_of_the_buyer_one_serves_comes_in_pages_newest_first()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await buyer.Ask());
            (await zhu.Close(ids[i])).Ok();
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        ids.Reverse();
        var first = (await zhu.Api.Get($"buyers/{buyer.Id}/conversations?limit=2")).As<Page<ConversationRow>>();
        first.Items.Select(c => c.Id).ShouldBe(ids.Take(2));
        var second = (await zhu.Api.Get($"buyers/{buyer.Id}/conversations?limit=2&before={first.Next}")).As<Page<ConversationRow>>();
        second.Items.Select(c => c.Id).ShouldBe(ids.Skip(2));
        second.Next.ShouldBeNull();
        (await (await shop.OnDuty(Cast.Lan)).Api.Get($"buyers/{buyer.Id}/conversations")).Refused(404, "not_found");
    }

    /// <summary>A member for whom the shop's server vouches.</summary>
    private Task<VisitorClient> Member(TestShop shop, string memberId, string phone)
    {
        var expires = server.Clock.Now.AddHours(1).ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(shop.IdentitySecret), Encoding.UTF8.GetBytes($"{shop.Code}\n{memberId}\n{expires}")));
        return VisitorClient.Arrive(server.Host.Connect(), shop.PublicKey, new { memberId, phone, expires, signature });
    }

    private static async Task<BuyerRoutes.BuyerCard> Card(AgentClient agent, VisitorClient buyer) => (await agent.Api.Get($"buyers/{buyer.Id}")).As<BuyerRoutes.BuyerCard>();
}
