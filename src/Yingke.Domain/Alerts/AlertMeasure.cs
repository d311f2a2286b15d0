using Yingke.Domain.Accounts;

namespace Yingke.Domain.Alerts;

/// <summary>A figure of the moment that somebody can set a threshold for.</summary>
public enum AlertMeasure
{
    QueueLength, LongestWait, AgentSilence, OpenTotal, OpenPerAgent, AgentsOnline, OfflineMessages, DeadlinesNear, DeadlinesOverdue, Satisfaction, ReplyRate,
    OpenComplaints, InspectionsWaiting, AppealsOpen,
}

public enum AlertUnit { Count, Seconds, Percent }

/// <summary>What there is to know of a measure before anybody sets a threshold.</summary>
/// <param name="Below">Too little is what alerts; else too much does.</param>
/// <param name="Usual">What is offered first.</param>
/// <param name="Most">The largest limit that means anything.</param>
/// <param name="Permission">Whose matter it is.</param>
/// <param name="WholeShop">Only for who sees all of the shop: it cannot be told of some agents.</param>
public sealed record MeasureKind(AlertMeasure Measure, AlertUnit Unit, bool Below, int Usual, int Most, string Permission, bool WholeShop = false)
{
    private const int ADay = 86_400;

    public static IReadOnlyList<MeasureKind> All { get; } =
    [
        new(AlertMeasure.QueueLength, AlertUnit.Count, false, 10, 100_000, Accounts.Permission.ImSupervise),
        new(AlertMeasure.LongestWait, AlertUnit.Seconds, false, 60, ADay, Accounts.Permission.ImSupervise),
        new(AlertMeasure.AgentSilence, AlertUnit.Seconds, false, 180, ADay, Accounts.Permission.ImSupervise),
        new(AlertMeasure.OpenTotal, AlertUnit.Count, false, 400, 1_000_000, Accounts.Permission.ImSupervise),
        new(AlertMeasure.OpenPerAgent, AlertUnit.Count, false, 30, 10_000, Accounts.Permission.ImSupervise),
        new(AlertMeasure.AgentsOnline, AlertUnit.Count, true, 2, 10_000, Accounts.Permission.ImSupervise),
        new(AlertMeasure.OfflineMessages, AlertUnit.Count, false, 5, 100_000, Accounts.Permission.ImSupervise),
        new(AlertMeasure.DeadlinesNear, AlertUnit.Count, false, 5, 100_000, Accounts.Permission.ImSupervise),
        new(AlertMeasure.DeadlinesOverdue, AlertUnit.Count, false, 1, 100_000, Accounts.Permission.ImSupervise),
        new(AlertMeasure.Satisfaction, AlertUnit.Percent, true, 90, 100, Accounts.Permission.ImSupervise),
        new(AlertMeasure.ReplyRate, AlertUnit.Percent, true, 95, 100, Accounts.Permission.ImSupervise, WholeShop: true),
        new(AlertMeasure.OpenComplaints, AlertUnit.Count, false, 3, 100_000, Accounts.Permission.ComplaintsDecide),
        new(AlertMeasure.InspectionsWaiting, AlertUnit.Count, false, 20, 100_000, Accounts.Permission.QualityInspect),
        new(AlertMeasure.AppealsOpen, AlertUnit.Count, false, 1, 100_000, Accounts.Permission.QualityDecide),
    ];

    private static readonly Dictionary<AlertMeasure, MeasureKind> ByMeasure = All.ToDictionary(m => m.Measure);

    public static MeasureKind Of(AlertMeasure measure) => ByMeasure[measure];

    /// <summary>Whether it is for somebody with these permissions.</summary>
    public bool IsFor(IReadOnlyDictionary<string, Scope> permissions) => permissions.TryGetValue(Permission, out var reach) && (!WholeShop || reach == Scope.All);

    /// <summary>The threshold at <paramref name="limit"/>.</summary>
    /// <exception cref="RuleViolation"><c>invalid</c>, field <c>limit</c> or <c>quietMinutes</c>.</exception>
    public Threshold At(int limit, int quietMinutes)
    {
        if (limit < 1 || limit > Most)
            throw new RuleViolation("invalid", $"1 to {Most}", "limit");
        if (quietMinutes is < 0 or > 1440)
            throw new RuleViolation("invalid", "0 to 1440", "quietMinutes");
        return new(Below, limit, Below && Unit == AlertUnit.Percent ? Math.Min(limit + 2, 100) : limit, TimeSpan.FromMinutes(quietMinutes));
    }
}
