using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Duties;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Tickets;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Duties;

/// <param name="Why">Why they do not count; null for somebody who does.</param>
internal sealed record DutyPersonView(Guid AgentId, string Name, NotCounted? Why);

/// <summary>One deadline of a duty: which, and how long, as the shop's settings have it.</summary>
/// <param name="Seconds">How long; of <see cref="DutyDeadlineKind.NightReply"/>, the time of day.</param>
/// <param name="Name">Of the ticket type.</param>
internal sealed record DutyDeadline(DutyDeadlineKind Kind, int Seconds, string? Name = null);

internal enum DutyDeadlineKind { FirstReply, ReplyLate, NightReply, Ship, PickUp, Exception, TicketReply, TicketResolve, Review, Resolve, SendBack, Appeal }

/// <param name="Standard">The procedure is the one that comes with the program.</param>
/// <param name="Version">Of the procedure; 0 while it is the standard one.</param>
internal sealed record DutyView(
    Duty Duty, bool Covered, DateTimeOffset? UncoveredSince, IReadOnlyList<DutyPersonView> People, string Procedure, bool Standard, long Version, string? ChangedBy, DateTimeOffset? ChangedAt, IReadOnlyList<DutyDeadline> Deadlines);

/// <summary>Somebody who can be made responsible, and for what.</summary>
internal sealed record DutyCandidate(Guid AgentId, string Name, IReadOnlyList<Duty> Duties);

/// <param name="Begun">Whether anybody is responsible for anything yet.</param>
internal sealed record DutiesAnswer(bool Begun, IReadOnlyList<DutyView> Duties, IReadOnlyList<DutyCandidate> Candidates);

/// <summary>Every duty with whom it is on, what it takes and until when (spec: accounts.md, Duty coverage).</summary>
internal sealed class ShowDuties(Db db, ShopDirectory shops)
{
    private const int Minute = 60;
    private const int Hour = 3600;

    public async Task<DutiesAnswer> All(CurrentAgent viewer, CancellationToken cancel)
    {
        var shop = await shops.Shop(viewer.ShopId, cancel);
        var (settings, tickets) = (shop.Settings, await db.TicketSettings(viewer.ShopId, cancel));
        var responsible = await db.DutyPeople(viewer.ShopId, cancel);
        var people = await db.Responsible(viewer.ShopId, cancel);
        var names = await db.Set<Agent>().Where(a => a.ShopId == viewer.ShopId).OrderBy(a => a.CreatedAt).Select(a => new { a.Id, a.Name }).ToListAsync(cancel);
        var procedures = await db.Set<DutyProcedure>().Where(p => p.ShopId == viewer.ShopId).ToDictionaryAsync(p => p.Duty, cancel);
        var gaps = await db.Set<DutyGap>().Where(g => g.ShopId == viewer.ShopId).ToDictionaryAsync(g => g.Duty, g => g.Since, cancel);
        var views = DutyCoverage.All.Select(duty =>
        {
            var here = names.Where(n => responsible[duty].Contains(n.Id)).Select(n => new DutyPersonView(n.Id, n.Name, DutyCoverage.Why(duty, people[n.Id]))).ToList();
            var own = procedures.GetValueOrDefault(duty);
            var covered = here.Exists(p => p.Why is null);
            return new DutyView(duty, covered, covered ? null : gaps.TryGetValue(duty, out var since) ? since : null, here, own?.Text ?? StandardProcedures.Of(duty), own is null, own?.Version ?? 0, own?.ChangedBy, own?.ChangedAt,
                [.. Deadlines(duty, settings, tickets)]);
        });
        var candidates = viewer.May(Permission.AgentsManage)
            ? names.Select(n => new DutyCandidate(n.Id, n.Name, [.. DutyCoverage.All.Where(d => DutyCoverage.Why(d, people[n.Id]) is null)])).Where(c => c.Duties.Count > 0) : [];
        return new(responsible.Count > 0, [.. views], [.. candidates]);
    }

    /// <summary>As they really run: from the settings, where there are any, and from the rules otherwise.</summary>
    private static IEnumerable<DutyDeadline> Deadlines(Duty duty, ShopSettings settings, TicketSettings tickets) => duty switch
    {
        Duty.PresaleReception or Duty.AftersaleReception =>
            [new(DutyDeadlineKind.FirstReply, settings.Reply.AmberSeconds), new(DutyDeadlineKind.ReplyLate, settings.Reply.RedSeconds), new(DutyDeadlineKind.NightReply, Seconds(settings.Service.NightDue.ToTimeSpan()))],
        Duty.Shipping =>
            [new(DutyDeadlineKind.Ship, settings.Orders.ShipHours * Hour), new(DutyDeadlineKind.PickUp, settings.Orders.PickUpHours * Hour), new(DutyDeadlineKind.Exception, settings.Orders.ExceptionHours * Hour)],
        Duty.Tickets => tickets.Types.SelectMany(t => t.ResolveMinutes is { } resolve
            ? new DutyDeadline[] { new(DutyDeadlineKind.TicketReply, t.ReplyMinutes * Minute, t.Name), new(DutyDeadlineKind.TicketResolve, resolve * Minute, t.Name) } : [new(DutyDeadlineKind.TicketReply, t.ReplyMinutes * Minute, t.Name)]),
        Duty.Refunds =>
            [new(DutyDeadlineKind.Review, Seconds(ApplicationDeadlines.Review)), new(DutyDeadlineKind.Resolve, Seconds(ApplicationDeadlines.Resolve)), new(DutyDeadlineKind.SendBack, Seconds(ApplicationDeadlines.SendBack))],
        Duty.QualityChecks => [new(DutyDeadlineKind.Appeal, Seconds(InspectionTask.AppealWithin))],
        _ => [new(DutyDeadlineKind.Ship, settings.Orders.ShipHours * Hour), new(DutyDeadlineKind.Exception, settings.Orders.ExceptionHours * Hour)],
    };

    private static int Seconds(TimeSpan span) => (int)span.TotalSeconds;
}

internal static class DutyQueries
{
    public static async Task<ILookup<Duty, Guid>> DutyPeople(this Db db, Guid shopId, CancellationToken cancel) =>
        (await db.Set<DutyPerson>().Where(p => p.ShopId == shopId).ToListAsync(cancel)).ToLookup(p => p.Duty, p => p.AgentId);

    public static async Task<Dictionary<Guid, Responsible>> Responsible(this Db db, Guid shopId, CancellationToken cancel)
    {
        var posts = await db.Set<Post>().Where(p => p.ShopId == shopId).ToDictionaryAsync(p => p.Id, p => p.Permissions, cancel);
        return (await db.Set<Agent>().Where(a => a.ShopId == shopId).ToListAsync(cancel)).ToDictionary(a => a.Id,
            a => new Responsible(a.Id, a.SuspendedAt is not null, a.ImEnabled, a.Groups, permission => a.IsOwner || posts[a.PostId].ContainsKey(permission)));
    }
}
