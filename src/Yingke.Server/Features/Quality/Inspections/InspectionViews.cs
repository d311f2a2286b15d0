using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Buyers;
using Yingke.Domain.Conversations;
using Yingke.Domain.Hotline;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Inspections;

/// <param name="Title">The buyer's name; of a caller whom nobody knows the number, masked.</param>
/// <param name="HeldAt">When the conversation began, or the call came in.</param>
/// <param name="Week">The Monday of the week that it was drawn for.</param>
/// <param name="Plan">Null for what was picked by hand.</param>
internal sealed record InspectionRow(
    Guid Id, InspectionState State, QualityPerson Agent, QualityPerson? Inspector, Guid? ConversationId, Guid? CallId, string Title, DateTimeOffset HeldAt, DateOnly Week, string? Plan,
    IReadOnlyList<DrawReason> Reasons, string Sheet, decimal Full, decimal? Score, string? Grade, DateTimeOffset DrawnAt, DateTimeOffset? SubmittedAt, DateTimeOffset? AppealUntil);

/// <param name="Score">The score that stands after it.</param>
internal sealed record RevisionView(int Number, RevisionKind Kind, DateTimeOffset At, QualityPerson By, string? Text, SheetMarks? Marks, decimal Score);

internal sealed record InspectedCall(DateTimeOffset QueuedAt, DateTimeOffset? RingingAt, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, CallSurvey? Survey, string? RecordingUrl, string? Note);

/// <param name="Findings">The machine's, of the inspected agent; marks refer to them by their places.</param>
/// <param name="MayScore">Who asks is its inspector, or may become it.</param>
internal sealed record InspectionAnswer(
    InspectionRow Row, long Version, SheetView Sheet, IReadOnlyList<Finding> Findings, SheetMarks Marks, ScoreOfSheet Result, IReadOnlyList<RevisionView> Revisions, InspectedCall? Call,
    bool MayScore, bool MayAppeal, bool MayDecide);

