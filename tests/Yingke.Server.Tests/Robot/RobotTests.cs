using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Knowledge;
using Yingke.Domain.Robot;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Robot;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Orders;

using Desk = Yingke.Server.Tests.Knowledge.Desk;

namespace Yingke.Server.Tests.Robot;

/// <summary>spec: campaigns.md, Robot.</summary>
public sealed class RobotTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Question = "发什么快递？";
    private const string Answer = "默认发中通，满 299 元升级顺丰。";

    [Fact]
    public async Task It_answers_what_it_knows_and_offers_the_nearest_for_what_it_does_not()
    {
        var shop = await Shop(RobotMode.BeforePerson);
        await shop.OnDuty(Cast.Zhu);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask(text: "发什么快递");
        (await buyer.Current()).State.ShouldBe(ConversationState.Robot);
        var answer = await Answered(buyer, id, 3);
        (answer.From, answer.Text, answer.Data!.Robot!.IsHit, answer.Data.Robot.Confidence).ShouldBe((Sender.Robot, Answer, true, null));
        (await buyer.Log(id)).Entries[1].Text.ShouldBe("您好，我是松间茶铺");
        var unsure = await Answered(buyer, id, (await buyer.Say(id, "茶叶可以带上飞机吗")).Seq);
        (unsure.Text, unsure.Data!.Robot!.IsHit, unsure.Data.Robot.Outcome).ShouldBe(("没有把握", false, RobotOutcome.Offered));
        unsure.Data.Robot.Suggestions.ShouldNotBeNull().Contains("茶叶怎么保存？").ShouldBeTrue();
        var chosen = await Answered(buyer, id, (await buyer.Say(id, unsure.Data.Robot.Suggestions![0])).Seq);
        chosen.Data!.Robot!.IsHit.ShouldBeTrue();
        // What it did not know is with the editors; nobody of the desk has heard of any of it.
        var noted = await Soon(() => server.Host.Look(db => db.Set<UnansweredQuestion>().Where(q => q.ShopId == shop.Id).ToListAsync()), q => q.Count > 0);
        noted.ShouldHaveSingleItem().ShouldSatisfyAllConditions(q => q.Text.ShouldBe("茶叶可以带上飞机吗"), q => q.ByRobot.ShouldBe(1));
        var staff = (await shop.Owner.Log(id)).Entries.Single(e => e.Seq == answer.Seq).Data!.Robot!;
        staff.Confidence!.Value.ShouldBeGreaterThanOrEqualTo(60);
        staff.EntryId.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_person_is_reached_from_every_state_by_word_and_by_button_and_finds_the_summary()
    {
        var shop = await Shop(RobotMode.BeforePerson);
        // Nobody on duty: an offline message.
        var (left, leftId) = await With(shop, "发什么快递");
        (await left.Say(leftId, "转人工")).From.ShouldBe(Sender.Buyer);
        (await left.Current()).State.ShouldBe(ConversationState.Offline);
        await left.Close(leftId);
        // Somebody with one free place: assigned, by the button.
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Zhu, new { capacity = 1 });
        var (first, firstId) = await With(shop, "发什么快递");
        (await first.Api.Post($"visitor/conversations/{firstId}/person")).As<VisitorConversation>().Agent!.Name.ShouldBe("小竹");
        // Nobody has a free place: the queue, and its end, though this buyer came first.
        var (second, secondId) = await With(shop, "发什么快递");
        var (third, thirdId) = await With(shop, "发什么快递");
        await third.Say(thirdId, "人工客服");
        await second.Say(secondId, "人工！");
        ((await third.Current()).Position, (await second.Current()).Position).ShouldBe((1, 2));
        // Where a person is reached, or on the way, it changes nothing; where it is over, it says so.
        var head = (await second.Current()).Head;
        (await second.Api.Post($"visitor/conversations/{secondId}/person")).As<VisitorConversation>().Head.ShouldBe(head);
        await first.Say(firstId, "人工");
        (await first.Current()).State.ShouldBe(ConversationState.Active);
        (await left.Api.Post($"visitor/conversations/{leftId}/person")).Refused(409, "conversation_closed");
        (await left.Api.Post($"visitor/conversations/{firstId}/person")).Refused(404, "not_found");
        // The agent reads the summary, the buyer does not.
        var note = (await zhu.Log(firstId)).Entries.Single(e => e.Kind == "note");
        note.Text.ShouldBe("机器人接待小结\n1. 发什么快递 → 默认发中通，满 299 元升级顺丰。\n转人工：顾客要求");
        var seen = (await first.Log(firstId)).Entries;
        seen.Single(e => e.Seq == note.Seq).ShouldSatisfyAllConditions(e => e.Kind.ShouldBe("hidden"), e => e.Text.ShouldBeNull(), e => e.Data.ShouldBeNull());
        seen.Count(e => e.Text == "正在转接").ShouldBe(1);
        // A late answer of the robot is refused by the log itself.
        await server.Host.Do<AnswerBuyer, bool>(async robot => { await robot.Handle(shop.Id, firstId, default); return true; });
        (await zhu.Log(firstId)).Entries.Count(e => e.Data?.Robot?.Asked is not null).ShouldBe(1);
    }

    [Fact]
    public async Task One_message_gets_one_answer_however_often_it_is_asked_about()
    {
        var shop = await Shop(RobotMode.BeforePerson);
        for (var round = 0; round < 20; round++)
        {
            var buyer = await shop.Buyer();
            var id = (await buyer.Open()).Id;
            var said = (await buyer.Say(id, "发什么快递")).Seq;
            // As two nodes would, and the job that makes up for one that died.
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => server.Host.Do<AnswerBuyer, bool>(async robot => { await robot.Handle(shop.Id, id, default); return true; })));
            (await buyer.Log(id)).Entries.Count(e => e.Data?.Robot?.Asked == said).ShouldBe(1);
        }
        await Drain();
        (await server.Host.Look(db => db.Set<RobotAnswer>().CountAsync(a => a.ShopId == shop.Id))).ShouldBe(20);
    }

    [Fact]
    public async Task By_default_it_serves_outside_the_hours_and_what_it_leaves_open_becomes_an_offline_message()
    {
        var shop = await Shop();
        await shop.OnDuty(Cast.Zhu);
        var day = await shop.Buyer();
        await day.Ask();
        (await day.Current()).State.ShouldBe(ConversationState.Active, "within the hours people serve");
        // Until three in the morning of the shop's clock; now it is about ten.
        await shop.Set(s => s with { Service = s.Service with { Start = new(1, 0), End = new(3, 0), NightDue = new(3, 0) } });
        await (await shop.SignIn(Cast.Zhu)).Offline();
        var (known, knownId) = await With(shop, "发什么快递");
        var (open, openId) = await With(shop, "茶叶可以带上飞机吗");
        var hours = await Answered(open, openId, (await open.Say(openId, "人工几点上班")).Seq);
        hours.Text!.ShouldContain("01:00–03:00");
        await Answered(open, openId, (await open.Say(openId, "孕妇能喝吗")).Seq);
        server.Clock.Advance(TimeSpan.FromMinutes(29));
        await server.Host.RunJob("robot-ends");
        (await known.Current()).State.ShouldBe(ConversationState.Robot);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.Host.RunJob("robot-ends");
        (await known.Current()).State.ShouldBe(ConversationState.Closed);
        var left = await open.Current();
        (left.State, left.AnswerBy).ShouldBe((ConversationState.Offline, Due(shop)));
        (await shop.Owner.Log(openId)).Entries.Single(e => e.Kind == "note").Text!.ShouldContain("机器人没答上");
    }

    [Fact]
    public async Task In_overload_new_buyers_get_the_self_service_message_and_the_robot_and_a_word_queues_them()
    {
        var shop = await Shop();
        var zhu = await shop.OnDuty(Cast.Zhu);
        await shop.Change(Cast.Zhu, new { capacity = 0 });
        (await (await shop.SignIn(Cast.Supervisor)).Api.Put("overload", new { mode = OverloadMode.On })).Ok();
        var (buyer, id) = await With(shop, "发什么快递");
        (await buyer.Log(id)).Entries.Take(3).Select(e => e.From).ShouldBe([Sender.System, Sender.System, Sender.Robot]);
        (await buyer.Current()).State.ShouldBe(ConversationState.Robot);
        (await zhu.Api.Get("overload")).Json.GetProperty("load").GetInt32().ShouldBe(0, "the robot's are no load");
        await buyer.Say(id, "人工");
        (await buyer.Current()).Position.ShouldBe(1);
    }

    [Fact]
    public async Task Its_skills_tell_the_buyers_own_and_never_anybody_elses()
    {
        var shop = await Shop(RobotMode.BeforePerson);
        var scene = new OrderScene { Shop = shop, Agent = shop.Owner, Buyer = await OrderScene.Arrive(shop, OrderScene.Member, "苏晓"), Conversation = Guid.Empty };
        await scene.Put("SJ20260302001", "paid", paidHoursAgo: 1);
        await scene.Put("SJ20260302777", "shipped", member: "M2002", paidHoursAgo: 1);
        var id = await scene.Buyer.Ask(text: "查快递");
        var own = await Answered(scene.Buyer, id, 3);
        own.Text!.ShouldContain("SJ20260302001");
        own.Data!.Robot!.OrderNumber.ShouldBe("SJ20260302001");
        foreach (var question in new[] { "订单 SJ20260302777 到哪了", "SJ20260302777 发货了吗", "查快递", "我的订单", "退款进度" })
            (await Answered(scene.Buyer, id, (await scene.Buyer.Say(id, question)).Seq)).Text!.ShouldNotContain("777 ");
        (await Answered(scene.Buyer, id, (await scene.Buyer.Say(id, "订单 SJ20260302777 到哪了")).Seq)).Text!.ShouldContain("没有查到您名下的订单");
        (await scene.Buyer.Log(id)).Entries.Where(e => e.From == Sender.Robot).ShouldAllBe(e => !e.Text!.Contains("M2002") && !e.Text.Contains("订单 SJ20260302777"));
        var (stranger, strange) = await With(shop, "查快递");
        (await stranger.Log(strange)).Entries[^1].Text!.ShouldContain("没有查到您名下的订单");
    }

    [Fact]
    public async Task Answers_are_rated_and_reported_and_are_nobodys_consultation()
    {
        var shop = await Shop(RobotMode.BeforePerson);
        var zhu = await shop.OnDuty(Cast.Zhu);
        var (solved, solvedId) = await With(shop, "发什么快递");
        var (handed, handedId) = await With(shop, "茶叶可以带上飞机吗");
        var answer = (await solved.Log(solvedId)).Entries[^1].Seq;
        object useful = new { seq = answer, useful = true };
        (await solved.Api.Put($"visitor/conversations/{solvedId}/usefulness", new { seq = answer, useful = false })).Ok();
        (await solved.Api.Put($"visitor/conversations/{solvedId}/usefulness", useful)).Ok();
        (await solved.Api.Get($"visitor/conversations/{solvedId}/usefulness")).As<List<RateAnswer.UsefulnessView>>().ShouldBe([new(answer, true)]);
        (await solved.Api.Put($"visitor/conversations/{solvedId}/usefulness", new { seq = 2, useful = true })).Refused(409, "no_answer");
        (await solved.Api.Put($"visitor/conversations/{solvedId}/usefulness", new { seq = 3, useful = true })).Refused(404, "not_found");
        (await handed.Api.Put($"visitor/conversations/{solvedId}/usefulness", useful)).Refused(404, "not_found");
        (await solved.Api.Put($"visitor/conversations/{solvedId}/usefulness", new { seq = answer })).Refused(422, "invalid");
        await solved.Close(solvedId);
        await handed.Say(handedId, "人工");
        await Drain();
        var report = (await shop.Owner.Api.Get("robot/report")).As<ShowRobotReport.RobotReport>();
        report.Figures.ShouldBe(new RobotFigures(Talks: 2, Questions: 2, Hits: 1, HandedOver: 1, Solved: 1, Useful: 1, Useless: 0));
        report.Why.ShouldBe([new(RobotLeft.Asked, 1)]);
        report.Answers.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Question.ShouldBe(Question), r => r.Useful.ShouldBe(1));
        (await shop.Owner.Api.Get("robot/report?from=2026-01-01&to=2026-12-31")).Refused(422, "invalid");
        // The figures know one stint, that of the conversation that reached a person; its reply counts from there.
        server.Clock.Advance(TimeSpan.FromSeconds(8));
        await zhu.Say(handedId, "您好");
        await zhu.Close(handedId);
        await server.Host.RunJob("stints");
        var stints = await server.Host.Look(db => db.Set<StintRow>().Where(s => s.ShopId == shop.Id).ToListAsync());
        stints.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.ConversationId.ShouldBe(handedId), s => s.Answered.ShouldBe(1), s => s.AgentMessages.ShouldBe(1), s => s.ResponseMs.ShouldBeLessThan(30_000));
    }

    /// <summary>Three in the next morning, in Shanghai.</summary>
    private static DateTimeOffset? Due(TestShop shop)
    {
        var local = shop.Host.Clock.Now.ToOffset(TimeSpan.FromHours(8));
        return new DateTimeOffset(local.Date.AddDays(1).AddHours(3), TimeSpan.FromHours(8)).ToUniversalTime();
    }

    /// <summary>A shop that has published two answers.</summary>
    private async Task<TestShop> Shop(params RobotMode[] modes)
    {
        var shop = await server.Shop();
        await Desk.Publish(shop.Owner.Api, await Desk.Add(shop.Owner.Api, Question, Answer, ["用什么快递", "能发顺丰吗"]));
        await Desk.Publish(shop.Owner.Api, await Desk.Add(shop.Owner.Api, "茶叶怎么保存？", "密封、避光、常温。", ["要放冰箱吗"]));
        await shop.Set(s => s with { Robot = s.Robot with { Modes = modes.Length > 0 ? modes : s.Robot.Modes, Welcome = "您好，我是{shop}", Unsure = "没有把握", HandOver = "正在转接" } });
        return shop;
    }

    /// <summary>A buyer who asked the robot and was answered.</summary>
    private static async Task<(VisitorClient Buyer, Guid Id)> With(TestShop shop, string text)
    {
        var buyer = await shop.Buyer();
        var id = (await buyer.Open()).Id;
        await Answered(buyer, id, (await buyer.Say(id, text)).Seq);
        return (buyer, id);
    }

    private static Task<EntryView> Answered(VisitorClient buyer, Guid id, long asked) =>
        Soon(async () => (await buyer.Log(id)).Entries.FirstOrDefault(e => e.Data?.Robot?.Asked == asked), e => e is not null)!;

    private static async Task<T> Soon<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await look() is var seen && holds(seen))
                return seen;
            await Task.Delay(25);
        }
        return await look();
    }

    private async Task Drain() => await server.Host.Do<Pump, bool>(async pump => { await pump.Drain(default); return true; });
}
