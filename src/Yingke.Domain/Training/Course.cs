using Yingke.Domain.Routing;

namespace Yingke.Domain.Training;

/// <summary>阶段: before starting, on the job, regular. (spec: accounts.md, Training)</summary>
public enum TrainingStage { Before, OnTheJob, Regular }

/// <summary>Where somebody stands with a course.</summary>
public enum Standing { Open, Passed, DueAgain }

/// <summary>What the rules need to know of a course.</summary>
/// <param name="Groups">Whom it is for; none for everybody.</param>
/// <param name="EveryDays">A regular course comes due again after so many days.</param>
/// <param name="AnewSince">Whoever passed before must pass anew.</param>
public sealed record Course(Guid Id, string Title, TrainingStage Stage, Groups Groups, int? EveryDays, DateTimeOffset? AnewSince)
{
    public bool IsFor(Groups groups) => Groups == Groups.None || (Groups & groups) != Groups.None;

    /// <summary>When it must be passed again, if <paramref name="passedAt"/> was the last time; null for never.</summary>
    public DateTimeOffset? DueAgainAt(DateTimeOffset passedAt) => EveryDays is { } days ? passedAt.AddDays(days) : null;

    public Standing StandingOf(DateTimeOffset? lastPassed, DateTimeOffset now)
    {
        if (lastPassed is not { } passed)
            return Standing.Open;
        return passed < AnewSince || DueAgainAt(passed) <= now ? Standing.DueAgain : Standing.Passed;
    }
}

/// <summary>Who may take chats, and who knows which side, by what they passed.</summary>
public static class Trained
{
    /// <summary>The first course of the first stage that is for these groups and not passed; null where nothing stands in the way of chats. (spec: accounts.md, Training)</summary>
    public static Course? Missing(IEnumerable<Course> courses, Groups groups, Func<Guid, DateTimeOffset?> lastPassed, DateTimeOffset now) =>
        courses.FirstOrDefault(c => c.Stage == TrainingStage.Before && c.IsFor(groups) && c.StandingOf(lastPassed(c.Id), now) != Standing.Passed);

    /// <summary>
    /// Whether somebody is trained for a side: whoever passed all courses that are for it by name; null where there is none, and something else must tell.
    /// (spec: campaigns.md, Staffing ratio)
    /// </summary>
    public static bool? KnowsSide(IReadOnlyCollection<Course> courses, Groups side, Func<Guid, DateTimeOffset?> lastPassed, DateTimeOffset now)
    {
        var of = courses.Where(c => (c.Groups & side) != Groups.None).ToList();
        return of.Count == 0 ? null : of.TrueForAll(c => c.StandingOf(lastPassed(c.Id), now) == Standing.Passed);
    }
}
