using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>Who hears of an inspection: the inspected of its result and of what became of an appeal, the supervisors of an appeal.</summary>
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
        await alerts.Raise(new()
        {
            ShopId = fact.ShopId, Key = $"{fact.Type}:{task.Id}", Kind = appealed ? AlertKind.InspectionAppealed : fact.Type == Submitted ? AlertKind.InspectionResult : AlertKind.AppealDecided,
            AgentId = appealed ? null : task.AgentId, SubjectId = task.Id, At = fact.At, Name = appealed ? (await shops.Names(fact.ShopId, cancel)).GetValueOrDefault(task.AgentId, "—") : null,
            Text = $"{sheet.Name} {task.Score:0.##}",
        }, appealed ? [Audiences.Supervisors(fact.ShopId)] : [Audiences.Agent(task.AgentId)], aftermath, cancel);
    }
}
