using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;
using Yingke.Domain.Robot;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Robot;

/// <summary>spec: campaigns.md, Robot.</summary>
public sealed class RobotTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid Buyer = Guid.CreateVersion7();
    private static readonly Guid Agent = Guid.CreateVersion7();
    private static readonly RobotMode[] Usual = [RobotMode.OutsideHours, RobotMode.InOverload];

    [Theory]
    [InlineData("10:00", true, false, false)]
    [InlineData("10:00", true, true, true)]
    [InlineData("10:00", false, false, true)]
    [InlineData("23:30", false, true, true)]
    public void By_default_it_serves_outside_the_hours_and_in_overload(string at, bool isOpen, bool isOverloaded, bool serves) =>
        RobotDuty.Serves(Usual, [], TimeOnly.Parse(at, null), isOpen, isOverloaded).ShouldBe(serves);

    [Theory]
    [InlineData("11:59", false)]
    [InlineData("12:00", true)]
    [InlineData("12:59", true)]
    [InlineData("13:00", false)]
    [InlineData("22:00", false)]
    [InlineData("23:59", false)]
    [InlineData("00:00", false)]
    [InlineData("05:59", false)]
    [InlineData("06:00", true)]
    public void An_hour_of_its_own_stands_above_the_shops_modes(string at, bool serves)
    {
        // At noon always, from ten in the evening to six never; at six the shop's modes hold again: closed.
        RobotSpan[] spans = [new(new(12, 0), new(13, 0), [RobotMode.BeforePerson]), new(new(22, 0), new(6, 0), [])];
        var time = TimeOnly.Parse(at, null);
        RobotDuty.Serves(Usual, spans, time, isOpen: time.Hour >= 9, isOverloaded: false).ShouldBe(serves);
    }

    [Theory]
    [InlineData("人工")]
    [InlineData(" 人 工！")]
    [InlineData("转人工")]
    [InlineData("人工客服")]
    [InlineData("我要人工")]
    [InlineData("给我转接人工服务")]
    [InlineData("能不能找个真人")]
    [InlineData("我要找客服")]
    [InlineData("叫你们客服来，请转客服")]
    [InlineData("Human")]
    [InlineData("agent")]
    [InlineData("I want to talk to a person please")]
    [InlineData("real person!")]
    public void Whoever_asks_for_a_person_is_understood(string text) => PersonWish.IsMeant(text).ShouldBeTrue();

    [Theory]
    [InlineData("这款是人工采摘的吗")]
    [InlineData("有人工色素吗")]
    [InlineData("人工几点上班")]
    [InlineData("不用转人工，我自己看")]
    [InlineData("什么时候发货")]
    [InlineData("Is there a cleaning agent in it?")]
    [InlineData("")]
    [InlineData(null)]
    public void What_only_mentions_people_is_no_wish_for_one(string? text) => PersonWish.IsMeant(text).ShouldBeFalse();

    [Theory]
    [InlineData("查快递", RobotSkill.Logistics)]
    [InlineData("我的快递到哪了", RobotSkill.Logistics)]
    [InlineData("包裹怎么还没到", RobotSkill.Logistics)]
    [InlineData("物流信息", RobotSkill.Logistics)]
    [InlineData("Where is my parcel?", RobotSkill.Logistics)]
    [InlineData("订单状态", RobotSkill.OrderStatus)]
    [InlineData("发货了吗", RobotSkill.OrderStatus)]
    [InlineData("我的订单什么时候能发货", RobotSkill.OrderStatus)]
    [InlineData("order status", RobotSkill.OrderStatus)]
    [InlineData("退款进度", RobotSkill.ReturnProgress)]
    [InlineData("退款到账了吗", RobotSkill.ReturnProgress)]
    [InlineData("换货处理到哪一步了", RobotSkill.ReturnProgress)]
    [InlineData("你们几点上班", RobotSkill.WorkingHours)]
    [InlineData("人工几点上班", RobotSkill.WorkingHours)]
    [InlineData("营业时间", RobotSkill.WorkingHours)]
    [InlineData("发什么快递", null)]
    [InlineData("能发顺丰吗", null)]
    [InlineData("七天无理由怎么退", null)]
    [InlineData("退款多久到账", null)]
    [InlineData("在吗", null)]
    public void Skills_are_known_by_what_people_say(string text, RobotSkill? skill) => RobotSkills.Of(text).ShouldBe(skill);

    [Fact]
    public void An_order_number_is_found_and_a_price_is_none()
    {
        RobotSkills.OrderNumberIn("订单 SJ202603021093 到哪了").ShouldBe("SJ202603021093");
        RobotSkills.OrderNumberIn("满 300 减 40").ShouldBeNull();
        RobotSkills.IsCourtesy("您好，在吗？").ShouldBeTrue();
        RobotSkills.IsCourtesy("你好，发什么快递").ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.60, 60, RobotOutcome.Answered)]
    [InlineData(0.599, 60, RobotOutcome.Offered)]
    [InlineData(0.0, 0, RobotOutcome.Answered)]
    [InlineData(0.99, 100, RobotOutcome.Offered)]
    public void It_answers_from_the_confidence_on_and_offers_the_nearest_below(double confidence, int threshold, RobotOutcome outcome)
    {
        RobotMatch[] matches = [new(Agent, "甲", "答", confidence), new(Buyer, "乙", "答", 0), new(Buyer, "乙", "答", 0), new(Buyer, "丙", "答", 0), new(Buyer, "丁", "答", 0)];
        var decision = RobotDecision.Of(matches, threshold);
        decision.Outcome.ShouldBe(outcome);
        decision.Nearest.ShouldBe(outcome == RobotOutcome.Answered ? [] : ["甲", "乙", "丙"]);
        RobotDecision.Of([], 0).Outcome.ShouldBe(RobotOutcome.Nothing);
    }

    [Fact]
    public void What_it_answered_waits_for_nobody_and_what_it_hands_over_waits_from_then_on_at_the_end_of_the_line()
    {
        var (conversation, log) = Talk();
        conversation.State.ShouldBe(ConversationState.Robot);
        log.Add(conversation.Append(EntryKind.Text, Sender.Buyer, Now.AddSeconds(1), Buyer, "c1", "能带上飞机吗"));
        conversation.WaitingSince.ShouldBe(Now.AddSeconds(1));
        log.Add(Answer(conversation, 3, RobotOutcome.Offered, "您想问的是？", 2));
        conversation.WaitingSince.ShouldBeNull();
        log.Add(conversation.Append(EntryKind.Text, Sender.Buyer, Now.AddSeconds(3), Buyer, "c2", "人工"));
        var summary = HandOverSummary.Of(log, RobotLeft.Asked, "SJ1");
        summary.ShouldBe("机器人接待小结\n1. 能带上飞机吗 → 没有把握，给了相近的问题\n涉及订单：SJ1\n转人工：顾客要求");
        var note = conversation.LeaveRobot(40, summary, RobotLeft.Asked, Now.AddSeconds(4));
        note.IsForStaffOnly.ShouldBeTrue();
        (conversation.Place, conversation.WaitingSince).ShouldBe((40, Now.AddSeconds(4)));
        conversation.LastText.ShouldBe("人工");
        conversation.Queue(Now.AddSeconds(4));
        Should.Throw<RuleViolation>(() => conversation.LeaveRobot(41, "", RobotLeft.Asked, Now)).Code.ShouldBe("not_with_robot");
    }

    [Fact]
    public void Its_answers_are_nobodys_replies_and_what_ends_with_it_is_nobodys_consultation()
    {
        var (conversation, log) = Talk();
        log.Add(conversation.Append(EntryKind.Text, Sender.Buyer, Now.AddSeconds(1), Buyer, "c1", "发什么快递"));
        log.Add(Answer(conversation, 3, RobotOutcome.Answered, "默认发中通。", 2));
        Stints.Of(log).Unserved.ShouldNotBeNull();
        log.Add(conversation.Close(ClosedBy.Timer, null, null, null, Now.AddMinutes(30)));
        var alone = Stints.Of(log);
        (alone.Stints.Count, alone.Unserved, alone.Turns.Any()).ShouldBe((0, null, false));

        (conversation, log) = Talk();
        log.Add(conversation.Append(EntryKind.Text, Sender.Buyer, Now.AddSeconds(1), Buyer, "c1", "发什么快递"));
        log.Add(Answer(conversation, 3, RobotOutcome.Answered, "默认发中通。", 2));
        log.Add(conversation.LeaveRobot(2, "小结", RobotLeft.Asked, Now.AddSeconds(60)));
        log.Add(conversation.AssignTo(Agent, "小竹", Now.AddSeconds(61)));
        log.Add(conversation.Append(EntryKind.Text, Sender.Agent, Now.AddSeconds(70), Agent, "a1", "您好"));
        log.Add(conversation.Close(ClosedBy.Agent, null, null, null, Now.AddMinutes(30)));
        var turn = Stints.Of(log).Stints.ShouldHaveSingleItem().Turns.ShouldHaveSingleItem();
        turn.Response.ShouldBe(TimeSpan.FromSeconds(9), "from the assignment, not from what the robot was asked");
    }

    [Fact]
    public void Rates_count_what_was_asked_and_what_ended()
    {
        RobotQuestion hit = new(true, null), miss = new(false, null), useless = new(true, false), useful = new(true, true);
        var figures = RobotFigures.Of(
        [
            new(false, [hit]), new(false, [miss, useful]), new(false, [hit, miss]), new(false, [useless, hit]), new(true, [hit, miss]), new(true, []), new(false, []),
        ]);
        figures.ShouldBe(new RobotFigures(Talks: 6, Questions: 9, Hits: 6, HandedOver: 2, Solved: 2, Useful: 1, Useless: 1));
        (figures.HitRate, figures.HandOverRate, figures.SolvedRate, figures.UsefulRate).ShouldBe((6 / 9d, 2 / 6d, 2 / 6d, 0.5));
        RobotFigures.Of([]).HitRate.ShouldBeNull();
    }

    private static (Conversation, List<Entry>) Talk()
    {
        var (conversation, inflow) = Conversation.Open(Guid.CreateVersion7(), Buyer, Inquiry.Presale, Source.Other, Channel.Web, 1, Now);
        return (conversation, [inflow, conversation.MeetRobot("您好", Now)]);
    }

    private static Entry Answer(Conversation conversation, long asked, RobotOutcome outcome, string text, int seconds) =>
        conversation.Append(EntryKind.Text, Sender.Robot, Now.AddSeconds(seconds), clientId: $"robot:{asked}", text: text, details: new EntryDetails { Robot = new RobotPart(RobotStep.Answered) { Asked = asked, Outcome = outcome } });
}
