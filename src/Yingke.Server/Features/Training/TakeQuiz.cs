using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Domain.Training;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Training;

/// <param name="ForMe">For the viewer's groups, so that it is asked of them.</param>
/// <param name="Best">The best of the viewer's attempts, in percent.</param>
internal sealed record CourseLine(
    Guid Id, string Title, TrainingStage Stage, Groups Groups, int Questions, int PassMark, int? EveryDays, bool ForMe, Standing Standing, DateTimeOffset? PassedAt, DateTimeOffset? DueAt, int Attempts, int? Best);

/// <param name="Right">Only for whoever stands as passed, and for whoever writes courses.</param>
internal sealed record QuestionView(string Text, IReadOnlyList<string> Options, bool Several, IReadOnlyList<int>? Right);

internal sealed record CourseView(CourseLine Line, string Material, IReadOnlyList<QuestionView> Questions, long Version, string ChangedBy, DateTimeOffset ChangedAt);

internal sealed record AttemptResult(int Right, int Questions, int Percent, bool Passed, CourseView Course);

/// <summary>Everybody reads the courses and takes their quizzes; the server grades, and the right answers stay here until they are passed (spec: accounts.md, Training).</summary>
internal sealed class TakeQuiz(Db db, ChangeSeat seats, TimeProvider time)
{
    /// <param name="Answers">Of each question in order, the numbers of the chosen options.</param>
    /// <param name="Version">Of the course that was read.</param>
    public sealed record AttemptRequest(IReadOnlyList<IReadOnlyList<int>>? Answers, long? Version);

    public async Task<IReadOnlyList<CourseLine>> List(CurrentAgent viewer, CancellationToken cancel)
    {
        var rows = await db.Set<CourseRow>().Where(c => c.ShopId == viewer.ShopId && c.ArchivedAt == null).ToListAsync(cancel);
        var view = await Viewed(viewer, cancel);
        return [.. rows.OrderBy(c => c.Stage).ThenBy(c => c.Id).Select(view)];
    }

    public async Task<CourseView> One(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var row = await Found(viewer.ShopId, id, cancel);
        var line = (await Viewed(viewer, cancel))(row);
        var open = line.Standing == Standing.Passed || viewer.May(Permission.AgentsManage);
        return new(line, row.Material, [.. row.Questions.Select(q => new QuestionView(q.Text, q.Options, q.Right.Count > 1, open ? q.Right : null))], row.Version, row.ChangedBy, row.ChangedAt);
    }

    public async Task<AttemptResult> Attempt(CurrentAgent me, Guid id, AttemptRequest request, CancellationToken cancel)
    {
        var row = await Found(me.ShopId, id, cancel);
        var answers = request.Answers ?? throw Refusal.Invalid("answers");
        if (request.Version != row.Version)
            throw Refusal.Conflict("course_changed");
        var score = Quiz.Grade(row.Questions, answers, row.PassMark);
        await db.InTransaction(() =>
        {
            db.Add(new AttemptRow { ShopId = me.ShopId, CourseId = id, AgentId = me.AgentId, At = time.Now(), Percent = score.Percent, Passed = score.Passed, CourseVersion = row.Version, Answers = [.. answers.Select(a => a.Distinct().Order().ToList())] });
            return Task.CompletedTask;
        }, cancel);
        // Whoever sat at the desk without it may take chats from now on.
        if (score.Passed && row.Stage == TrainingStage.Before)
            await seats.Handle(me.ShopId, me.AgentId, _ => { }, cancel);
        return new(score.Right, score.Questions, score.Percent, score.Passed, await One(me, id, cancel));
    }

    private async Task<CourseRow> Found(Guid shopId, Guid id, CancellationToken cancel) =>
        await db.Set<CourseRow>().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id && c.ArchivedAt == null, cancel) ?? throw Refusal.NotFound();

    private async Task<Func<CourseRow, CourseLine>> Viewed(CurrentAgent viewer, CancellationToken cancel)
    {
        var groups = await db.Set<Accounts.Agent>().Where(a => a.ShopId == viewer.ShopId && a.Id == viewer.AgentId).Select(a => a.Groups).SingleAsync(cancel);
        var mine = (await db.Set<AttemptRow>().Where(a => a.ShopId == viewer.ShopId && a.AgentId == viewer.AgentId).Select(a => new { a.CourseId, a.At, a.Percent, a.Passed }).ToListAsync(cancel)).ToLookup(a => a.CourseId);
        var now = time.Now();
        return row =>
        {
            var tries = mine[row.Id].ToList();
            var passed = tries.Where(t => t.Passed).Select(t => (DateTimeOffset?)t.At).Max();
            var rules = row.Rules;
            return new(row.Id, row.Title, row.Stage, row.Groups, row.Questions.Count, row.PassMark, row.EveryDays, rules.IsFor(groups), rules.StandingOf(passed, now), passed, passed is { } at ? rules.DueAgainAt(at) : null,
                tries.Count, tries.Count == 0 ? null : tries.Max(t => t.Percent));
        };
    }
}
