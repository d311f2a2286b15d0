using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Conversations.Categories;

internal sealed record NamedCount(string Name, int Count);

/// <param name="Name">With the names above it.</param>
/// <param name="Before">Mean of the four equally long periods before.</param>
/// <param name="Rise">In percent of that; null where there were none.</param>
internal sealed record CategoryFigure(Guid Id, string Name, int Count, decimal Before, decimal? Rise, IReadOnlyList<NamedCount> Agents, IReadOnlyList<NamedCount> Products);

internal sealed record CategoryReport(DateOnly From, DateOnly To, int Total, IReadOnlyList<CategoryFigure> Items);

/// <summary>Categories counted by period, product and agent; what rises most against the weeks before comes first (spec: tickets-hotline.md, Categories).</summary>
internal static class CategoryFigures
{
    private const int PeriodsBefore = 4;
    private const int LongestDays = 92;
    private const int Top = 5;

    public static async Task<CategoryReport> Handle(
        HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null, Guid? agentId = null, string? product = null, Word<CategorySubject>? kind = null)
    {
        var agent = http.Agent()!;
        var zone = (await shops.Shop(agent.ShopId, cancel)).Zone;
        var last = to ?? LocalDay.Of(time.Now(), zone);
        var first = from ?? last.AddDays(-6);
        if (last < first || last.DayNumber - first.DayNumber >= LongestDays || first.Year < 2000 || last.Year > 2200)
            throw Refusal.Invalid("from", $"1–{LongestDays} days");
        var all = Seen(db, agent);
        if (agentId is not null)
            all = all.Where(u => u.AgentId == agentId);
        if (!string.IsNullOrEmpty(product))
            all = all.Where(u => u.Product == product);
        if (kind is { Value: var subject })
            all = all.Where(u => u.Kind == subject);
        var days = last.DayNumber - first.DayNumber + 1;
        var periods = new List<Dictionary<Guid, int>>();
        for (var i = 0; i <= PeriodsBefore; i++)
            periods.Add(await Period(all, first.AddDays(-i * days), last.AddDays(-i * days), zone).GroupBy(u => u.CategoryId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel));
        var now = Period(all, first, last, zone);
        var agents = await now.Where(u => u.AgentId != null).GroupBy(u => new { u.CategoryId, u.AgentId }).Select(g => new { g.Key.CategoryId, g.Key.AgentId, Count = g.Count() }).ToListAsync(cancel);
        var products = await now.Where(u => u.Product != null).GroupBy(u => new { u.CategoryId, u.Product }).Select(g => new { g.Key.CategoryId, g.Key.Product, Count = g.Count() }).ToListAsync(cancel);
        var names = await shops.Names(agent.ShopId, cancel);
        var categories = await db.Set<Category>().Where(c => c.ShopId == agent.ShopId).ToDictionaryAsync(c => c.Id, cancel);
        var figures = periods.SelectMany(p => p.Keys).Distinct().Select(id => (Id: id, Rise: CategoryRise.Of(periods[0].GetValueOrDefault(id), [.. periods.Skip(1).Select(p => p.GetValueOrDefault(id))])))
            .OrderByDescending(f => f.Rise.More).ThenByDescending(f => f.Rise.Count).ThenBy(f => Path(categories, f.Id), StringComparer.Ordinal)
            .Select(f => new CategoryFigure(f.Id, Path(categories, f.Id), f.Rise.Count, decimal.Round(f.Rise.Before, 2), f.Rise.Rise is { } rise ? decimal.Round(rise, 1) : null,
                [.. agents.Where(a => a.CategoryId == f.Id).OrderByDescending(a => a.Count).Take(Top).Select(a => new NamedCount(names.GetValueOrDefault(a.AgentId!.Value, "—"), a.Count))],
                [.. products.Where(p => p.CategoryId == f.Id).OrderByDescending(p => p.Count).Take(Top).Select(p => new NamedCount(p.Product!, p.Count))]));
        return new(first, last, periods[0].Values.Sum(), [.. figures]);
    }

    /// <summary>The shop's, those of one's company, or one's own.</summary>
    private static IQueryable<CategoryUse> Seen(Db db, CurrentAgent agent)
    {
        var uses = db.Set<CategoryUse>().Where(u => u.ShopId == agent.ShopId);
        var (me, company) = (agent.AgentId, agent.Company);
        return agent.Reach(Permission.ReportsView) switch
        {
            Scope.Self => uses.Where(u => u.AgentId == me),
            Scope.Own => uses.Where(u => db.Set<Agent>().Any(a => a.ShopId == agent.ShopId && a.Id == u.AgentId && a.Company == company)),
            _ => uses,
        };
    }

    private static IQueryable<CategoryUse> Period(IQueryable<CategoryUse> uses, DateOnly first, DateOnly last, TimeZoneInfo zone)
    {
        var (from, to) = (LocalDay.Start(first, zone), LocalDay.End(last, zone));
        return uses.Where(u => u.At >= from && u.At < to);
    }

    private static string Path(Dictionary<Guid, Category> categories, Guid id) =>
        !categories.TryGetValue(id, out var category) ? "—" : category.ParentId is { } parent ? $"{Path(categories, parent)} / {category.Name}" : category.Name;
}
