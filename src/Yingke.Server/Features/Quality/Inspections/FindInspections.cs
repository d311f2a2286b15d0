using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>The work list of who asks, what nobody has yet, what all have; what came of it; appeals.</summary>
internal enum InspectionList { Mine, Unassigned, Waiting, Done, Appeals }

internal sealed record InspectionCounts(int Mine, int Unassigned, int Waiting, int Appeals);

/// <summary>Looking for inspections, newest first.</summary>
internal static class FindInspections
{
    public static async Task<Page<InspectionRow>> Handle(
        HttpContext http, Db db, InspectionViews views, CancellationToken cancel, Word<InspectionList>? view = null, Guid? agentId = null, DateOnly? week = null, Guid? before = null, int limit = 50)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit, 200);
        var some = In(db, agent, view?.Value ?? InspectionList.Mine);
        if (agentId is not null)
            some = some.Where(t => t.AgentId == agentId);
        if (week is { } monday)
            some = some.Where(t => t.Week == monday.DayNumber);
        return await Page(some, agent, views, before, size, cancel);
    }

    /// <summary>我的质检: the results of one's own work.</summary>
    public static Task<Page<InspectionRow>> Own(HttpContext http, Db db, InspectionViews views, CancellationToken cancel, Guid? before = null, int limit = 50)
    {
        var agent = http.Agent()!;
        return Page(db.Set<InspectionTask>().VisibleTo(agent).Where(t => t.AgentId == agent.AgentId), agent, views, before, Paging.Limit(limit, 200), cancel);
    }

    public static async Task<InspectionCounts> Count(HttpContext http, Db db, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        Task<int> In(InspectionList view) => FindInspections.In(db, agent, view).CountAsync(cancel);
        return new(await In(InspectionList.Mine), await In(InspectionList.Unassigned), await In(InspectionList.Waiting), await In(InspectionList.Appeals));
    }

    private static IQueryable<InspectionTask> In(Db db, CurrentAgent agent, InspectionList view)
    {
        var (tasks, me) = (db.Set<InspectionTask>().VisibleTo(agent), agent.AgentId);
        return view switch
        {
            InspectionList.Mine => tasks.Where(t => t.State == InspectionState.Waiting && t.InspectorId == me),
            InspectionList.Unassigned => tasks.Where(t => t.State == InspectionState.Waiting && t.InspectorId == null),
            InspectionList.Waiting => tasks.Where(t => t.State == InspectionState.Waiting),
            InspectionList.Appeals => tasks.Where(t => t.State == InspectionState.Appealed),
            _ => tasks.Where(t => t.State != InspectionState.Waiting),
        };
    }

    private static async Task<Page<InspectionRow>> Page(IQueryable<InspectionTask> some, CurrentAgent agent, InspectionViews views, Guid? before, int size, CancellationToken cancel)
    {
        if (before is { } cursor)
            some = some.Where(t => t.Id.CompareTo(cursor) < 0);
        var page = Paging.Of(await some.OrderByDescending(t => t.Id).Take(size + 1).ToListAsync(cancel), size, t => t.Id);
        return new(await views.Rows(agent.ShopId, page.Items, cancel), page.Next);
    }
}
