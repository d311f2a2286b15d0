using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <summary>
/// Nobody changes sides without hearing of it, nor comes back: where to, by whom, and how it ends. The fact is written in the desk's turn that moves them, so there is one
/// for each way whoever tries again and on however many nodes. (spec: campaigns.md, Staffing ratio; routing.md, Overload)
/// </summary>
internal sealed class NotifyMoved(Db db, RaiseAlerts alerts)
{
    public const string Moved = "staffing.moved";
    public const string Undone = "staffing.undone";

    public static readonly string[] Facts = [Moved, Undone];

    /// <summary>Who really moved: somebody whose groups were changed by hand meanwhile does not come back.</summary>
    private sealed record People(IReadOnlyList<Guid> AgentIds);

    /// <summary>Within a turn.</summary>
    public static void Record(DispatchTurn turn, string type, StaffingChange change, IReadOnlyList<Guid> agentIds) =>
        turn.Db.Record(new Fact { ShopId = change.ShopId, Type = type, At = turn.Now, SubjectId = change.Id, Details = JsonSerializer.Serialize(new People(agentIds), Stored.Json) });

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        var who = JsonSerializer.Deserialize<People>(fact.Details!, Stored.Json)!.AgentIds;
        var change = await db.Set<StaffingChange>().SingleAsync(c => c.ShopId == fact.ShopId && c.Id == fact.SubjectId, cancel);
        var back = fact.Type == Undone;
        var phase = back && change.UndoneBy is not null ? "hand" : EnumConverters.Text(change.Phase);
        foreach (var move in change.Moves.Where(m => who.Contains(m.AgentId)))
        {
            await alerts.Raise(new()
            {
                ShopId = fact.ShopId, Id = Guid.CreateVersion7(fact.At), Key = $"{fact.Type}:{change.Id}:{move.AgentId}", Kind = back ? AlertKind.StaffingUndone : AlertKind.StaffingMoved, AgentId = move.AgentId,
                SubjectId = change.CampaignId, Name = back ? change.UndoneBy : change.ConfirmedBy, Text = $"{phase}_{EnumConverters.Text(back ? move.Home() : move.Side())}", At = fact.At,
            }, [Audiences.Agent(move.AgentId)], aftermath, cancel);
        }
    }
}
