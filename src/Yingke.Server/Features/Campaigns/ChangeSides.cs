using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Routing;
using Yingke.Server.Features.Training;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <summary>
/// Carries out who changes sides, for a campaign or in overload, and takes it back: by the desk's own turns, so that queues move with the people.
/// (spec: campaigns.md, Staffing ratio; routing.md, Overload)
/// </summary>
internal sealed class ChangeSides(Db db, ShopDirectory shops, Dispatcher dispatcher, SeatRule seats, NodeBus bus, TimeProvider time, ILogger<ChangeSides> log)
{
    /// <summary>Who served the other side in so many days knows both.</summary>
    private const int DaysRemembered = 90;

    /// <summary>Everybody's chances as the desk stands now: asked once, then of anybody, within a turn or outside.</summary>
    public sealed record Chances(Func<Guid, Groups, bool> Both, Func<Agent, Groups, bool> MayTake, IReadOnlySet<Guid> Moved)
    {
        public IReadOnlyList<StaffMember> Members(IEnumerable<DeskPerson> people) =>
        [
            .. people.Where(p => p.CanChat).Select(p => new StaffMember(p.Id, p.Row.Groups, Both(p.Id, p.Row.Groups), p.Seat.Open, p.Row.Capacity)
            {
                MayMove = MayTake(p.Row, Other(p.Row.Groups)), Moved = Moved.Contains(p.Id), OnDuty = p.Seat.IsReachable && p.Row.Weight > 0, Weight = p.Row.Weight,
            }),
        ];

        private static Groups Other(Groups groups) => groups ^ (Groups.Presale | Groups.Aftersale);
    }

    /// <summary>Who knows both sides, who may serve the other, and who has changed sides already.</summary>
    public async Task<Chances> Look(Guid shopId, CancellationToken cancel)
    {
        var missing = await seats.Missing(db, await shops.Shop(shopId, cancel), cancel);
        return new(await Both(shopId, time.Now(), cancel), (agent, groups) => missing(agent, groups) is null, await Moved(db, shopId, cancel));
    }

    /// <summary>Who has changed sides for something that is not over.</summary>
    public static async Task<IReadOnlySet<Guid>> Moved(Db db, Guid shopId, CancellationToken cancel) =>
        (await db.Set<StaffingChange>().Where(c => c.ShopId == shopId && c.UndoneAt == null).Select(c => c.Moves).ToListAsync(cancel)).SelectMany(m => m).Select(m => m.AgentId).ToHashSet();

    /// <summary>Everybody at the desk, outside a turn.</summary>
    public async Task<IReadOnlyList<DeskPerson>> People(Guid shopId, CancellationToken cancel)
    {
        var people = await DeskPerson.Load(db, seats, await shops.Shop(shopId, cancel), cancel);
        db.ChangeTracker.Clear();
        return people;
    }

    /// <summary>Everybody at the desk, within a turn.</summary>
    public static async Task<IReadOnlyList<DeskPerson>> People(DispatchTurn turn) =>
        (await turn.Db.Set<Agent>().Where(a => a.ShopId == turn.Shop.Id).Select(a => a.Id).ToListAsync(CancellationToken.None)).ConvertAll(turn.Person);

    /// <summary>Within a turn.</summary>
    public static async Task Carry(DispatchTurn turn, HttpContext http, StaffingChange change, object why)
    {
        turn.Db.Add(change);
        foreach (var move in change.Moves)
        {
            var person = turn.Person(move.AgentId);
            Audit.Add(turn.Db, http, "staffing.moved", Audit.Subject(person.Row), new { groups = move.From, weight = move.Weight }, new { groups = move.To, weight = move.Weight is null ? null : (int?)0, why });
            await Seat(turn, person, move.To, move.Weight is null ? null : 0);
        }
        NotifyMoved.Record(turn, NotifyMoved.Moved, change, [.. change.Moves.Select(m => m.AgentId)]);
        if (change.Phase == StaffingPhase.Overload)
            turn.NoteLent(change.Moves.Count, change.ConfirmedBy);
        await turn.Db.SaveChangesAsync();
    }

