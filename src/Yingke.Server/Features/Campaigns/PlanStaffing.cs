using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Training;
using Yingke.Server.Platform.Activity;
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
/// Proposes who changes sides for a campaign and its days after, carries it out once a supervisor confirms, and takes it back at the end: by the
/// desk's own turns, so that queues move with the people. (spec: campaigns.md, Staffing ratio)
/// </summary>
internal sealed class PlanStaffing(Db db, ShopDirectory shops, Dispatcher dispatcher, SeatRule seats, RaiseAlerts alerts, Signals signals, NodeBus bus, TimeProvider time, ILogger<PlanStaffing> log)
{
    /// <summary>Who served the other side in so many days knows both.</summary>
    private const int DaysRemembered = 90;
    private static readonly TimeSpan DaysAfter = TimeSpan.FromDays(3);

    /// <param name="AgentIds">Who moves, as it was proposed: a proposal that has changed meanwhile is not carried out.</param>
    public sealed record ConfirmStaffingRequest(StaffingPhase? Phase, StaffingRatio? Ratio, IReadOnlyList<Guid>? AgentIds);

    public async Task<StaffingView> Show(CurrentAgent viewer, Guid campaignId, StaffingRatio? during, StaffingRatio? after, CancellationToken cancel)
    {
        var (campaign, now) = (await db.Campaign(viewer.ShopId, campaignId, cancel), time.Now());
        var names = await shops.Names(viewer.ShopId, cancel);
        var people = await DeskPerson.Load(db, seats, await shops.Shop(viewer.ShopId, cancel), cancel);
        db.ChangeTracker.Clear();
        var both = await Both(db, viewer.ShopId, now, cancel);
        var open = people.ToDictionary(p => p.Id, p => p.Seat.Open);
        ProposedMove View(StaffMove m) => new(m.AgentId, names.GetValueOrDefault(m.AgentId, "—"), m.From, m.To, both(m.AgentId, m.From), open.GetValueOrDefault(m.AgentId));
        var changes = await db.Set<StaffingChange>().Where(c => c.ShopId == viewer.ShopId && c.CampaignId == campaignId).OrderByDescending(c => c.ConfirmedAt).ToListAsync(cancel);
        var isOpen = await db.Set<StaffingChange>().AnyAsync(c => c.ShopId == viewer.ShopId && c.UndoneAt == null, cancel);
        var proposals = new[] { (StaffingPhase.During, during ?? StaffingRatio.Normal), (StaffingPhase.After, after ?? StaffingRatio.After) }.Select(p =>
        {
            p.Item2.Check("ratio");
            var plan = Staffing.Plan(Members(people, both), p.Item2);
            return new ProposalView(p.Item1, p.Item2, plan.Presale, plan.Aftersale, plan.PresaleNow, plan.AftersaleNow, UndoAt(campaign, p.Item1), [.. plan.Moves.Select(View)], Refused(campaign, p.Item1, isOpen, now));
        });
        return new([.. proposals], changes.ConvertAll(c => new StaffingChangeView(c.Id, c.Phase, new(c.PresalePart, c.AftersalePart), [.. c.Moves.Select(View)], c.ConfirmedBy, c.ConfirmedAt, c.UndoAt, c.UndoneAt, c.UndoneBy)));
    }

