using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

/// <param name="DueAt">Null for who owes none.</param>
/// <param name="Figures">The month's, as they are now; those of a submitted one stay as they were.</param>
internal sealed record MonthlyReportView(
    Guid? Id, Guid AgentId, string Name, string Month, DateTimeOffset? DueAt, bool IsOver, string Done, string Problems, string Plans, FigureSections Figures, DateTimeOffset? SubmittedAt, bool Late);

internal sealed record MonthlyReportHead(Guid? Id, Guid AgentId, string Name, DateTimeOffset? SubmittedAt, bool Late);

internal sealed record MonthlyReportList(string Month, DateTimeOffset DueAt, IReadOnlyList<MonthlyReportHead> Items);

/// <summary>月报: prefilled with the month's figures, completed and submitted by the agent; that time counts. Due by the end of the 5th, shop time. (spec: performance.md, Ledger)</summary>
internal sealed class FileReports(Db db, LoadFacts facts, ShopDirectory shops, TimeProvider time)
{
    private const int MostWords = 4000;

    public sealed record SaveRequest(string? Month, string? Done, string? Problems, string? Plans, bool Submit);

    public static DateTimeOffset DueAt(Month month, TimeZoneInfo zone) => new Period(month.Next.First, month.Next.First.AddDays(4), zone).End;

    public async Task<MonthlyReportView> Own(CurrentAgent by, string? text, CancellationToken cancel)
    {
        var month = await MonthOf(by, text, cancel);
        return await View(by.ShopId, by.AgentId, month, await db.Set<MonthlyReport>().SingleOrDefaultAsync(r => r.ShopId == by.ShopId && r.MonthKey == month.Key && r.AgentId == by.AgentId, cancel), cancel);
    }

    public async Task<MonthlyReportView> Save(CurrentAgent by, SaveRequest request, CancellationToken cancel)
    {
        var month = MonthText.Needed(request.Month);
        foreach (var (words, field) in new[] { (request.Done, "done"), (request.Problems, "problems"), (request.Plans, "plans") })
        {
            if (words?.Length > MostWords)
                throw Refusal.Invalid(field, $"at most {MostWords} characters");
        }
        if (request.Submit && string.IsNullOrWhiteSpace(request.Done))
            throw Refusal.Invalid("done", "missing");
        var zone = (await shops.Shop(by.ShopId, cancel)).Zone;
        if (month.Key > Month.Of(time.Now(), zone).Key || (request.Submit && time.Now() < month.In(zone).End))
            throw Refusal.Conflict("month_not_over");
        var figures = request.Submit ? JsonSerializer.Serialize(await Figures(by.ShopId, by.AgentId, month, cancel), Stored.Json) : null;
        try
        {
            await db.InTransaction(async () =>
            {
                var row = await db.Set<MonthlyReport>().AsTracking().SingleOrDefaultAsync(r => r.ShopId == by.ShopId && r.MonthKey == month.Key && r.AgentId == by.AgentId, cancel);
                if (row?.SubmittedAt is not null)
                    throw Refusal.Conflict("report_submitted");
                if (row is null)
                    db.Add(row = new() { ShopId = by.ShopId, AgentId = by.AgentId, MonthKey = month.Key });
                (row.Done, row.Problems, row.Plans, row.SavedAt) = (request.Done?.Trim() ?? "", request.Problems?.Trim() ?? "", request.Plans?.Trim() ?? "", time.Now());
                if (request.Submit)
                    (row.Figures, row.SubmittedAt) = (figures, time.Now());
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("changed_meanwhile");
        }
        return await Own(by, request.Month, cancel);
    }

    /// <summary>Who has submitted and who has not, of those whose figures the viewer may see.</summary>
    public async Task<MonthlyReportList> List(CurrentAgent viewer, string? text, CancellationToken cancel)
    {
        var month = await MonthOf(viewer, text, cancel);
        var zone = (await shops.Shop(viewer.ShopId, cancel)).Zone;
        var (due, end) = (DueAt(month, zone), month.In(zone).End);
        var reports = (await db.Set<MonthlyReport>().Where(r => r.ShopId == viewer.ShopId && r.MonthKey == month.Key && r.SubmittedAt != null).ToListAsync(cancel)).ToDictionary(r => r.AgentId);
        var owing = Owing(viewer.ShopId, end).Select(a => a.Id);
        var people = await db.Set<Agent>().VisibleTo(viewer).OrderBy(a => a.Name).ThenBy(a => a.Id).Select(a => new { a.Id, a.Name, Owes = owing.Contains(a.Id) }).ToListAsync(cancel);
        return new(month.ToString(), due, [.. people.Where(p => p.Owes || reports.ContainsKey(p.Id)).Select(p =>
            reports.GetValueOrDefault(p.Id) is { } report ? new MonthlyReportHead(report.Id, p.Id, p.Name, report.SubmittedAt, report.SubmittedAt >= due) : new(null, p.Id, p.Name, null, time.Now() >= due))]);
    }

    /// <summary>Who owes a month's report: everybody who chats and had an account before <paramref name="end"/> of it.</summary>
    public IQueryable<Agent> Owing(Guid shopId, DateTimeOffset end) => db.Set<Agent>().Where(a => a.ShopId == shopId && a.ImEnabled && !a.IsOwner && a.SuspendedAt == null && a.CreatedAt < end);

    /// <summary>A submitted one; a draft is its writer's alone.</summary>
    public async Task<MonthlyReportView> One(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var people = db.Set<Agent>().VisibleTo(viewer).Select(a => a.Id);
        var row = await db.Set<MonthlyReport>().SingleOrDefaultAsync(r => r.ShopId == viewer.ShopId && r.Id == id && r.SubmittedAt != null && people.Contains(r.AgentId), cancel) ?? throw Refusal.NotFound();
        return await View(viewer.ShopId, row.AgentId, Month.OfKey(row.MonthKey), row, cancel);
    }

    private async Task<MonthlyReportView> View(Guid shopId, Guid agentId, Month month, MonthlyReport? row, CancellationToken cancel)
    {
        var zone = (await shops.Shop(shopId, cancel)).Zone;
        var end = month.In(zone).End;
        DateTimeOffset? due = await Owing(shopId, end).AnyAsync(a => a.Id == agentId, cancel) ? DueAt(month, zone) : null;
        var figures = row?.Figures is { } kept ? JsonSerializer.Deserialize<FigureSections>(kept, Stored.Json)! : await Figures(shopId, agentId, month, cancel);
        return new(row?.Id, agentId, (await shops.Names(shopId, cancel)).GetValueOrDefault(agentId, "—"), month.ToString(), due, time.Now() >= end, row?.Done ?? "", row?.Problems ?? "", row?.Plans ?? "", figures,
            row?.SubmittedAt, (row?.SubmittedAt ?? time.Now()) >= due);
    }

    private async Task<FigureSections> Figures(Guid shopId, Guid agentId, Month month, CancellationToken cancel)
    {
        var period = month.In((await shops.Shop(shopId, cancel)).Zone);
        return Report.Of(await facts.Of(shopId, period, cancel), period).Agents.GetValueOrDefault(agentId) is { } row ? FigureSections.Of(row) : FigureSections.None;
    }

    private async Task<Month> MonthOf(CurrentAgent viewer, string? text, CancellationToken cancel) =>
        text is null ? Month.Of(time.Now(), (await shops.Shop(viewer.ShopId, cancel)).Zone).Before : MonthText.Needed(text);
}
