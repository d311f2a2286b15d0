using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Hotline;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>
/// Everything that moves an inspection: under its row's lock, with its revision and the score that the figures read, or not at all. Scores are
/// worked out here from the sheet and the marks, whatever a page shows. (spec: quality.md, Inspection)
/// </summary>
internal sealed class ActOnInspection(Db db, ShopDirectory shops, Sheets sheets, PassMachine machine, TimeProvider time)
{
    public sealed record PickRequest(Guid? ConversationId, Guid? CallId, Guid? AgentId, string? SheetKey);

    public sealed record MarksRequest(long? Version, SheetMarks? Marks);

    public sealed record InspectorRequest(Guid? InspectorId);

    public sealed record InspectionAppeal(string? Text);

    /// <param name="Marks">Null where the score stays as it was.</param>
    public sealed record InspectionDecision(long? Version, string? Text, SheetMarks? Marks);

    /// <summary>Something that no plan drew: by the one who will inspect it.</summary>
    public async Task<InspectionTask> Pick(CurrentAgent by, PickRequest request, CancellationToken cancel)
    {
        if (request.ConversationId is null == request.CallId is null)
            throw Refusal.Invalid("conversationId", "a conversation, or a call");
        var sheet = await sheets.Current(by.ShopId, request.SheetKey, cancel);
        var (agent, at) = request.CallId is { } call ? await OfCall(by, call, cancel) : await OfTalk(by, request.ConversationId!.Value, request.AgentId, cancel);
        var week = LocalDay.WeekStart(LocalDay.Of(at, (await shops.Shop(by.ShopId, cancel)).Zone));
        var task = InspectionTask.Make(
            by.ShopId, $"hand:{agent}:{request.CallId ?? request.ConversationId}", null, week, request.ConversationId, request.CallId, agent, by.AgentId, sheet.Id, [DrawReason.ByHand], time.Now());
        db.Add(task);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("inspection_exists");
        }
        return task;
    }

    public Task<InspectionTask> GiveTo(CurrentAgent by, Guid id, InspectorRequest request, CancellationToken cancel) => Run(by, id, async task =>
    {
        var inspector = request.InspectorId ?? throw Refusal.Invalid("inspectorId", "missing");
        await Inspectors.Check(db, by.ShopId, [inspector], "inspectorId", cancel);
        task.GiveTo(inspector);
    }, cancel);

    public Task<InspectionTask> Save(CurrentAgent by, Guid id, MarksRequest request, CancellationToken cancel) => Run(by, id, async task =>
    {
        MustBe(task, request.Version);
        await Score(task, request.Marks, cancel);
        task.Save(by.AgentId, request.Marks!);
    }, cancel);

    public Task<InspectionTask> Submit(CurrentAgent by, Guid id, MarksRequest request, CancellationToken cancel) => Run(by, id, async task =>
    {
        MustBe(task, request.Version);
        var (now, score) = (time.Now(), await Score(task, request.Marks, cancel));
        task.Submit(by.AgentId, request.Marks!, score, now);
        db.Add(new Inspection { ShopId = task.ShopId, Id = task.Id, ConversationId = task.ConversationId, CallId = task.CallId, AgentId = task.AgentId, Score = score, At = now });
        await Revise(task, RevisionKind.Submitted, by, null, task.Marks, now, cancel);
        Tell(task, NotifyInspections.Submitted, now);
    }, cancel);

    public Task<InspectionTask> Appeal(CurrentAgent by, Guid id, InspectionAppeal request, CancellationToken cancel)
    {
        var text = Reason(request.Text);
        return Run(by, id, async task =>
        {
            var now = time.Now();
            task.Appeal(by.AgentId, now);
            await Revise(task, RevisionKind.Appealed, by, text, null, now, cancel);
            Tell(task, NotifyInspections.Appealed, now);
        }, cancel);
    }

    public Task<InspectionTask> Decide(CurrentAgent by, Guid id, InspectionDecision request, CancellationToken cancel)
    {
        var text = Reason(request.Text);
        return Run(by, id, async task =>
        {
            MustBe(task, request.Version);
            var now = time.Now();
            task.Decide(by.AgentId, request.Marks, request.Marks is null ? null : await Score(task, request.Marks, cancel), now);
            if (request.Marks is not null)
                (await db.Set<Inspection>().AsTracking().SingleAsync(i => i.ShopId == task.ShopId && i.Id == task.Id, cancel)).Become(task.Millionths!.Value);
            await Revise(task, request.Marks is null ? RevisionKind.Upheld : RevisionKind.Changed, by, text, request.Marks, now, cancel);
            Tell(task, NotifyInspections.Decided, now);
        }, cancel);
    }

    private async Task<(Guid Agent, DateTimeOffset At)> OfTalk(CurrentAgent by, Guid id, Guid? agentId, CancellationToken cancel)
    {
        var talk = await db.Set<Conversation>().VisibleTo(by, db).Where(c => c.Id == id).Select(c => new { c.State, c.ClosedAt }).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        if (talk.State != ConversationState.Closed)
            throw Refusal.Conflict("conversation_open");
        await machine.CatchUp(by.ShopId, cancel);
        var agents = await db.Set<MachineSheet>().Where(m => m.ShopId == by.ShopId && m.ConversationId == id).Select(m => m.Agents).SingleOrDefaultAsync(cancel) ?? [];
        if (agents.Count == 0)
            throw Refusal.Conflict("nobody_to_inspect");
        return (agentId is not { } asked ? agents[^1] : agents.Contains(asked) ? asked : throw Refusal.Invalid("agentId", "who served in it"), talk.ClosedAt!.Value);
    }

    private async Task<(Guid Agent, DateTimeOffset At)> OfCall(CurrentAgent by, Guid id, CancellationToken cancel)
    {
        var call = await db.Set<Call>().Where(c => c.ShopId == by.ShopId && c.Id == id).Select(c => new { c.AgentId, c.AnsweredAt, c.EndedAt, c.QueuedAt }).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        return call is { AgentId: { } agent, AnsweredAt: not null, EndedAt: not null } ? (agent, call.QueuedAt) : throw Refusal.Conflict("nobody_to_inspect");
    }

    private async Task<decimal> Score(InspectionTask task, SheetMarks? marks, CancellationToken cancel)
    {
        var sheet = await db.Set<SheetVersion>().Where(s => s.ShopId == task.ShopId && s.Id == task.SheetId).Select(s => s.Sheet).SingleAsync(cancel);
        var findings = await db.FindingsOf(task, cancel);
        var last = task.ConversationId is { } talk ? await db.Set<Conversation>().Where(c => c.ShopId == task.ShopId && c.Id == talk).Select(c => c.HeadSeq).SingleAsync(cancel) : 0;
        SheetScore.Check(sheet, marks ?? throw Refusal.Invalid("marks"), findings, last);
        return SheetScore.Of(sheet, marks, findings).Total;
    }

    private async Task Revise(InspectionTask task, RevisionKind kind, CurrentAgent by, string? text, SheetMarks? marks, DateTimeOffset now, CancellationToken cancel) => db.Add(new InspectionRevision
    {
        ShopId = task.ShopId, TaskId = task.Id, Number = await db.Set<InspectionRevision>().CountAsync(r => r.ShopId == task.ShopId && r.TaskId == task.Id, cancel) + 1, Kind = kind, At = now,
        AgentId = by.AgentId, Text = text, Marks = marks, Millionths = task.Millionths!.Value,
    });

    private void Tell(InspectionTask task, string type, DateTimeOffset now) => db.Record(new Fact { ShopId = task.ShopId, Type = type, At = now, SubjectId = task.Id });

    private Task<InspectionTask> Run(CurrentAgent by, Guid id, Func<InspectionTask, Task> work, CancellationToken cancel) => db.InTransaction(async () =>
    {
        if (!await db.Set<InspectionTask>().VisibleTo(by).AnyAsync(t => t.Id == id, cancel))
            throw Refusal.NotFound();
        var task = (await db.HoldInspection(by.ShopId, id, cancel))!;
        await work(task);
        return task;
    }, cancel);

    private static void MustBe(InspectionTask task, long? version)
    {
        if (version is null)
            throw Refusal.Invalid("version", "missing");
        if (version != task.Version)
            throw Refusal.Conflict("inspection_changed");
    }

    private static string Reason(string? text) =>
        string.IsNullOrWhiteSpace(text) ? throw Refusal.Invalid("text", "missing")
        : text.Length > InspectionTask.MaxReason ? throw Refusal.Invalid("text", $"at most {InspectionTask.MaxReason} characters") : text.Trim();
}
