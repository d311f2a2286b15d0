using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Campaigns;

/// <param name="Both">Is trained for the other side, or, where it has no courses, has served it before.</param>
internal sealed record ProposedMove(Guid AgentId, string Name, Groups From, Groups To, bool Both, int Open);

/// <param name="Presale">How many shall serve before the sale; <paramref name="PresaleNow"/> how many do.</param>
/// <param name="Refused">Why it cannot be confirmed now; null if it can.</param>
internal sealed record ProposalView(StaffingPhase Phase, StaffingRatio Ratio, int Presale, int Aftersale, int PresaleNow, int AftersaleNow, DateTimeOffset UndoAt, IReadOnlyList<ProposedMove> Moves, string? Refused);

internal sealed record StaffingChangeView(
    Guid Id, StaffingPhase Phase, StaffingRatio Ratio, IReadOnlyList<ProposedMove> Moves, string ConfirmedBy, DateTimeOffset ConfirmedAt, DateTimeOffset UndoAt, DateTimeOffset? UndoneAt, string? UndoneBy);

/// <param name="Changes">What was confirmed for this campaign, the latest first.</param>
internal sealed record StaffingView(IReadOnlyList<ProposalView> Proposals, IReadOnlyList<StaffingChangeView> Changes);

/// <summary>
/// Proposes who changes sides for a campaign and its days after, has it carried out once a supervisor confirms, and taken back at the end. (spec: campaigns.md, Staffing ratio)
/// </summary>
internal sealed class PlanStaffing(Db db, ShopDirectory shops, Dispatcher dispatcher, ChangeSides sides, RaiseAlerts alerts, NodeBus bus, TimeProvider time)
{
    private static readonly TimeSpan DaysAfter = TimeSpan.FromDays(3);

    /// <param name="AgentIds">Who moves, as it was proposed: a proposal that has changed meanwhile is not carried out.</param>
    public sealed record ConfirmStaffingRequest(StaffingPhase? Phase, StaffingRatio? Ratio, IReadOnlyList<Guid>? AgentIds);

    public async Task<StaffingView> Show(CurrentAgent viewer, Guid campaignId, StaffingRatio? during, StaffingRatio? after, CancellationToken cancel)
    {
        var (campaign, now) = (await db.Campaign(viewer.ShopId, campaignId, cancel), time.Now());
        var names = await shops.Names(viewer.ShopId, cancel);
        var (chances, people) = (await sides.Look(viewer.ShopId, cancel), await sides.People(viewer.ShopId, cancel));
        var members = chances.Members(people);
        var open = people.ToDictionary(p => p.Id, p => p.Seat.Open);
        ProposedMove View(StaffMove m) => new(m.AgentId, names.GetValueOrDefault(m.AgentId, "—"), m.From, m.To, chances.Both(m.AgentId, m.From), open.GetValueOrDefault(m.AgentId));
        var changes = await db.Set<StaffingChange>().Where(c => c.ShopId == viewer.ShopId && c.CampaignId == campaignId).OrderByDescending(c => c.ConfirmedAt).ToListAsync(cancel);
        var isOpen = await db.Set<StaffingChange>().AnyAsync(c => c.ShopId == viewer.ShopId && c.UndoneAt == null, cancel);
        var proposals = new[] { (StaffingPhase.During, during ?? StaffingRatio.Normal), (StaffingPhase.After, after ?? StaffingRatio.After) }.Select(p =>
        {
            p.Item2.Check("ratio");
            var plan = Staffing.Plan(members, p.Item2);
            return new ProposalView(p.Item1, p.Item2, plan.Presale, plan.Aftersale, plan.PresaleNow, plan.AftersaleNow, UndoAt(campaign, p.Item1), [.. plan.Moves.Select(View)], Refused(campaign, p.Item1, isOpen, now));
        });
        return new([.. proposals], changes.ConvertAll(c => new StaffingChangeView(c.Id, c.Phase, new(c.PresalePart, c.AftersalePart), [.. c.Moves.Select(View)], c.ConfirmedBy, c.ConfirmedAt, c.UndoAt!.Value, c.UndoneAt, c.UndoneBy)));
    }

