using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <param name="DrawnWeek">The Monday of the last week that was drawn by itself.</param>
internal sealed record PlanView(Guid Id, string Name, SampleSubject Subject, string SheetKey, SamplingRules Rules, IReadOnlyList<QualityPerson> Inspectors, bool Enabled, long Version, DateOnly? DrawnWeek);

/// <summary>抽检计划: what is drawn each week, by which sheet and whom it is inspected.</summary>
internal sealed class EditPlans(Db db, ShopDirectory shops, Sheets sheets)
{
    private const int MostPlans = 30;

    /// <param name="Subject">Of a new plan; it stays what it is.</param>
    public sealed record SamplingPlanRequest(long? Version, string? Name, SampleSubject? Subject, string? SheetKey, SamplingRules? Rules, IReadOnlyList<Guid>? InspectorIds, bool? Enabled);

    /// <param name="Inspectors">Who could be one.</param>
    public sealed record PlanList(IReadOnlyList<PlanView> Items, IReadOnlyList<QualityPerson> Inspectors);

    public async Task<PlanList> List(Guid shopId, CancellationToken cancel)
    {
        var plans = await db.Set<SamplingPlan>().Where(p => p.ShopId == shopId).OrderBy(p => p.Id).ToListAsync(cancel);
        var names = await shops.Names(shopId, cancel);
        return new(plans.ConvertAll(p => View(p, names)), await Inspectors.All(db, shopId, cancel));
    }

    public async Task<PlanView> Add(SamplingPlanRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        await Check(shopId, request, cancel);
        if (await db.Set<SamplingPlan>().CountAsync(p => p.ShopId == shopId, cancel) >= MostPlans)
            throw Refusal.Conflict("too_many_plans");
        var plan = new SamplingPlan
        {
            ShopId = shopId, Name = request.Name!.Trim(), Subject = request.Subject ?? SampleSubject.Conversations, SheetKey = request.SheetKey!, Rules = request.Rules!,
            Inspectors = [.. request.InspectorIds!.Distinct()], Enabled = request.Enabled ?? true, Seed = Random.Shared.NextInt64(), Version = 1,
        };
        await db.InTransaction(() =>
        {
            db.Add(plan);
            Audit.Add(db, http, "sampling_plan.added", plan.Name, null, new { plan.Rules, plan.SheetKey, plan.Enabled });
            return Task.CompletedTask;
        }, cancel);
        return View(plan, await shops.Names(shopId, cancel));
    }

    public async Task<PlanView> Change(Guid id, SamplingPlanRequest request, HttpContext http, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        await Check(shopId, request, cancel);
        var plan = await db.InTransaction(async () =>
        {
            var found = await db.HoldPlan(shopId, id, cancel) ?? throw Refusal.NotFound();
            if (request.Version != found.Version)
                throw request.Version is null ? Refusal.Invalid("version", "missing") : Refusal.Conflict("plan_changed");
            var before = new { found.Rules, found.SheetKey, found.Enabled };
            (found.Name, found.SheetKey, found.Rules, found.Inspectors, found.Enabled) = (request.Name!.Trim(), request.SheetKey!, request.Rules!, [.. request.InspectorIds!.Distinct()], request.Enabled ?? found.Enabled);
            found.Version++;
            Audit.Add(db, http, "sampling_plan.changed", found.Name, before, new { found.Rules, found.SheetKey, found.Enabled });
            return found;
        }, cancel);
        return View(plan, await shops.Names(shopId, cancel));
    }

    private async Task Check(Guid shopId, SamplingPlanRequest request, CancellationToken cancel)
    {
        AgentFields.Text(request.Name ?? "", "name", 1, 40);
        var rules = request.Rules ?? throw Refusal.Invalid("rules");
        if (rules.PerAgent is < 0 or > 50)
            throw Refusal.Invalid("rules.perAgent", "0–50");
        if (rules.LongerThan is < 1 or > 100_000)
            throw Refusal.Invalid("rules.longerThan", "1–100000");
        if (request.InspectorIds is null or { Count: 0 or > 50 })
            throw Refusal.Invalid("inspectorIds", "1–50");
        await Inspectors.Check(db, shopId, request.InspectorIds, "inspectorIds", cancel);
        await sheets.Current(shopId, request.SheetKey, cancel);
    }

    private static PlanView View(SamplingPlan p, IReadOnlyDictionary<Guid, string> names) => new(
        p.Id, p.Name, p.Subject, p.SheetKey, p.Rules, [.. p.Inspectors.Select(i => new QualityPerson(i, names.GetValueOrDefault(i, "—")))], p.Enabled, p.Version,
        p.DrawnWeek == 0 ? null : DateOnly.FromDayNumber(p.DrawnWeek));
}

internal static class InspectionRowsHeld
{
    /// <summary>The row, held until the open transaction ends.</summary>
    public static Task<SamplingPlan?> HoldPlan(this Db db, Guid shopId, Guid id, CancellationToken cancel) => db.Dialect.IsPostgres
        ? db.Set<SamplingPlan>().FromSqlRaw("SELECT * FROM sampling_plans WHERE shop_id = {0} AND id = {1} FOR UPDATE", shopId, id).AsTracking().SingleOrDefaultAsync(cancel)
        : db.Set<SamplingPlan>().AsTracking().SingleOrDefaultAsync(p => p.ShopId == shopId && p.Id == id, cancel);

    /// <summary>The row, held until the open transaction ends.</summary>
    public static Task<InspectionTask?> HoldInspection(this Db db, Guid shopId, Guid id, CancellationToken cancel) => db.Dialect.IsPostgres
        ? db.Set<InspectionTask>().FromSqlRaw("SELECT * FROM inspection_tasks WHERE shop_id = {0} AND id = {1} FOR UPDATE", shopId, id).AsTracking().SingleOrDefaultAsync(cancel)
        : db.Set<InspectionTask>().AsTracking().SingleOrDefaultAsync(t => t.ShopId == shopId && t.Id == id, cancel);
}
