using Yingke.Domain.Campaigns;
using Yingke.Domain.Routing;

namespace Yingke.Server.Features.Campaigns;

/// <param name="Share">Of what all teams have together by the measure; null while that is nothing.</param>
internal sealed record TeamView(string Name, int Members, int Orders, long Fen, int Rank, double? Share);

internal sealed record StandingView(Guid AgentId, string Name, string? Team, int Orders, long Fen, int Rank);

/// <param name="Name">Of the agent, for an agent's.</param>
/// <param name="Expected">What would be on course by now.</param>
internal sealed record GoalView(TargetScope Scope, Groups Group, Guid? AgentId, string? Name, Measure Measure, long Value, long Reached, long Expected, GoalState State);

/// <param name="Hour">The hour that begins with it.</param>
internal sealed record HourView(DateTimeOffset Hour, int Orders, long Fen);

/// <summary>A campaign's board as everybody sees it.</summary>
internal sealed record BoardView(
    Guid CampaignId, string Name, DateTimeOffset StartAt, DateTimeOffset EndAt, CampaignState State, Measure Measure, DateTimeOffset At, int Orders, long Fen, IReadOnlyList<TeamView> Teams, IReadOnlyList<StandingView> Agents,
    IReadOnlyList<GoalView> Goals, IReadOnlyList<HourView> Hours)
{
    private const int MostHours = 24;

    public static BoardView Of(Campaign campaign, IReadOnlyCollection<Credit> credits, IReadOnlyDictionary<Guid, string> names, TimeZoneInfo zone, DateTimeOffset now)
    {
        var board = Board.Of(credits, campaign.Plan.Teams, campaign.Measure);
        var hours = StandingViews.Hours(credits, campaign.StartAt, now < campaign.EndAt ? now : campaign.EndAt, zone);
        return new(campaign.Id, campaign.Name, campaign.StartAt, campaign.EndAt, campaign.StateAt(now), campaign.Measure, now, board.Shop.Orders, board.Shop.Fen, StandingViews.Teams(board, campaign.Measure),
            StandingViews.Agents(board, names), StandingViews.Goals(campaign, board, names, now), [.. hours.TakeLast(MostHours)]);
    }
}

/// <summary>The parts of boards, broadcasts and reviews, with names.</summary>
internal static class StandingViews
{
    public static List<TeamView> Teams(Board board, Measure measure)
    {
        var all = board.Teams.Sum(t => t.Sum.Of(measure));
        return [.. board.Teams.Select(t => new TeamView(t.Name, t.Members, t.Sum.Orders, t.Sum.Fen, t.Rank, all == 0 ? null : Math.Round((double)t.Sum.Of(measure) / all, 4)))];
    }

    public static List<StandingView> Agents(Board board, IReadOnlyDictionary<Guid, string> names) =>
        [.. board.Agents.Select(a => new StandingView(a.AgentId, names.GetValueOrDefault(a.AgentId, "—"), a.Team, a.Sum.Orders, a.Sum.Fen, a.Rank)).OrderBy(a => a.Rank).ThenBy(a => a.Name, StringComparer.Ordinal)];

    public static List<GoalView> Goals(Campaign campaign, Board board, IReadOnlyDictionary<Guid, string> names, DateTimeOffset now)
    {
        var past = Goal.Past(campaign.StartAt, campaign.EndAt, now);
        return [.. campaign.Plan.Targets.Select(t => View(Goal.Of(t, Goal.Reach(t, board), past), names))];
    }

    public static GoalView View(Goal g, IReadOnlyDictionary<Guid, string> names) =>
        new(g.Target.Scope, g.Target.Group, g.Target.AgentId, g.Target.AgentId is { } id ? names.GetValueOrDefault(id, "—") : null, g.Target.Measure, g.Target.Value, g.Reached, g.Expected, g.State);

    /// <summary>Each hour of the shop's clock that the span touches, those without an order too.</summary>
    public static List<HourView> Hours(IReadOnlyCollection<Credit> credits, DateTimeOffset start, DateTimeOffset until, TimeZoneInfo zone)
    {
        var first = FullHours.Between(start.AddHours(-1).AddMilliseconds(-1), start, zone).Last();
        var sums = new Sum[Math.Max(0, (int)Math.Ceiling((until - first).TotalHours))];
        foreach (var credit in credits)
        {
            var hour = (int)Math.Floor((credit.PaidAt - first).TotalHours);
            if (hour >= 0 && hour < sums.Length && credit.PaidAt >= start)
                sums[hour] += new Sum(1, credit.Fen);
        }
        return [.. sums.Select((s, i) => new HourView(first.AddHours(i), s.Orders, s.Fen))];
    }
}
