using Yingke.Domain.Campaigns;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Campaigns;

/// <summary>spec: campaigns.md, PK, Hourly broadcast, targets.</summary>
public sealed class BoardTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Noon = new(2026, 11, 11, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Zhu = Guid.NewGuid(), Lan = Guid.NewGuid(), Mei = Guid.NewGuid();

    [Fact]
    public void An_order_counts_for_the_latest_presale_stint_of_its_day_like_sales()
    {
        var buyer = Guid.NewGuid();
        PresaleStint At(Guid agent, double hours) => new(buyer, agent, Groups.Presale, Noon.AddHours(hours), DateOnly.FromDateTime(Noon.AddHours(hours + 8).DateTime), 0);
        OrderFacts Paid(double hours) => new(buyer, Noon.AddHours(hours), Noon.AddHours(hours), 100, Guid.NewGuid());
        PresaleStint[] stints = [At(Zhu, -30), At(Lan, -2), At(Mei, 1)];
        Guid? Of(double hours) => Credit.Of(stints, [Paid(hours)], Noon.AddHours(-1), Noon.AddHours(48), Shanghai).Single().AgentId;
        Of(0).ShouldBe(Lan, "served before the campaign began, on its day");
        Of(2).ShouldBe(Mei);
        Of(11.9).ShouldBe(Mei);
        Of(12).ShouldBeNull("the next day");
        Credit.Of(stints, [Paid(-1.01), Paid(48)], Noon.AddHours(-1), Noon.AddHours(48), Shanghai).ShouldBeEmpty("before it and at its end");
    }

    [Fact]
    public void Teams_and_agents_stand_by_the_measure_and_equals_share_a_rank()
    {
        PkTeam[] teams = [new("青松队", [Zhu]), new("翠竹队", [Lan, Mei])];
        Credit[] credits = [One(Zhu, 500, -3), One(Lan, 200, -2), One(Lan, 200, -1), One(null, 900, -1)];
        var sales = Board.Of(credits, teams, Measure.Sales);
        sales.Shop.ShouldBe(new Sum(4, 1800));
        sales.Groups[Groups.Presale].ShouldBe(new Sum(3, 900));
        sales.Teams.Select(t => (t.Name, t.Sum, t.Rank)).ShouldBe([("青松队", new Sum(1, 500), 1), ("翠竹队", new Sum(2, 400), 2)]);
        sales.Agents.Select(a => (a.AgentId, a.Rank)).ShouldBe([(Zhu, 1), (Lan, 2), (Mei, 3)]);
        Board.Of(credits, teams, Measure.Orders).Teams.Select(t => t.Name).ShouldBe(["翠竹队", "青松队"]);
        Board.Of(credits, teams, Measure.Sales, Noon.AddHours(-1)).Shop.ShouldBe(new Sum(2, 700), "what was paid on the hour is of the next");
        var none = Board.Of([], teams, Measure.Sales);
        none.Teams.ShouldAllBe(t => t.Rank == 1 && t.Sum == default);
        none.Agents.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-11T00:00:00Z", "2026-11-11T03:00:00Z", 3)]
    [InlineData("Asia/Shanghai", "2026-11-11T00:10:00Z", "2026-11-11T00:59:59Z", 0)]
    [InlineData("Asia/Kolkata", "2026-11-11T00:00:00Z", "2026-11-11T01:30:00Z", 2)]
    [InlineData("America/New_York", "2026-11-01T04:30:00Z", "2026-11-01T08:00:00Z", 4)]
    public void Full_hours_are_the_shops_own(string zone, string after, string until, int hours)
    {
        var found = FullHours.Between(DateTimeOffset.Parse(after, null), DateTimeOffset.Parse(until, null), TimeZoneInfo.FindSystemTimeZoneById(zone)).ToList();
        found.Count.ShouldBe(hours);
        found.ShouldAllBe(h => TimeZoneInfo.ConvertTime(h, TimeZoneInfo.FindSystemTimeZoneById(zone)).Minute == 0);
    }

    [Fact]
    public void A_suggestion_follows_what_it_is_made_of()
    {
        long[] flat = [.. Enumerable.Repeat(100L, 28)];
        long[] risen = [.. Enumerable.Repeat(150L, 28)];
        PastCampaign past = new(2, 1000, 100);
        TargetSuggestion.Of(3, [past], flat).ShouldBe(new(1500, 500, 1, 1));
        TargetSuggestion.Of(6, [past], flat).Value.ShouldBe(3000);
        TargetSuggestion.Of(3, [past], risen).Value.ShouldBe(2250, "the shop does half as much again as before the last one");
        TargetSuggestion.Of(3, [past], [.. Enumerable.Repeat(1000L, 28)]).Growth.ShouldBe(2);
        TargetSuggestion.Of(3, [past with { Total = 2000 }], flat).Value.ShouldBe(3000);
        TargetSuggestion.Of(3, [past, new(1, 800, 100)], flat).Value.ShouldBe(1800);
        TargetSuggestion.Of(2, [], [.. Enumerable.Repeat(10L, 21), .. Enumerable.Repeat(70L, 7)]).ShouldBe(new(140, 70, 1, 0));
        TargetSuggestion.Of(2, [], new long[28]).Value.ShouldBeNull();
        TargetSuggestion.Part(1500, 30, 100).ShouldBe(450);
        TargetSuggestion.Part(1500, 0, 100).ShouldBeNull();
    }

    [Theory]
    [InlineData(99, 0.5, GoalState.Behind)]
    [InlineData(100, 0.5, GoalState.OnCourse)]
    [InlineData(199, 1, GoalState.Behind)]
    [InlineData(200, 0.1, GoalState.Met)]
    [InlineData(0, 0, GoalState.OnCourse)]
    public void A_goal_is_on_course_with_the_time(long reached, double past, GoalState state) =>
        Goal.Of(new(TargetScope.Shop, Groups.None, null, Measure.Orders, 200), reached, (decimal)past).State.ShouldBe(state);

    [Fact]
    public void An_agent_works_towards_their_own_goals_else_their_groups_else_the_shops()
    {
        Target Of(TargetScope scope, Groups group = Groups.None, Guid? agent = null, Measure measure = Measure.Sales) => new(scope, group, agent, measure, 100);
        Target[] all =
        [
            Of(TargetScope.Shop), Of(TargetScope.Group, Groups.Presale), Of(TargetScope.Group, Groups.Aftersale), Of(TargetScope.Agent, agent: Zhu), Of(TargetScope.Agent, agent: Zhu, measure: Measure.Orders),
            Of(TargetScope.Agent, agent: Mei),
        ];
        Goal.Nearest(all, Zhu, Groups.Presale).ShouldBe([all[3], all[4]]);
        Goal.Nearest(all, Lan, Groups.Presale).ShouldBe([all[1]]);
        Goal.Nearest(all, Lan, Groups.Presale | Groups.Aftersale).ShouldBe([all[1], all[2]]);
        Goal.Nearest(all, Lan, Groups.Insale).ShouldBe([all[0]]);
        Goal.Nearest([all[3], all[2]], Lan, Groups.Presale).ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_is_looked_through()
    {
        var right = new CampaignPlan([new(TargetScope.Agent, Groups.None, Zhu, Measure.Orders, 10)], [new("甲", [Zhu]), new("乙", [Lan])], CampaignPlan.DefaultExcluded);
        right.Check();
        Code(right with { Teams = [new("甲", [Zhu])] }).ShouldBe(("invalid", "teams"));
        Code(right with { Teams = [new("甲", [Zhu]), new("乙", [Zhu])] }).ShouldBe(("member_twice", "teams"));
        Code(right with { Teams = [new("甲", [Zhu]), new("甲", [Lan])] }).ShouldBe(("team_twice", "teams"));
        Code(right with { Excluded = ["nothing"] }).ShouldBe(("invalid", "excluded"));
        Code(right with { Targets = [right.Targets[0], right.Targets[0]] }).ShouldBe(("target_twice", "targets"));
        Code(right with { Targets = [new(TargetScope.Shop, Groups.None, null, Measure.Orders, 0)] }).ShouldBe(("invalid", "targets[0].value"));
        Code(right with { Targets = [new(TargetScope.Group, Groups.Presale | Groups.Insale, null, Measure.Orders, 1)] }).ShouldBe(("invalid", "targets[0].group"));
        Code(right with { Targets = [new(TargetScope.Shop, Groups.None, Zhu, Measure.Orders, 1)] }).ShouldBe(("invalid", "targets[0].agentId"));

        static (string, string?) Code(CampaignPlan plan)
        {
            var wrong = Should.Throw<RuleViolation>(plan.Check);
            return (wrong.Code, wrong.Field);
        }
    }

    private static Credit One(Guid? agent, long fen, double hours) => new(Guid.NewGuid(), Guid.NewGuid(), fen, Noon.AddHours(hours), agent, agent is null ? Groups.None : Groups.Presale);
}
