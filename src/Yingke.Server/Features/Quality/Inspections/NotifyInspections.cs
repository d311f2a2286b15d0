using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>Who hears of an inspection: the inspected of its result, who decides and who inspected of an appeal, and both sides of what became of it.</summary>
internal sealed class NotifyInspections(Db db, RaiseAlerts alerts, ShopDirectory shops)
{
    public const string Submitted = "inspection.submitted";
    public const string Appealed = "inspection.appealed";
    public const string Decided = "inspection.decided";

    public static readonly string[] Facts = [Submitted, Appealed, Decided];

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        if (await db.Set<InspectionTask>().SingleOrDefaultAsync(t => t.ShopId == fact.ShopId && t.Id == fact.SubjectId, cancel) is not { } task)
            return;
        var appealed = fact.Type == Appealed;
        var sheet = await db.Set<SheetVersion>().Where(s => s.ShopId == fact.ShopId && s.Id == task.SheetId).Select(s => s.Sheet).SingleAsync(cancel);
        var kind = appealed ? AlertKind.InspectionAppealed : fact.Type == Submitted ? AlertKind.InspectionResult : AlertKind.AppealDecided;
        var name = (await shops.Names(fact.ShopId, cancel)).GetValueOrDefault(task.AgentId, "—");
        foreach (var agentId in await Concerned(task, kind, cancel))
        {
            await alerts.Raise(new()
            {
                ShopId = fact.ShopId, Key = $"{fact.Type}:{task.Id}:{agentId}", Kind = kind, AgentId = agentId, SubjectId = task.Id, At = fact.At, Name = agentId == task.AgentId ? null : name,
                Text = $"{sheet.Name} {task.Score:0.##}",
            }, [Audiences.Agent(agentId)], aftermath, cancel);
        }
    }

    /// <summary>Of an appeal whoever decides and whoever inspected, never the one who appeals; of all else the inspected, and of a decision the inspector too.</summary>
    private async Task<IEnumerable<Guid>> Concerned(InspectionTask task, AlertKind kind, CancellationToken cancel)
    {
        List<Guid> inspector = task.InspectorId is { } by && kind != AlertKind.InspectionResult ? [by] : [];
        return kind == AlertKind.InspectionAppealed
            ? (await alerts.Holders(task.ShopId, cancel, Permission.QualityDecide)).Union(inspector).Where(id => id != task.AgentId)
            : inspector.Prepend(task.AgentId).Distinct();
    }
}