    public async Task Confirm(HttpContext http, Guid campaignId, ConfirmStaffingRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var phase = request.Phase ?? throw Refusal.Invalid("phase");
        var ratio = request.Ratio ?? throw Refusal.Invalid("ratio");
        ratio.Check("ratio");
        var asked = request.AgentIds is { Count: > 0 } ids ? ids.ToHashSet() : throw Refusal.Invalid("agentIds");
        var campaign = await db.Campaign(by.ShopId, campaignId, cancel);
        var both = await Both(db, by.ShopId, time.Now(), cancel);
        await dispatcher.Run(by.ShopId, async turn =>
        {
            var isOpen = await turn.Db.Set<StaffingChange>().AnyAsync(c => c.ShopId == by.ShopId && c.UndoneAt == null, CancellationToken.None);
            if (Refused(campaign, phase, isOpen, turn.Now) is { } why)
                throw Refusal.Conflict(why);
            var people = (await turn.Db.Set<Agent>().Where(a => a.ShopId == by.ShopId).Select(a => a.Id).ToListAsync(CancellationToken.None)).ConvertAll(turn.Person);
            var plan = Staffing.Plan(Members(people, both), ratio);
            if (!asked.SetEquals(plan.Moves.Select(m => m.AgentId)))
                throw Refusal.Conflict("staffing_changed");
            turn.Db.Add(new StaffingChange
            {
                ShopId = by.ShopId, CampaignId = campaignId, Phase = phase, PresalePart = ratio.Presale, AftersalePart = ratio.Aftersale, Moves = plan.Moves, ConfirmedBy = by.Name, ConfirmedAt = turn.Now, UndoAt = UndoAt(campaign, phase),
            });
            foreach (var move in plan.Moves)
            {
                await Move(turn, turn.Person(move.AgentId), move.To);
                Audit.Add(turn.Db, http, "staffing.moved", Audit.Subject(turn.Person(move.AgentId).Row), new { groups = move.From }, new { groups = move.To, campaign = campaign.Name });
            }
            await turn.Db.SaveChangesAsync();
        }, cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
    }

    public async Task Undo(HttpContext http, Guid campaignId, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await db.Campaign(by.ShopId, campaignId, cancel);
        var change = await db.Set<StaffingChange>().SingleOrDefaultAsync(c => c.ShopId == by.ShopId && c.CampaignId == campaignId && c.UndoneAt == null, cancel) ?? throw Refusal.Conflict("staffing_undone");
        await TakeBack(change, by.Name, (turn, agent, move) => Audit.Add(turn.Db, http, "staffing.undone", Audit.Subject(agent), new { groups = move.To }, new { groups = move.From }), cancel);
    }

    /// <summary>
    /// Once a campaign is over, whoever runs campaigns is told that people should move to the after-sale side, if the planner has anybody to move: once, and not when a day has
    /// gone by already.
    /// </summary>
    public async Task RemindAfter(CancellationToken cancel)
    {
        var now = time.Now();
        var since = now.AddDays(-1);
        foreach (var campaign in await db.Set<Campaign>().Where(c => c.EndAt <= now && c.EndAt > since && c.StoppedAt == null).ToListAsync(cancel))
        {
            var (shopId, first) = (campaign.ShopId, $"staffing:{campaign.Id}:");
            if (await db.Set<Alert>().AnyAsync(a => a.ShopId == shopId && a.Key.StartsWith(first), cancel)
                || await db.Set<StaffingChange>().AnyAsync(c => c.ShopId == shopId && (c.UndoneAt == null || c.CampaignId == campaign.Id && c.Phase == StaffingPhase.After), cancel))
                continue;
            var people = await DeskPerson.Load(db, seats, await shops.Shop(shopId, cancel), cancel);
            db.ChangeTracker.Clear();
            var moves = Staffing.Plan(Members(people, await Both(db, shopId, now, cancel)), StaffingRatio.After).Moves.Count;
            if (moves > 0)
                await Remind(campaign, first, moves, now, cancel);
        }
    }

    private async Task Remind(Campaign campaign, string key, int moves, DateTimeOffset now, CancellationToken cancel)
    {
        var aftermath = new Aftermath();
        try
        {
            await db.InTransaction(async () =>
            {
                foreach (var id in await alerts.Holders(campaign.ShopId, cancel, Permission.CampaignsRun))
                {
                    await alerts.Raise(new()
                    {
                        ShopId = campaign.ShopId, Id = Guid.CreateVersion7(now), Key = key + id, Kind = AlertKind.StaffingDue, AgentId = id, SubjectId = campaign.Id, Name = campaign.Name, Value = moves, At = now,
                    }, [Audiences.Agent(id)], aftermath, cancel);
                }
                await db.SaveChangesAsync(cancel);
                await bus.Notify(db, aftermath.Signals, cancel);
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Another node was first.
            db.ChangeTracker.Clear();
            return;
        }
        db.ChangeTracker.Clear();
        foreach (var signal in aftermath.Signals)
            signals.Deliver(signal);
    }

    /// <summary>What has come to its end is taken back by itself.</summary>
    public async Task UndoDue(CancellationToken cancel)
    {
        var now = time.Now();
        foreach (var change in await db.Set<StaffingChange>().Where(c => c.UndoneAt == null).ToListAsync(cancel))
        {
            // A campaign that was stopped ends what was done for it, too.
            var end = await db.Set<Campaign>().Where(c => c.ShopId == change.ShopId && c.Id == change.CampaignId).Select(c => c.EndAt).SingleAsync(cancel);
            var until = change.Phase == StaffingPhase.During ? end : end + DaysAfter;
            if (now < until)
                continue;
            try
            {
                await TakeBack(change, null, (turn, agent, _) => Audit.BySystem(turn.Db, change.ShopId, turn.Now, "staffing.undone", Audit.Subject(agent)), cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "A change of sides was not taken back and is tried again");
            }
        }
    }

    /// <summary>Everybody back to where they were, but for those whose groups somebody changed since: that was meant.</summary>
    private async Task TakeBack(StaffingChange change, string? by, Action<DispatchTurn, Agent, StaffMove> audit, CancellationToken cancel)
    {
        await dispatcher.Run(change.ShopId, async turn =>
        {
            var row = await turn.Db.Set<StaffingChange>().AsTracking().SingleAsync(c => c.ShopId == change.ShopId && c.Id == change.Id, CancellationToken.None);
            if (row.UndoneAt is not null)
                return;
            (row.UndoneAt, row.UndoneBy, row.Version) = (turn.Now, by, row.Version + 1);
            foreach (var move in row.Moves)
            {
                if (turn.FindPerson(move.AgentId) is not { } person || person.Row.Groups != move.To)
                    continue;
                await Move(turn, person, move.From);
                audit(turn, person.Row, move);
            }
            await turn.Db.SaveChangesAsync();
        }, cancel);
        await bus.Publish(new ShopMoved(change.ShopId, ShopPart.Agents), CancellationToken.None);
    }

    private static async Task Move(DispatchTurn turn, DeskPerson person, Groups to)
    {
        person.Row.Groups = to;
        turn.AgentChanged(person.Id);
        await turn.Carry(turn.Desk.Change(person.Seat, turn.Now));
    }

    private static DateTimeOffset UndoAt(Campaign campaign, StaffingPhase phase) => phase == StaffingPhase.During ? campaign.EndAt : campaign.EndAt + DaysAfter;

    private static string? Refused(Campaign campaign, StaffingPhase phase, bool isOpen, DateTimeOffset now) =>
        now >= UndoAt(campaign, phase) ? "staffing_over" : phase == StaffingPhase.After && now < campaign.EndAt ? "staffing_early" : isOpen ? "staffing_open" : null;

    private static IEnumerable<StaffMember> Members(IEnumerable<DeskPerson> people, Func<Guid, Groups, bool> both) =>
        people.Where(p => p.CanChat).Select(p => new StaffMember(p.Id, p.Row.Groups, both(p.Id, p.Row.Groups), p.Seat.Open, p.Row.Capacity));

    /// <summary>Who passed the courses of both sides; of a side without courses, whose stints of the last months were there, or who belongs to it.</summary>
    private static async Task<Func<Guid, Groups, bool>> Both(Db db, Guid shopId, DateTimeOffset now, CancellationToken cancel)
    {
        var since = LocalDay.Of(now, TimeZoneInfo.Utc).DayNumber - DaysRemembered;
        var served = (await db.Set<StintRow>().Where(s => s.ShopId == shopId && s.Day >= since).Select(s => new { s.AgentId, s.Groups }).Distinct().ToListAsync(cancel))
            .GroupBy(s => s.AgentId).ToDictionary(g => g.Key, g => g.Aggregate(Groups.None, (all, s) => all | s.Groups));
        var trained = await TrainedSides.Of(db, shopId, now, cancel);
        return (agent, groups) => Knows(agent, groups, Groups.Presale) && Knows(agent, groups, Groups.Aftersale);

        bool Knows(Guid agent, Groups groups, Groups side) => trained(agent, side) ?? (served.GetValueOrDefault(agent) | groups).HasFlag(side);
    }
}
