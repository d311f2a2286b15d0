using System.Diagnostics;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Routing;

public sealed class RoutingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly DeskPolicy Policy = new(VipFirst: false, AutoAssignOfflineMessages: true);

    [Theory]
    [InlineData(Source.MessageCenter, Inquiry.Aftersale)]
    [InlineData(Source.OrderDetail, Inquiry.Aftersale)]
    [InlineData(Source.OrderList, Inquiry.Aftersale)]
    [InlineData(Source.ShopHome, Inquiry.Presale)]
    [InlineData(Source.ProductDetail, Inquiry.Presale)]
    public void The_source_decides_the_inquiry(Source source, Inquiry inquiry)
    {
        Inquiries.Of(source, Inquiry.Presale).ShouldBe(inquiry);
        Inquiries.Of(source, Inquiry.Aftersale).ShouldBe(inquiry);
    }

    [Theory]
    [InlineData(Inquiry.Presale)]
    [InlineData(Inquiry.Aftersale)]
    public void Any_other_source_is_what_the_shop_says(Inquiry shopDefault) => Inquiries.Of(Source.Other, shopDefault).ShouldBe(shopDefault);

    [Theory]
    [InlineData(23 * 3600 + 3599.999, true)]
    [InlineData(24 * 3600, false)]
    [InlineData(24 * 3600 + 0.001, false)]
    public void A_recent_agent_is_valid_for_less_than_24_hours(double seconds, bool valid) =>
        new RecentAgent("a", Now).IsValid(Now.AddSeconds(seconds)).ShouldBe(valid);

    [Fact]
    public void Groups_split_only_between_im_enabled_agents_whatever_their_presence()
    {
        var pre = Seat("a1", Groups.Presale);
        var after = Seat("a2", Groups.Aftersale) with { Presence = Presence.Offline };
        RoutingDecision.IsSplit([pre, after]).ShouldBeTrue();
        RoutingDecision.IsSplit([pre, after with { CanChat = false }]).ShouldBeFalse();
        RoutingDecision.IsSplit([pre, Seat("a3", Groups.Insale)]).ShouldBeFalse();
        RoutingDecision.IsSplit([Seat("a1", Groups.Presale | Groups.Aftersale)]).ShouldBeTrue();
    }

    [Fact]
    public void Vip_buyers_come_first_inside_each_kind_only_if_the_shop_says_so()
    {
        var full = Seat("a1", Groups.Presale) with { Capacity = 1, Open = 1 };
        Waiting[] queue =
        [
            Wait("other", 1, Inquiry.Aftersale), Wait("vipOther", 2, Inquiry.Aftersale) with { Vip = true }, Wait("match", 3),
            Wait("vipMatch", 4) with { Vip = true }, Wait("recent", 5, Inquiry.Aftersale) with { Recent = new RecentAgent("a1", Now) },
        ];
        Order(vip: false).ShouldBe(["recent", "match", "vipMatch", "other", "vipOther"]);
        Order(vip: true).ShouldBe(["recent", "vipMatch", "match", "vipOther", "other"]);

        string[] Order(bool vip)
        {
            var desk = new Desk([full, Seat("a2", Groups.Aftersale) with { Presence = Presence.Offline }], queue, [], Policy with { VipFirst = vip });
            return [.. desk.Change(full with { Capacity = 6 }, Now).Assigned.Select(a => a.ConversationId)];
        }
    }

    [Fact]
    public void A_transfer_to_the_queue_tries_the_others_first_and_serves_others_with_the_place()
    {
        var desk = new Desk(
            [Seat("a1", Groups.Presale) with { Open = 1, Capacity = 1 }, Seat("a2", Groups.Presale) with { Open = 1, Capacity = 1 }],
            [Wait("waiting", 2)], [], Policy);
        var outcome = desk.Return(Wait("back", 1) with { Recent = new RecentAgent("a1", Now) }, "a1", Now);
        outcome.Assigned.Select(a => (a.ConversationId, a.AgentId)).ShouldBe([("waiting", "a1")]);
        outcome.Queued.ShouldBe(["back"]);
        desk.Free("a2", Now).Assigned.Select(a => (a.ConversationId, a.AgentId)).ShouldBe([("back", "a2")]);
    }

    [Fact]
    public void What_comes_back_with_nobody_on_duty_becomes_an_offline_message_in_its_old_place()
    {
        var desk = new Desk([Seat("a1", Groups.Presale) with { Presence = Presence.Offline, Open = 1 }], [], [Wait("later", 2)], Policy);
        var outcome = desk.Return(Wait("back", 1), "a1", Now);
        outcome.OfflineMessages.ShouldBe(["back"]);
        desk.OfflineMessages.Select(w => w.ConversationId).ShouldBe(["back", "later"]);
        desk.Agents["a1"].Open.ShouldBe(0);
    }

    [Fact]
    public void Offline_messages_wait_to_be_claimed_when_the_shop_switched_assignment_off()
    {
        var away = Seat("a1", Groups.Presale) with { Presence = Presence.Offline };
        var desk = new Desk([away], [], [Wait("left", 1)], Policy with { AutoAssignOfflineMessages = false });
        desk.Change(away with { Presence = Presence.Online }, Now).ShouldBe(DeskOutcome.Nothing);
        desk.Take("left", "a1", Now);
        desk.OfflineMessages.ShouldBeEmpty();
        desk.Agents["a1"].Open.ShouldBe(1);
    }

    [Fact]
    public void Taking_needs_a_reachable_agent_with_a_place_unless_a_supervisor_forces_it()
    {
        var desk = new Desk([Seat("full", Groups.Presale) with { Open = 5 }, Seat("away", Groups.Presale) with { Presence = Presence.Offline }], [Wait("c", 1)], [], Policy);
        Should.Throw<RuleViolation>(() => desk.Take("c", "full", Now)).Code.ShouldBe("agent_full");
        Should.Throw<RuleViolation>(() => desk.Take("c", "away", Now)).Code.ShouldBe("agent_unreachable");
        Should.Throw<RuleViolation>(() => desk.Take("c", "nobody", Now, force: true)).Code.ShouldBe("agent_unreachable");
        desk.Queue.Count.ShouldBe(1);
        desk.Take("c", "full", Now, force: true);
        desk.Agents["full"].Open.ShouldBe(6);
        desk.Agents["full"].LastAssigned.ShouldBe(Now);
        desk.Queue.ShouldBeEmpty();
    }

    [Fact]
    public void Only_who_queues_can_choose_to_leave_a_message() =>
        Should.Throw<RuleViolation>(() => new Desk([], [], [], Policy).ToOfflineMessage("c")).Code.ShouldBe("not_queued");

    /// <summary>
    /// Not a benchmark: a guard against a decision that looks at every agent for everyone who waits. Measured in single decisions over the same
    /// agents, the best of many tries on both sides, so that a slow or busy machine makes no difference.
    /// </summary>
    [Fact]
    public void A_long_queue_costs_hardly_more_than_a_single_decision()
    {
        const int Rounds = 20, Batch = 25;
        AgentSeat[] agents = [.. Enumerable.Range(0, 500).Select(i => Seat($"a{i:000}", (Groups)(1 << i % 3)) with { Capacity = 5, Open = 5 })];
        var desk = new Desk(agents, Enumerable.Range(0, 2_000).Select(i => Wait($"c{i}", i, (Inquiry)(i % 2)) with { Recent = new RecentAgent("gone", Now) }), [], Policy);
        var (refill, decision) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < Batch; i++)
                RoutingDecision.Choose(agents, Inquiry.Presale, null, Now).Outcome.ShouldBe(Outcome.Queue);
            decision = Min(decision, clock.Elapsed);
            clock.Restart();
            for (var i = 0; i < Batch; i++)
                desk.Free(agents[(round * Batch) + i].Id, Now).Assigned.Count.ShouldBe(1);
            refill = Min(refill, clock.Elapsed);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"refill from 2000 waiting by 500 agents {refill.TotalMicroseconds / Batch:0} us, decision among 500 {decision.TotalMicroseconds / Batch:0} us");
        desk.Queue.Count.ShouldBe(2_000 - (Rounds * Batch));
        refill.ShouldBeLessThan(decision * 40);

        static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
    }

    private static AgentSeat Seat(string id, Groups groups) => new(id, groups, CanChat: true, Presence.Online, 5, 0, 1, null);

    private static Waiting Wait(string id, long place, Inquiry inquiry = Inquiry.Presale) => new(id, $"b-{id}", inquiry, null, Vip: false, place);
}
