namespace Yingke.Domain.Robot;

/// <summary>An entry of the knowledge base that may answer, the likeliest first.</summary>
/// <param name="Confidence">From 0 to 1.</param>
public sealed record RobotMatch(Guid EntryId, string Question, string Answer, double Confidence);

/// <summary>Whether the robot answers from the knowledge base, or what it offers instead.</summary>
/// <param name="Nearest">Questions to choose from where it is not sure.</param>
public sealed record RobotDecision(RobotMatch? Answer, IReadOnlyList<string> Nearest)
{
    private const int Offered = 3;

    public RobotOutcome Outcome => Answer is not null ? RobotOutcome.Answered : Nearest.Count > 0 ? RobotOutcome.Offered : RobotOutcome.Nothing;

    /// <summary>The best match if it is as sure as the shop demands, otherwise the nearest questions. (spec: campaigns.md, Robot)</summary>
    /// <param name="matches">The likeliest first.</param>
    /// <param name="thresholdPercent">0 to 100; exactly as much is enough.</param>
    public static RobotDecision Of(IReadOnlyList<RobotMatch> matches, int thresholdPercent) =>
        matches is [var best, ..] && best.Confidence * 100 >= thresholdPercent
            ? new(best, [])
            : new(null, [.. Near(matches).Select(m => m.Question)]);

    /// <summary>The nearest of them, each question once.</summary>
    public static IEnumerable<RobotMatch> Near(IEnumerable<RobotMatch> matches) => matches.DistinctBy(m => m.Question, StringComparer.Ordinal).Take(Offered);
}