    /// <summary>Everybody back to where they were, but for those whose groups somebody changed since: that was meant. Once, whoever asks and however often.</summary>
    /// <param name="change">What was done.</param>
    /// <param name="http">Who takes it back; null where it came to its end.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task TakeBack(StaffingChange change, HttpContext? http, CancellationToken cancel)
    {
        var by = http?.Agent()?.Name;
        await dispatcher.Run(change.ShopId, async turn =>
        {
            var row = await turn.Db.Set<StaffingChange>().AsTracking().SingleAsync(c => c.ShopId == change.ShopId && c.Id == change.Id, CancellationToken.None);
            if (row.UndoneAt is not null)
                return;
            (row.UndoneAt, row.UndoneBy, row.Version) = (turn.Now, by, row.Version + 1);
            var back = new List<Guid>();
            foreach (var move in row.Moves)
            {
                if (turn.FindPerson(move.AgentId) is not { } person || person.Row.Groups != move.To)
                    continue;
                await Seat(turn, person, move.From, person.Row.Weight == 0 ? move.Weight : null);
                back.Add(move.AgentId);
                if (http is null)
                    Audit.BySystem(turn.Db, change.ShopId, turn.Now, "staffing.undone", Audit.Subject(person.Row));
                else
                    Audit.Add(turn.Db, http, "staffing.undone", Audit.Subject(person.Row), new { groups = move.To }, new { groups = move.From });
            }
            NotifyMoved.Record(turn, NotifyMoved.Undone, row, back);
            if (row.Phase == StaffingPhase.Overload)
                turn.NoteLent(-back.Count, by);
            await turn.Db.SaveChangesAsync();
        }, cancel);
        await bus.Publish(new ShopMoved(change.ShopId, ShopPart.Agents), CancellationToken.None);
    }

    /// <summary>What has come to its end is taken back by itself: with its campaign, stopped or over, or with the overload that it was for, even if another has begun since.</summary>
    public async Task UndoDue(CancellationToken cancel)
    {
        var now = time.Now();
        var open = await (
            from change in db.Set<StaffingChange>()
            join dispatch in db.Set<Dispatch>() on change.ShopId equals dispatch.ShopId
            join campaign in db.Set<Campaign>() on new { change.ShopId, Id = change.CampaignId } equals new { campaign.ShopId, Id = (Guid?)campaign.Id } into campaigns
            from campaign in campaigns.DefaultIfEmpty()
            where change.UndoneAt == null
            select new { Change = change, Campaign = campaign, dispatch.OverloadOn, dispatch.OverloadSince }).ToListAsync(cancel);
        foreach (var one in open.Where(o => o.Change.Phase == StaffingPhase.Overload ? !o.OverloadOn || o.OverloadSince > o.Change.ConfirmedAt : PlanStaffing.UndoAt(o.Campaign!, o.Change.Phase) <= now))
        {
            try
            {
                await TakeBack(one.Change, null, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "A change of sides was not taken back and is tried again");
            }
        }
    }

    private static async Task Seat(DispatchTurn turn, DeskPerson person, Groups groups, int? weight)
    {
        (person.Row.Groups, person.Row.Weight) = (groups, weight ?? person.Row.Weight);
        turn.AgentChanged(person.Id);
        await turn.Carry(turn.Desk.Change(person.Seat, turn.Now));
    }

    /// <summary>Who passed the courses of both sides; of a side without courses, whose stints of the last months were there, or who belongs to it.</summary>
    private async Task<Func<Guid, Groups, bool>> Both(Guid shopId, DateTimeOffset now, CancellationToken cancel)
    {
        var since = LocalDay.Of(now, TimeZoneInfo.Utc).DayNumber - DaysRemembered;
        var served = (await db.Set<StintRow>().Where(s => s.ShopId == shopId && s.Day >= since).Select(s => new { s.AgentId, s.Groups }).Distinct().ToListAsync(cancel))
            .GroupBy(s => s.AgentId).ToDictionary(g => g.Key, g => g.Aggregate(Groups.None, (all, s) => all | s.Groups));
        var trained = await TrainedSides.Of(db, shopId, now, cancel);
        return (agent, groups) => Knows(agent, groups, Groups.Presale) && Knows(agent, groups, Groups.Aftersale);

        bool Knows(Guid agent, Groups groups, Groups side) => trained(agent, side) ?? (served.GetValueOrDefault(agent) | groups).HasFlag(side);
    }
}
