using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>Welcome, recall, closing, rating (spec: routing.md, Conversation life).</summary>
public sealed class LifeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_welcome_comes_from_the_system_and_is_no_reply()
    {
        var shop = await server.Shop();
        await shop.Change(Cast.Zhu, new { greeting = "小竹在此" });
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        var log = (await buyer.Log(id)).Entries;
        log.Select(e => e.Kind).ShouldBe(["inflow", "assigned", "text", "text", "text"]);
        log.Where(e => e.From == Sender.System && e.Kind == "text").Select(e => e.Text).ShouldBe(["您好，小竹为您服务，请问有什么可以帮您？", "小竹在此"]);
        var row = (await zhu.Conversation(id)).Row;
        row.WaitingSince.ShouldBe(server.Clock.Now);
        // In the list the question stays in sight.
        (row.Last!.From, row.Last.Text).ShouldBe((Sender.Buyer, log[^1].Text));
    }

    [Fact]
    public async Task A_buyer_finds_their_earlier_conversations_wherever_they_are()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            ids.Add(await buyer.Ask());
            await zhu.Say(ids[i], "好的");
            (await zhu.Api.Post($"conversations/{ids[i]}/closure", new { })).Ok();
        }
        (await buyer.Current()).PreviousId.ShouldBe(ids[1]);
        (await Page(ids[1])).PreviousId.ShouldBe(ids[0]);
        (await Page(ids[0])).PreviousId.ShouldBeNull();
        // Another buyer's past is not one's own.
        var other = await shop.Buyer();
        await other.Ask();
        (await other.Current()).PreviousId.ShouldBeNull();

        async Task<VisitorLogPage> Page(Guid id) => (await buyer.Api.Get($"visitor/conversations/{id}/messages")).As<VisitorLogPage>();
    }

    [Fact]
    public async Task Recall_works_for_two_minutes_once_for_ones_own_and_staff_still_see_the_text()
    {
        var (shop, zhu, buyer, id) = await Talk();
        var early = await zhu.Say(id, "说错了甲");
        var late = await zhu.Say(id, "说错了乙");
        var asked = (await zhu.Log(id)).Entries.Single(e => e.From == Sender.Buyer);
        server.Clock.Advance(TimeSpan.FromSeconds(120));
        var recall = (await zhu.Recall(id, early.Seq)).As<Appendix>();
        recall.Head.ShouldBe(recall.Entry.Seq);
        (await zhu.Recall(id, early.Seq)).Refused(409, "already_recalled");
        (await zhu.Recall(id, asked.Seq)).Refused(409, "not_your_message");
        (await zhu.Recall(id, 99)).Refused(422, "invalid", "seq");
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await zhu.Recall(id, late.Seq)).Refused(409, "recall_too_late");
        (await buyer.Api.Get($"visitor/conversations/{id}/messages")).Text.ShouldNotContain("说错了甲");
        var seen = (await zhu.Log(id)).Entries.Single(e => e.Seq == early.Seq);
        (seen.Text, seen.Recalled).ShouldBe(("说错了甲", true));
    }

    [Fact]
    public async Task The_clock_closes_what_is_answered_and_silent_for_half_an_hour_and_nothing_else()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Zhu, new { capacity = 2 });
        var (answered, unanswered, queued) = (await shop.Buyer(), await shop.Buyer(), await shop.Buyer());
        var done = await answered.Ask();
        await unanswered.Ask();
        var waiting = (await queued.Open()).Id;
        await zhu.Say(done, "好了");
        await server.Host.RunJob("close-idle");
        server.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        await server.Host.RunJob("close-idle");
        (await answered.Current()).State.ShouldBe(ConversationState.Active);
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await server.Host.RunJob("close-idle");
        await server.Host.RunJob("close-idle");
        (await answered.Current()).State.ShouldBe(ConversationState.Closed);
        (await zhu.Log(done)).Entries.Where(e => e.Kind == "closed").Single().Data!.By.ShouldBe("timer");
        (await unanswered.Current()).State.ShouldBe(ConversationState.Active);
        // The freed place went to who queued; that one is not closed either, since it begins now for the agent but its buyer is silent.
        (await queued.Current()).Id.ShouldBe(waiting);
    }

    [Fact]
    public async Task Neither_the_queue_nor_an_offline_message_is_closed_by_a_clock()
    {
        var shop = await server.Shop();
        await shop.Change(Cast.Zhu, new { capacity = 0 });
        var offline = await shop.Buyer();
        await offline.Open();
        await shop.OnDuty(Cast.Zhu);
        var queued = await shop.Buyer();
        await queued.Open();
        server.Clock.Advance(TimeSpan.FromHours(8));
        await server.Host.RunJob("close-idle");
        (await queued.Current()).State.ShouldBe(ConversationState.Queued);
        (await offline.Current()).State.ShouldBe(ConversationState.Offline);
    }

    [Fact]
    public async Task A_rating_is_given_once_within_24_hours()
    {
        var (shop, zhu, buyer, id) = await Talk();
        (await zhu.Close(id)).Ok();
        (await buyer.Rate(id, 0)).Refused(422, "invalid", "stars");
        (await buyer.Rate(id, 6)).Refused(422, "invalid", "stars");
        (await buyer.Current()).Ratable.ShouldBeTrue();
        server.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        (await buyer.Rate(id, 5, "很满意")).Status.ShouldBe(204);
        (await buyer.Rate(id, 1)).Refused(409, "already_rated");
        var given = (await zhu.Conversation(id)).Rating!;
        (given.Stars, given.Text).ShouldBe((5, "很满意"));
        (await buyer.Current()).Rating.ShouldBe(5);
    }

    [Fact]
    public async Task A_rating_after_24_hours_or_of_nobody_is_refused()
    {
        var (shop, zhu, buyer, id) = await Talk();
        (await zhu.Close(id)).Ok();
        server.Clock.Advance(TimeSpan.FromHours(24));
        (await buyer.Rate(id, 5)).Refused(409, "rating_expired");
        (await buyer.Current()).Ratable.ShouldBeFalse();
        await zhu.Offline();
        var abandoned = (await buyer.Open()).Id;
        (await buyer.Close(abandoned)).Ok();
        (await buyer.Rate(abandoned, 5)).Refused(409, "not_served");
        (await server.Host.Look(db => db.Set<Rating>().CountAsync(r => r.ShopId == shop.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Fifty_parallel_ratings_are_one()
    {
        var (shop, zhu, buyer, id) = await Talk();
        (await zhu.Close(id)).Ok();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => buyer.Rate(id, 1 + (i % 5))));
        answers.Count(a => a.IsOk).ShouldBe(1);
        answers.Where(a => !a.IsOk).ShouldAllBe(a => a.Code == "already_rated");
        (await zhu.Log(id)).Entries.Count(e => e.Kind == "rated").ShouldBe(1);
    }

    [Fact]
    public async Task A_message_to_a_closed_conversation_opens_none_and_the_next_inflow_does()
    {
        var (_, zhu, buyer, id) = await Talk();
        (await zhu.Close(id)).Ok();
        (await buyer.Send(id, "还有一事", "later")).Refused(409, "conversation_closed");
        var next = await buyer.Open();
        next.Id.ShouldNotBe(id);
        (await buyer.Say(next.Id, "还有一事", "later")).Text.ShouldBe("还有一事");
        (await zhu.Log(id)).Entries.ShouldNotContain(e => e.Text == "还有一事");
    }

    [Fact]
    public async Task A_blocked_buyer_opens_nothing()
    {
        var shop = await server.Shop();
        var buyer = await shop.Buyer();
        var id = await buyer.Ask();
        (await shop.Owner.Api.Put($"buyers/{buyer.Id}/block", new { reason = "辱骂客服" })).Ok();
        (await buyer.Send(id, "凭什么")).Refused(403, "buyer_blocked");
        (await buyer.Inflow("shop_home")).Refused(403, "buyer_blocked");
    }

    private async Task<(TestShop Shop, AgentClient Zhu, VisitorClient Buyer, Guid Id)> Talk()
    {
        var shop = await server.Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        return (shop, zhu, buyer, await buyer.Ask());
    }
}
