using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Hotline;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>
/// Draws a plan's sample of a week: what was closed in it, or the calls that were answered in it. Drawn twice, it adds only what came since. Each finished week is
/// drawn by itself; others when somebody asks. (spec: quality.md, Inspection)
/// </summary>
internal sealed class DrawSamples(Db db, ShopDirectory shops, PassMachine machine, Sheets sheets, TimeProvider time)
{
    /// <param name="Week">Its Monday.</param>
    public sealed record DrawRequest(DateOnly? Week);

    public sealed record DrawAnswer(DateOnly Week, int Drawn);

    /// <summary>So long after its end a week is drawn: its last talks have closed, and their buyers have rated.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromHours(2);

    /// <summary>For every plan the last finished week, once.</summary>
    public async Task Run(CancellationToken cancel)
    {
        foreach (var plan in await db.Set<SamplingPlan>().Where(p => p.Enabled).Select(p => new { p.ShopId, p.Id, p.DrawnWeek }).ToListAsync(cancel))
        {
            var zone = (await shops.Shop(plan.ShopId, cancel)).Zone;
            var week = LocalDay.WeekStart(LocalDay.Of(time.Now() - Settles, zone)).AddDays(-7);
            if (plan.DrawnWeek < week.DayNumber)
                await Draw(plan.ShopId, plan.Id, week, byItself: true, cancel);
        }
    }

    public async Task<DrawAnswer> Handle(Guid id, DrawRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var today = LocalDay.Of(time.Now(), (await shops.Shop(shopId, cancel)).Zone);
        var week = LocalDay.WeekStart(request.Week ?? today);
        if (week > today || week < today.AddYears(-2))
            throw Refusal.Invalid("week", "a week of the last two years");
        return new(week, await Draw(shopId, id, week, byItself: false, cancel));
    }

    private async Task<int> Draw(Guid shopId, Guid planId, DateOnly week, bool byItself, CancellationToken cancel)
    {
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var (start, end) = (LocalDay.Start(week, zone), LocalDay.End(week.AddDays(6), zone));
        var subject = await db.Set<SamplingPlan>().Where(p => p.ShopId == shopId && p.Id == planId).Select(p => (SampleSubject?)p.Subject).SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
        if (subject == SampleSubject.Conversations)
            await machine.CatchUp(shopId, cancel);
        var candidates = subject == SampleSubject.Conversations ? await Conversations(shopId, start, end, cancel) : await Calls(shopId, start, end, cancel);
        await sheets.Current(shopId, cancel);
        var known = (await Inspectors.All(db, shopId, cancel)).Select(i => i.Id).ToHashSet();
        return await db.InTransaction(async () =>
        {
            // One draw of a plan at a time: the next sees what this one drew.
            var plan = await db.HoldPlan(shopId, planId, cancel) ?? throw Refusal.NotFound();
            var before = (await db.Set<InspectionTask>().Where(t => t.ShopId == shopId && t.PlanId == planId && t.Week == week.DayNumber).Select(t => new { t.ConversationId, t.CallId, t.AgentId, t.Reasons }).ToListAsync(cancel))
                .ConvertAll(t => new Draw(t.ConversationId ?? t.CallId!.Value, t.AgentId, t.Reasons));
            var drawn = Sampling.Of(plan.Rules, plan.Seed, week, candidates, before);
            var sheet = await sheets.Current(shopId, plan.SheetKey, cancel);
            var loads = await Loads(shopId, plan.Inspectors.Where(known.Contains), cancel);
            foreach (var draw in drawn)
            {
                var (conversation, call) = subject == SampleSubject.Conversations ? ((Guid?)draw.SubjectId, (Guid?)null) : (null, draw.SubjectId);
                db.Add(InspectionTask.Make(
                    shopId, $"plan:{planId}:{week:yyyy-MM-dd}:{draw.SubjectId}", planId, week, conversation, call, draw.AgentId, Sampling.Inspector(draw.AgentId, loads), sheet.Id, draw.Reasons, time.Now()));
            }
            if (byItself)
                plan.DrawnWeek = week.DayNumber;
            return drawn.Count;
        }, cancel);
    }

    private async Task<Dictionary<Guid, int>> Loads(Guid shopId, IEnumerable<Guid> inspectors, CancellationToken cancel)
    {
        var waiting = await db.Set<InspectionTask>().Where(t => t.ShopId == shopId && t.State == InspectionState.Waiting && t.InspectorId != null)
            .GroupBy(t => t.InspectorId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return inspectors.Distinct().ToDictionary(i => i, i => waiting.GetValueOrDefault(i));
    }

    private async Task<List<SampleCandidate>> Conversations(Guid shopId, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        var closed = await (
            from m in db.Set<MachineSheet>()
            join r in db.Set<Rating>() on new { m.ShopId, m.ConversationId } equals new { r.ShopId, r.ConversationId } into ratings
            from r in ratings.DefaultIfEmpty()
            where m.ShopId == shopId && m.ClosedAt >= start && m.ClosedAt < end
            select new { m.ConversationId, m.Agents, Stars = (int?)r.Stars, m.HitAgentId, m.Messages }).ToListAsync(cancel);
        var complained = await Complained(shopId, start, cancel);
        return closed.ConvertAll(c => new SampleCandidate(c.ConversationId, c.Agents, c.Stars, complained.Contains(c.ConversationId), c.HitAgentId, c.Messages));
    }

    /// <summary>Answered calls: one with which the caller was not satisfied stands for a low rating.</summary>
    private async Task<List<SampleCandidate>> Calls(Guid shopId, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        var answered = await db.Set<Call>().Where(c => c.ShopId == shopId && c.QueuedAt >= start && c.QueuedAt < end && c.AnsweredAt != null && c.EndedAt != null && c.AgentId != null)
            .Select(c => new { c.Id, c.AgentId, c.Survey, c.AnsweredAt, c.EndedAt }).ToListAsync(cancel);
        return answered.ConvertAll(c => new SampleCandidate(c.Id, [c.AgentId!.Value], c.Survey == CallSurvey.Unsatisfied ? 1 : null, false, null, (int)(c.EndedAt!.Value - c.AnsweredAt!.Value).TotalSeconds));
    }

    /// <summary>Conversations of which somebody complained, whether the buyer did it themself or an agent opened the ticket.</summary>
    private async Task<HashSet<Guid>> Complained(Guid shopId, DateTimeOffset since, CancellationToken cancel) =>
        [.. await db.Set<Complaint>().Where(c => c.ShopId == shopId && c.ConversationId != null && c.OpenedAt >= since).Select(c => c.ConversationId!.Value).ToListAsync(cancel),
            .. await db.Set<Domain.Tickets.Ticket>().Where(t => t.ShopId == shopId && t.Kind == "complaint" && t.ConversationId != null && t.CreatedAt >= since).Select(t => t.ConversationId!.Value).ToListAsync(cancel)];
}
