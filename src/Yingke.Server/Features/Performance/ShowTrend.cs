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

internal enum TrendStep { Day, Week, Month }

internal sealed record TrendPoint(DateOnly From, DateOnly To, FigureSections Figures);

internal sealed record TrendAnswer(IReadOnlyList<TrendPoint> Points);

/// <summary>One row of the report, day by day, week by week or month by month; the first and the last step end where the range does.</summary>
internal sealed class ShowTrend(Db db, ShowReport report, LoadFacts facts)
{
    private const int MostPoints = 100;

    public async Task<TrendAnswer> Of(CurrentAgent viewer, DateOnly? from, DateOnly? to, TrendStep step, Guid? agentId, Groups? group, CancellationToken cancel)
    {
        await MustSee(db, viewer, agentId, group, cancel);
        var whole = await report.PeriodOf(viewer, from, to, cancel);
        var steps = Steps(whole, step).ToList();
        if (steps.Count > MostPoints)
            throw Refusal.Invalid("step", $"at most {MostPoints} points");
        var each = await facts.Of(viewer.ShopId, whole, steps, cancel);
        return new([.. steps.Select((period, i) => new TrendPoint(period.From, period.To, FigureSections.Of(RowOf(Report.Of(each[i], period), agentId, group))))]);
    }

    /// <summary>The shop's and a group's row is for those who see all; an agent's for who sees the agent.</summary>
    public static async Task MustSee(Db db, CurrentAgent viewer, Guid? agentId, Groups? group, CancellationToken cancel)
    {
        if (agentId is not null && group is not null)
            throw Refusal.Invalid("group", "an agent or a group");
        if (agentId is { } id ? !await db.Set<Agent>().VisibleTo(viewer).AnyAsync(a => a.Id == id, cancel) : viewer.Reach(Permission.ReportsView) != Scope.All)
            throw Refusal.NotFound();
    }

    private static FigureRow RowOf(Report report, Guid? agentId, Groups? group) =>
        agentId is { } agent ? report.Agents[agent] : group is { } one ? report.Groups[one] : report.Shop;

    private static IEnumerable<Period> Steps(Period whole, TrendStep step)
    {
        for (var day = whole.From; day <= whole.To;)
        {
            var next = step switch
            {
                TrendStep.Day => day.AddDays(1),
                TrendStep.Week => LocalDay.WeekStart(day).AddDays(7),
                _ => LocalDay.MonthStart(day).AddMonths(1),
            };
            yield return whole with { From = day, To = next.AddDays(-1) is var last && last < whole.To ? last : whole.To };
            day = next;
        }
    }
}
