using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Routing;
using Yingke.Domain.Training;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Training;

/// <summary>The courses of a shop, by whoever manages its people (spec: accounts.md, Training).</summary>
internal sealed class EditCourses(Db db, TakeQuiz quiz, TimeProvider time)
{
    private const int MostCourses = 100;
    private const int LongestMaterial = 20_000;
    private const int MostDays = 730;

    /// <param name="Groups">Whom it is for; empty for everybody.</param>
    /// <param name="EveryDays">Of a regular course: after so many days it comes due again.</param>
    /// <param name="Version">Of a change: the state that it was made from.</param>
    /// <param name="PassAnew">Of a change: whoever passed before must pass again.</param>
    public sealed record CourseRequest(
        string? Title, TrainingStage? Stage, Groups? Groups, string? Material, IReadOnlyList<QuizQuestion>? Questions, int? PassMark, int? EveryDays, long? Version = null, bool PassAnew = false);

    public async Task<CourseView> Add(CourseRequest request, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        Check(request);
        if (await db.Set<CourseRow>().CountAsync(c => c.ShopId == me.ShopId && c.ArchivedAt == null, cancel) >= MostCourses)
            throw Refusal.Conflict("too_many_courses");
        var row = new CourseRow { ShopId = me.ShopId, Title = request.Title!.Trim(), Material = "", Questions = [], ChangedBy = me.Name };
        Apply(row, request, me.Name);
        await Save(() =>
        {
            db.Add(row);
            Audit.Add(db, http, "course.added", row.Title, null, Said(row));
        }, cancel);
        return await quiz.One(me, row.Id, cancel);
    }

    public async Task<CourseView> Change(Guid id, CourseRequest request, HttpContext http, CancellationToken cancel)
    {
        var me = http.Agent()!;
        Check(request);
        var row = await Held(me.ShopId, id, cancel);
        if (request.Version != row.Version)
            throw Refusal.Conflict("course_changed");
        var before = Said(row);
        row.Title = request.Title!.Trim();
        Apply(row, request, me.Name);
        row.Version++;
        if (request.PassAnew)
            row.AnewSince = time.Now();
        await Save(() => Audit.Add(db, http, "course.changed", row.Title, before, Said(row)), cancel);
        return await quiz.One(me, id, cancel);
    }

    public async Task Archive(Guid id, HttpContext http, CancellationToken cancel)
    {
        var row = await Held(http.Agent()!.ShopId, id, cancel);
        (row.ArchivedAt, row.Version) = (time.Now(), row.Version + 1);
        await Save(() => Audit.Add(db, http, "course.archived", row.Title), cancel);
    }

    private void Apply(CourseRow row, CourseRequest request, string by)
    {
        (row.Stage, row.Groups, row.Material, row.PassMark) = (request.Stage!.Value, request.Groups ?? Groups.None, request.Material!.Trim(), request.PassMark!.Value);
        row.Questions = [.. request.Questions!.Select(q => new QuizQuestion(q.Text.Trim(), [.. q.Options.Select(o => o.Trim())], [.. q.Right.Order()]))];
        row.EveryDays = request.Stage == TrainingStage.Regular ? request.EveryDays : null;
        (row.ChangedAt, row.ChangedBy) = (time.Now(), by);
    }

    private static void Check(CourseRequest request)
    {
        AgentFields.Text(request.Title ?? "", "title", 1, 60);
        if (request.Stage is null)
            throw Refusal.Invalid("stage");
        if (request.Material?.Trim() is not { Length: >= 1 and <= LongestMaterial })
            throw Refusal.Invalid("material", $"1–{LongestMaterial} characters");
        Quiz.Check(request.Questions ?? throw Refusal.Invalid("questions"), request.PassMark ?? throw Refusal.Invalid("passMark"));
        if (request.Stage == TrainingStage.Regular && request.EveryDays is not (>= 1 and <= MostDays))
            throw Refusal.Invalid("everyDays", $"1–{MostDays}");
    }

    private static object Said(CourseRow c) => new { c.Title, c.Stage, c.Groups, c.Material, c.Questions, c.PassMark, c.EveryDays, c.AnewSince };

    private async Task<CourseRow> Held(Guid shopId, Guid id, CancellationToken cancel) =>
        await db.Set<CourseRow>().AsTracking().SingleOrDefaultAsync(c => c.ShopId == shopId && c.Id == id && c.ArchivedAt == null, cancel) ?? throw Refusal.NotFound();

    private async Task Save(Action change, CancellationToken cancel)
    {
        try
        {
            await db.InTransaction(() => { change(); return Task.CompletedTask; }, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusal.Conflict("course_changed");
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("course_title_taken");
        }
    }
}