internal sealed class InspectionViews(Db db, ShopDirectory shops, TimeProvider time)
{
    public async Task<List<InspectionRow>> Rows(Guid shopId, IReadOnlyList<InspectionTask> tasks, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        List<Guid> talkIds = [.. tasks.Select(t => t.ConversationId).OfType<Guid>()], callIds = [.. tasks.Select(t => t.CallId).OfType<Guid>()], sheetIds = [.. tasks.Select(t => t.SheetId).Distinct()];
        var talks = await (
            from c in db.Set<Conversation>()
            join b in db.Set<Buyer>() on new { c.ShopId, c.BuyerId } equals new { b.ShopId, BuyerId = b.Id }
            where c.ShopId == shopId && talkIds.Contains(c.Id)
            select new { c.Id, b.Name, c.OpenedAt }).ToDictionaryAsync(c => c.Id, cancel);
        var calls = await db.Set<Call>().Where(c => c.ShopId == shopId && callIds.Contains(c.Id)).Select(c => new { c.Id, c.Phone, c.QueuedAt, c.BuyerId }).ToDictionaryAsync(c => c.Id, cancel);
        var callerIds = calls.Values.Select(c => c.BuyerId).OfType<Guid>().Distinct().ToList();
        var callers = await db.Set<Buyer>().Where(b => b.ShopId == shopId && callerIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        var sheets = await db.Set<SheetVersion>().Where(s => s.ShopId == shopId && sheetIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Sheet, cancel);
        var plans = await db.Set<SamplingPlan>().Where(p => p.ShopId == shopId).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        return [.. tasks.Select(t =>
        {
            var call = t.CallId is { } callId ? calls.GetValueOrDefault(callId) : null;
            var talk = t.ConversationId is { } talkId ? talks.GetValueOrDefault(talkId) : null;
            var caller = call?.BuyerId is { } buyer ? callers.GetValueOrDefault(buyer) : call?.Phone is { } phone ? Phone.Masked(phone) : null;
            var sheet = sheets[t.SheetId];
            return new InspectionRow(
                t.Id, t.State, Named(t.AgentId, names), t.InspectorId is { } by ? Named(by, names) : null, t.ConversationId, t.CallId, talk?.Name ?? caller ?? "—", talk?.OpenedAt ?? call?.QueuedAt ?? t.DrawnAt,
                DateOnly.FromDayNumber(t.Week), t.PlanId is { } plan ? plans.GetValueOrDefault(plan) : null, t.Reasons, sheet.Name, sheet.FullMarks(), t.Score, t.Score is { } score ? sheet.GradeOf(score) : null,
                t.DrawnAt, t.SubmittedAt, t.AppealUntil);
        })];
    }

    public async Task<InspectionAnswer> One(InspectionTask task, CurrentAgent viewer, CancellationToken cancel)
    {
        var (shopId, names) = (task.ShopId, await shops.Names(task.ShopId, cancel));
        var sheet = await db.Set<SheetVersion>().SingleAsync(s => s.ShopId == shopId && s.Id == task.SheetId, cancel);
        var findings = await db.FindingsOf(task, cancel);
        var revisions = await db.Set<InspectionRevision>().Where(r => r.ShopId == shopId && r.TaskId == task.Id).OrderBy(r => r.Number).ToListAsync(cancel);
        var call = task.CallId is { } id ? await db.Set<Call>().Where(c => c.ShopId == shopId && c.Id == id)
            .Select(c => new InspectedCall(c.QueuedAt, c.RingingAt, c.AnsweredAt, c.EndedAt, c.Survey, c.RecordingUrl, c.Note)).SingleOrDefaultAsync(cancel) : null;
        var (person, another) = (viewer.SessionId is not null, viewer.AgentId != task.AgentId);
        return new(
            (await Rows(shopId, [task], cancel))[0], task.Version, SheetView.Of(sheet, names), findings, task.Marks, SheetScore.Of(sheet.Sheet, task.Marks, findings),
            revisions.ConvertAll(r => new RevisionView(r.Number, r.Kind, r.At, Named(r.AgentId, names), r.Text, r.Marks, r.Millionths / 1_000_000m)), call,
            person && another && task.State == InspectionState.Waiting && viewer.May(Permission.QualityInspect) && (task.InspectorId is null || task.InspectorId == viewer.AgentId),
            person && !another && task.State == InspectionState.Submitted && time.Now() <= task.AppealUntil,
            person && another && task.State == InspectionState.Appealed && viewer.May(Permission.QualityDecide));
    }

    private static QualityPerson Named(Guid id, IReadOnlyDictionary<Guid, string> names) => new(id, names.GetValueOrDefault(id, "—"));
}

internal static class InspectionVisibility
{
    /// <summary>Inspectors see all of the shop's; the inspected their own, both only once there is a result to their own.</summary>
    public static IQueryable<InspectionTask> VisibleTo(this IQueryable<InspectionTask> tasks, CurrentAgent viewer)
    {
        var me = viewer.AgentId;
        tasks = tasks.Where(t => t.ShopId == viewer.ShopId && (t.AgentId != me || t.State != InspectionState.Waiting));
        return viewer.May(Permission.QualityInspect) ? tasks : tasks.Where(t => t.AgentId == me);
    }

    /// <summary>What the machine found of the inspected agent. A sheet of the machine is made once, so places in this list stay.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsOf(this Db db, InspectionTask task, CancellationToken cancel)
    {
        if (task.ConversationId is not { } conversation)
            return [];
        var all = await db.Set<MachineSheet>().Where(m => m.ShopId == task.ShopId && m.ConversationId == conversation).Select(m => m.Findings).SingleOrDefaultAsync(cancel) ?? [];
        return [.. all.Where(f => f.AgentId == task.AgentId)];
    }
}
