using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

/// <summary>Figures by indicator: counts and fen as whole numbers, everything else with six decimals; null is no value. As text, for a number would lose digits on its way.</summary>
internal sealed record FigureSections(
    IReadOnlyDictionary<string, string?> All, IReadOnlyDictionary<string, string?> Presale, IReadOnlyDictionary<string, string?> Aftersale, IReadOnlyDictionary<string, string?> Sales,
    IReadOnlyDictionary<string, string?> Service, IReadOnlyDictionary<string, string?> Hotline)
{
    private static readonly Dictionary<string, string?> Nothing = [];

    public static FigureSections None { get; } = new(Nothing, Nothing, Nothing, Nothing, Nothing, Nothing);

    public static FigureSections Of(FigureRow row)
    {
        IReadOnlyDictionary<string, string?> Section(Section section) => row.Of(section).ToDictionary(f => f.Indicator.Id, f => f.Indicator.Text(f.Value));
        return new(Section(Domain.Performance.Section.All), Section(Domain.Performance.Section.Presale), Section(Domain.Performance.Section.Aftersale), Section(Domain.Performance.Section.Sales),
            Section(Domain.Performance.Section.Service), Section(Domain.Performance.Section.Hotline));
    }
}

/// <param name="Seated">Takes part in serving: the others have a row for what they did besides.</param>
internal sealed record AgentFigures(Guid Id, string Name, Groups Groups, bool Seated, FigureSections Figures);

internal sealed record GroupFigures(Groups Group, FigureSections Figures);

/// <param name="Groups">Not for who sees some agents only.</param>
/// <param name="Shop">Likewise.</param>
/// <param name="Guard">Likewise: the shop's guard rails.</param>
internal sealed record ReportAnswer(
    DateOnly From, DateOnly To, IReadOnlyList<AgentFigures> Agents, IReadOnlyList<GroupFigures> Groups, FigureSections? Shop, IReadOnlyDictionary<string, string?>? Guard);

internal sealed record GuardAnswer(DateOnly From, DateOnly To, IReadOnlyDictionary<string, string?> Guard);

/// <summary>Every indicator of some days: the shop's for who may see it, a company's agents for its lead, one's own for an agent. (spec: performance.md; accounts.md, reports.view)</summary>
internal sealed class ShowReport(Db db, ShopDirectory shops, LoadFacts facts, LoadGuardRails guard, ProjectStints project, TimeProvider time)
{
    public const int MostDays = 400;

    public async Task<ReportAnswer> Of(CurrentAgent viewer, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        var period = await PeriodOf(viewer, from, to, cancel);
        var all = viewer.Reach(Permission.ReportsView) == Scope.All;
        // The people first: nobody of them is missing from the facts, which are read later.
        var people = await db.Set<Agent>().VisibleTo(viewer).OrderBy(a => a.Name).ThenBy(a => a.Id).Select(a => new { a.Id, a.Name, a.Groups, Seated = a.ImEnabled && a.SuspendedAt == null }).ToListAsync(cancel);
        var report = Report.Of(await facts.Of(viewer.ShopId, period, cancel), period);
        return new(period.From, period.To, people.ConvertAll(p => new AgentFigures(p.Id, p.Name, p.Groups, p.Seated, FigureSections.Of(report.Agents[p.Id]))),
            all ? [.. Report.EachGroup.Select(g => new GroupFigures(g, FigureSections.Of(report.Groups[g])))] : [], all ? FigureSections.Of(report.Shop) : null,
            all ? await guard.Of(viewer.ShopId, period, cancel) : null);
    }

    /// <summary>The report's guard rails without the rest of it, for who sees them there.</summary>
    public async Task<GuardAnswer> GuardOf(CurrentAgent viewer, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        if (viewer.Reach(Permission.ReportsView) != Scope.All)
            throw Refusal.NotFound();
        var period = await PeriodOf(viewer, from, to, cancel);
        await project.CatchUp(viewer.ShopId, cancel);
        return new(period.From, period.To, await guard.Of(viewer.ShopId, period, cancel));
    }

    /// <summary>Today unless said; one day unless said.</summary>
    public async Task<Period> PeriodOf(CurrentAgent viewer, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        var zone = (await shops.Shop(viewer.ShopId, cancel)).Zone;
        var first = from ?? to ?? LocalDay.Of(time.Now(), zone);
        var last = to ?? first;
        if (last < first || last.DayNumber - first.DayNumber >= MostDays || first.Year < 2000 || last.Year > 2200)
            throw Refusal.Invalid("to", $"at most {MostDays} days, and none before from");
        return new(first, last, zone);
    }
}

internal static class ReportVisibility
{
    /// <summary>Whose figures <paramref name="viewer"/> may see.</summary>
    public static IQueryable<Agent> VisibleTo(this IQueryable<Agent> agents, CurrentAgent viewer)
    {
        agents = agents.Where(a => a.ShopId == viewer.ShopId);
        return viewer.Reach(Permission.ReportsView) switch
        {
            Scope.All => agents,
            Scope.Own => agents.Where(a => a.Company == viewer.Company),
            _ => agents.Where(a => a.Id == viewer.AgentId),
        };
    }
}
