using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Routing;

/// <summary>spec: routing.md, Inflow, Groups, Choosing the agent.</summary>
public sealed class InflowTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("message_center", "aftersale")]
    [InlineData("order_detail", "aftersale")]
    [InlineData("order_list", "aftersale")]
    [InlineData("shop_home", "presale")]
    [InlineData("product_detail", "presale")]
    [InlineData("other", "presale")]
    public async Task The_source_page_decides_the_group(string source, string inquiry)
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var mei = await shop.OnDuty(Cast.Mei);
        var id = await (await shop.Buyer()).Ask(source);
        var (right, other) = inquiry == "presale" ? (zhu, mei) : (mei, zhu);
        (await right.Desk()).Conversations.Single().Id.ShouldBe(id);
        (await other.Desk()).Conversations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_agents_of_both_groups_everybody_takes_everything()
    {
        var shop = await server.Shop();
        foreach (var agent in new[] { Cast.Mei, Cast.Feng })
            await shop.Change(agent, new { im = false });
        var zhu = await shop.OnDuty(Cast.Zhu);
        var id = await (await shop.Buyer()).Ask("order_detail");
        var answer = await zhu.Conversation(id);
        answer.Row.Agent!.Id.ShouldBe(zhu.Id);
        answer.Assignments.Single().Why.Tier.ShouldBe("online_match");
    }

    [Fact]
    public async Task A_buyer_with_an_open_conversation_joins_it_and_its_kind_stays()
    {
        var shop = await server.Shop();
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var first = await buyer.Open("product_detail");
        var again = await buyer.Open("order_detail");
        again.Id.ShouldBe(first.Id);
        (await shop.Owner.Conversation(first.Id)).Row.Inquiry.ShouldBe(Inquiry.Presale);
    }

    [Fact]
    public async Task One_open_conversation_however_many_windows_open_at_once()
    {
        var shop = await server.Shop();
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => buyer.Open()));
        opened.Select(c => c.Id).Distinct().Count().ShouldBe(1);
        (await server.Host.Look(db => db.Set<Conversation>().CountAsync(c => c.ShopId == shop.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task A_queued_buyer_who_comes_back_keeps_place_and_kind()
    {
        var shop = await server.Shop();
        await Full(shop);
        var (first, second) = (await shop.Buyer(), await shop.Buyer());
        await first.Open();
        (await second.Open()).Position.ShouldBe(2);
        var back = await first.Open("order_list");
        (back.State, back.Position).ShouldBe((ConversationState.Queued, 1));
    }

    [Fact]
    public async Task The_queue_moves_up_as_places_free_and_says_so_live()
    {
        var shop = await server.Shop();
        var (zhu, taken) = await Full(shop);
        var buyers = new[] { await shop.Buyer(), await shop.Buyer(), await shop.Buyer() };
        var ids = new List<Guid>();
        foreach (var buyer in buyers)
            ids.Add((await buyer.Open()).Id);
        await using var window = await buyers[2].Connect();
        (await buyers[2].Current()).Position.ShouldBe(3);

        (await zhu.Close(taken)).Ok();

        (await zhu.Desk()).Conversations.Single().Id.ShouldBe(ids[0]);
        (await buyers[0].Current()).Agent!.Name.ShouldBe(Cast.Zhu.Name);
        (await buyers[2].Current()).Position.ShouldBe(2);
        await window.Next("conversation", a => a[0].GetProperty("position").GetInt32() == 2);
    }

    [Fact]
    public async Task Who_waits_may_leave_a_message_instead()
    {
        var shop = await server.Shop();
        await Full(shop);
        var buyer = await shop.Buyer();
        var id = (await buyer.Open()).Id;
        var left = (await buyer.LeaveMessage(id)).As<VisitorConversation>();
        left.State.ShouldBe(ConversationState.Offline);
        left.AnswerBy.ShouldNotBeNull();
        // Once more changes nothing, and what an agent serves cannot become one.
        (await buyer.LeaveMessage(id)).As<VisitorConversation>().Head.ShouldBe(left.Head);
    }

    [Fact]
    public async Task What_is_served_cannot_become_an_offline_message()
    {
        var shop = await server.Shop();
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = (await buyer.Open()).Id;
        (await buyer.LeaveMessage(id)).Refused(409, "not_queued");
    }

    [Fact]
    public async Task Leaving_the_queue_counts_as_abandoned()
    {
        var shop = await server.Shop();
        await Full(shop);
        var buyer = await shop.Buyer();
        var id = (await buyer.Open()).Id;
        (await buyer.Close(id)).Ok();
        (await shop.Owner.Log(id)).Entries[^1].Data!.By.ShouldBe("abandoned");
        (await buyer.Close(id)).Refused(409, "conversation_closed");
    }

    [Fact]
    public async Task When_the_last_agent_leaves_those_who_queue_become_offline_messages()
    {
        var shop = await server.Shop();
        var (zhu, _) = await Full(shop);
        var buyer = await shop.Buyer();
        var id = (await buyer.Open()).Id;
        await zhu.Offline();
        var now = await buyer.Current();
        (now.Id, now.State).ShouldBe((id, ConversationState.Offline));
    }

    [Fact]
    public async Task The_first_agent_of_the_morning_finds_the_offline_messages_oldest_first()
    {
        var shop = await server.Shop();
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await (await shop.Buyer()).Ask());
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await shop.Change(Cast.Zhu, new { capacity = 2 });
        var zhu = await shop.OnDuty(Cast.Zhu);
        var desk = await zhu.Desk();
        desk.Conversations.Select(c => c.Id).ShouldBe([ids[0], ids[1]], ignoreOrder: true);
        desk.OfflineMessages.Select(c => c.Id).ShouldBe([ids[2]]);
    }

    [Fact]
    public async Task With_automatic_assignment_off_agents_claim_offline_messages()
    {
        var shop = await server.Shop();
        await shop.Set(s => s with { OfflineMessages = s.OfflineMessages with { AutoAssign = false } });
        var id = await (await shop.Buyer()).Ask();
        var zhu = await shop.OnDuty(Cast.Zhu);
        (await zhu.Desk()).Conversations.ShouldBeEmpty();
        (await zhu.Claim(id)).Ok();
        var claimed = await zhu.Conversation(id);
        (claimed.Row.State, claimed.Assignments.Single().Why.Tier).ShouldBe((ConversationState.Active, "claim"));
    }

    [Fact]
    public async Task A_buyer_comes_back_to_the_agent_who_wrote_last_for_24_hours()
    {
        var shop = await server.Shop();
        var lan = await shop.OnDuty(Cast.Lan);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        await lan.Say(id, "您好");
        (await lan.Close(id)).Ok();
        var zhu = await shop.OnDuty(Cast.Zhu);
        server.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        var second = await buyer.Ask("order_detail");
        (await lan.Conversation(second)).Assignments.Single().Why.Tier.ShouldBe("recent");
        await lan.Say(second, "您好");
        (await lan.Close(second)).Ok();
        server.Clock.Advance(TimeSpan.FromHours(24));
        // Twenty-four hours are over: the one who was assigned longest ago, or never.
        var third = await buyer.Ask();
        (await zhu.Desk()).Conversations.Single().Id.ShouldBe(third);
    }

    /// <summary>The only agent on duty has one place, and it is taken.</summary>
    [Fact]
    public async Task In_a_rush_the_desk_gets_every_row_and_who_comes_back_finds_their_place()
    {
        var shop = await server.Shop();
        var (zhu, _) = await Full(shop);
        await using var desk = await zhu.Connect();
        var buyers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => shop.Buyer()));
        var opened = await Task.WhenAll(buyers.Select(b => b.Open()));
        foreach (var conversation in opened)
        {
            var row = (await desk.Next("conversation", a => a[0].GetProperty("id").GetGuid() == conversation.Id)).Arguments[0];
            row.GetProperty("state").GetString().ShouldBe("queued");
            row.GetProperty("position").GetInt32().ShouldBeInRange(1, 24);
        }
        opened.Select(c => c.Position!.Value).ShouldAllBe(place => place >= 1 && place <= 24);
        // The window is loaded anew: its first answer has the conversation and the place in the queue.
        for (var i = 0; i < buyers.Length; i++)
        {
            var again = (await server.Host.Connect().Post("visitor/sessions", new { shop = shop.PublicKey, token = buyers[i].Api.Bearer })).As<Yingke.Server.Features.Buyers.StartVisit.Answer>();
            again.Buyer.Id.ShouldBe(buyers[i].Id);
            again.Conversation!.Id.ShouldBe(opened[i].Id);
            again.Conversation.Position!.Value.ShouldBeInRange(1, 24);
        }
    }

    private static async Task<(Clients.AgentClient Agent, Guid Conversation)> Full(TestShop shop)
    {
        await shop.Change(Cast.Zhu, new { capacity = 1 });
        var zhu = await shop.OnDuty(Cast.Zhu);
        return (zhu, await (await shop.Buyer()).Ask());
    }
}