    public async Task Confirm(HttpContext http, Guid campaignId, ConfirmStaffingRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var phase = request.Phase is StaffingPhase.During or StaffingPhase.After ? request.Phase.Value : throw Refusal.Invalid("phase");
        var ratio = request.Ratio ?? throw Refusal.Invalid("ratio");
        ratio.Check("ratio");
        var asked = request.AgentIds is { Count: > 0 } ids ? ids.ToHashSet() : throw Refusal.Invalid("agentIds");
        var campaign = await db.Campaign(by.ShopId, campaignId, cancel);
        var chances = await sides.Look(by.ShopId, cancel);
        await dispatcher.Run(by.ShopId, async turn =>
        {
            var isOpen = await turn.Db.Set<StaffingChange>().AnyAsync(c => c.ShopId == by.ShopId && c.UndoneAt == null, CancellationToken.None);
            if (Refused(campaign, phase, isOpen, turn.Now) is { } why)
                throw Refusal.Conflict(why);
            var plan = Staffing.Plan(chances.Members(await ChangeSides.People(turn)), ratio);
            if (!asked.SetEquals(plan.Moves.Select(m => m.AgentId)))
                throw Refusal.Conflict("staffing_changed");
            await ChangeSides.Carry(turn, http, new()
            {
                ShopId = by.ShopId, CampaignId = campaignId, Phase = phase, PresalePart = ratio.Presale, AftersalePart = ratio.Aftersale, Moves = plan.Moves, ConfirmedBy = by.Name, ConfirmedAt = turn.Now, UndoAt = UndoAt(campaign, phase),
            }, campaign.Name);
        }, cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
    }

    public async Task Undo(HttpContext http, Guid campaignId, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await db.Campaign(by.ShopId, campaignId, cancel);
        var change = await db.Set<StaffingChange>().SingleOrDefaultAsync(c => c.ShopId == by.ShopId && c.CampaignId == campaignId && c.UndoneAt == null, cancel) ?? throw Refusal.Conflict("staffing_undone");
        await sides.TakeBack(change, http, cancel);
    }

    /// <summary>
    /// Once a campaign is over, whoever runs campaigns is told that people should move to the after-sale side, if the planner has anybody to move: once, and not when a day has
    /// gone by already.
    /// </summary>
    public async Task RemindAfter(CancellationToken cancel)
    {
        var now = time.Now();
        var since = now.AddDays(-1);
        var over = await db.Set<Campaign>().Where(c => c.EndAt <= now && c.EndAt > since && c.StoppedAt == null
            && !db.Set<StaffingChange>().Any(s => s.ShopId == c.ShopId && (s.UndoneAt == null || (s.CampaignId == c.Id && s.Phase == StaffingPhase.After)))
            && !db.Set<Alert>().Any(a => a.ShopId == c.ShopId && a.Kind == AlertKind.StaffingDue && a.SubjectId == c.Id)).ToListAsync(cancel);
        foreach (var campaign in over)
        {
            var members = (await sides.Look(campaign.ShopId, cancel)).Members(await sides.People(campaign.ShopId, cancel));
            if (Staffing.Plan(members, StaffingRatio.After).Moves.Count is not (> 0 and var moves))
                continue;
            await alerts.ToHolders(campaign.ShopId, Permission.CampaignsRun, id => new()
            {
                ShopId = campaign.ShopId, Id = Guid.CreateVersion7(now), Key = $"staffing:{campaign.Id}:{id}", Kind = AlertKind.StaffingDue, AgentId = id, SubjectId = campaign.Id, Name = campaign.Name, Value = moves, At = now,
            }, null, cancel);
        }
    }

    /// <summary>Until when it is; a campaign that was stopped ends what was done for it, too.</summary>
    public static DateTimeOffset UndoAt(Campaign campaign, StaffingPhase phase) => phase == StaffingPhase.During ? campaign.EndAt : campaign.EndAt + DaysAfter;

    private static string? Refused(Campaign campaign, StaffingPhase phase, bool isOpen, DateTimeOffset now) =>
        now >= UndoAt(campaign, phase) ? "staffing_over" : phase == StaffingPhase.After && now < campaign.EndAt ? "staffing_early" : isOpen ? "staffing_open" : null;
}
