using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Domain.Training;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Training;

internal sealed record MatrixCourse(Guid Id, string Title, TrainingStage Stage, Groups Groups);

/// <param name="Asked">The course is for this person's groups.</param>
internal sealed record MatrixCell(Guid CourseId, bool Asked, Standing Standing, DateTimeOffset? PassedAt, DateTimeOffset? DueAt, int Attempts, int? Best);

/// <param name="Missing">The first course that keeps them from chats, whether the shop asks for it or not; null where none does.</param>
internal sealed record MatrixRow(Guid AgentId, string Name, Groups Groups, string? Company, string? Missing, IReadOnlyList<MatrixCell> Cells);

/// <param name="FirstStageBeforeChats">Whether the shop lets nobody take chats without the first stage.</param>
internal sealed record TrainingMatrix(bool FirstStageBeforeChats, IReadOnlyList<MatrixCourse> Courses, IReadOnlyList<MatrixRow> Rows);

internal sealed record AttemptView(Guid Id, string Course, DateTimeOffset At, int Percent, bool Passed);

/// <summary>Who has passed what, for supervisors: of the whole shop, or of their own company (spec: accounts.md, Training).</summary>
internal sealed class ShowMatrix(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int Shown = 200;

    public async Task<TrainingMatrix> Of(CurrentAgent viewer, CancellationToken cancel)
    {
        var now = time.Now();
        var courses = await db.Courses(viewer.ShopId, cancel);
        var passed = await db.LastPassed(viewer.ShopId, cancel);
        var tries = (await db.Set<AttemptRow>().Where(a => a.ShopId == viewer.ShopId).GroupBy(a => new { a.AgentId, a.CourseId }).Select(g => new { g.Key, Count = g.Count(), Best = g.Max(a => a.Percent) }).ToListAsync(cancel))
            .ToDictionary(g => (g.Key.AgentId, g.Key.CourseId), g => (g.Count, g.Best));
        var rows = (await Seen(viewer).OrderBy(a => a.CreatedAt).ToListAsync(cancel)).ConvertAll(agent =>
        {
            var mine = passed.Of(agent.Id);
            return new MatrixRow(agent.Id, agent.Name, agent.Groups, agent.Company, Trained.Missing(courses, agent.Groups, mine, now)?.Title, [.. courses.Select(course =>
            {
                var at = mine(course.Id);
                var (count, best) = tries.TryGetValue((agent.Id, course.Id), out var t) ? (t.Count, (int?)t.Best) : (0, null);
                return new MatrixCell(course.Id, course.IsFor(agent.Groups), course.StandingOf(at, now), at, at is { } when ? course.DueAgainAt(when) : null, count, best);
            })]);
        });
        var setting = (await shops.Shop(viewer.ShopId, cancel)).Settings.Training.FirstStageBeforeChats;
        return new(setting, courses.ConvertAll(c => new MatrixCourse(c.Id, c.Title, c.Stage, c.Groups)), rows);
    }

    /// <summary>One person's attempts, the latest first.</summary>
    public async Task<IReadOnlyList<AttemptView>> Attempts(CurrentAgent viewer, Guid agentId, CancellationToken cancel)
    {
        if (!await Seen(viewer).AnyAsync(a => a.Id == agentId, cancel))
            throw Refusal.NotFound();
        return await (
            from a in db.Set<AttemptRow>()
            join c in db.Set<CourseRow>() on new { a.ShopId, a.CourseId } equals new { c.ShopId, CourseId = c.Id }
            where a.ShopId == viewer.ShopId && a.AgentId == agentId
            orderby a.Id descending
            select new AttemptView(a.Id, c.Title, a.At, a.Percent, a.Passed)).Take(Shown).ToListAsync(cancel);
    }

    private IQueryable<Agent> Seen(CurrentAgent viewer)
    {
        var agents = db.Set<Agent>().Where(a => a.ShopId == viewer.ShopId && a.SuspendedAt == null);
        return viewer.Reach(Permission.ImSupervise) == Scope.All ? agents : agents.Where(a => a.Company == viewer.Company);
    }
}
