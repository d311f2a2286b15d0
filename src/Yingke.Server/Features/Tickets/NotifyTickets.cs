using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Tickets;

/// <summary>
/// Who hears of a ticket: whoever gets it, whoever watches it, and, when a clock is near or has passed, the supervisor, once each
/// (spec: tickets-hotline.md, Tickets).
/// </summary>
internal sealed class NotifyTickets(Db db, RaiseAlerts alerts, ShopDirectory shops)
{
    public static readonly string[] Facts = ["ticket.assigned", "ticket.watched", PassClocks.Near, PassClocks.Passed];

    private sealed record Assignment(Guid AgentId, Guid By, long Version);

    private sealed record Move(string What, Guid By, long Version);

    public static void Assigned(Db db, Ticket ticket, Guid by, DateTimeOffset now)
    {
        if (ticket.AssigneeId is { } to && to != by)
            Record(db, ticket, "ticket.assigned", new Assignment(to, by, ticket.Version), now);
    }

    public static void Moved(Db db, Ticket ticket, Guid by, string what, DateTimeOffset now) => Record(db, ticket, "ticket.watched", new Move(what, by, ticket.Version), now);

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        if (fact.Type is PassClocks.Near or PassClocks.Passed)
        {
            await Escalate(fact, aftermath, cancel);
            return;
        }
        if (await db.Set<Ticket>().SingleOrDefaultAsync(t => t.ShopId == fact.ShopId && t.Id == fact.SubjectId, cancel) is not { } ticket)
            return;
        if (fact.Type == "ticket.assigned")
        {
            var (agent, by, version) = Read<Assignment>(fact);
            await Raise(ticket, AlertKind.TicketAssigned, $"ticket-assigned:{ticket.Id}:{version}", agent, null, await Name(ticket.ShopId, by, cancel), fact.At, [Audiences.Agent(agent)], aftermath, cancel);
            return;
        }
        var move = Read<Move>(fact);
        var watchers = await db.Set<TicketWatcher>().Where(w => w.ShopId == ticket.ShopId && w.TicketId == ticket.Id && w.AgentId != move.By).Select(w => w.AgentId).ToListAsync(cancel);
        // The first person stays responsible for telling the customer, so must know.
        if (ticket.ResponsibleId is { } responsible && responsible != move.By && responsible != ticket.AssigneeId && !watchers.Contains(responsible))
            watchers.Add(responsible);
        foreach (var watcher in watchers)
            await Raise(ticket, AlertKind.TicketMoved, $"ticket-moved:{ticket.Id}:{move.Version}:{watcher}", watcher, null, await Name(ticket.ShopId, move.By, cancel), fact.At, [Audiences.Agent(watcher)], aftermath, cancel);
    }

    private async Task Escalate(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        var clock = Read<ClockFact>(fact);
        if (!TicketClocks.All.Contains(clock.Kind) || await db.Set<Ticket>().SingleOrDefaultAsync(t => t.ShopId == fact.ShopId && t.Id == fact.SubjectId, cancel) is not { IsOver: false } ticket)
            return;
        var passed = fact.Type == PassClocks.Passed;
        var kind = passed ? AlertKind.TicketOverdue : AlertKind.TicketNear;
        db.Add(new TicketStep { ShopId = ticket.ShopId, TicketId = ticket.Id, At = fact.At, Kind = passed ? TicketStepKind.Overdue : TicketStepKind.Near, Clock = clock.Kind });
        var key = $"{(passed ? "overdue" : "near")}:{clock.ClockId}";
        await Raise(ticket, kind, key, null, clock.DueAt, null, fact.At, await alerts.Supervisors(ticket.ShopId, ticket.AssigneeId ?? ticket.ResponsibleId, cancel), aftermath, cancel);
        if (ticket.AssigneeId is { } assignee)
            await Raise(ticket, kind, $"{key}:{assignee}", assignee, clock.DueAt, null, fact.At, [Audiences.Agent(assignee)], aftermath, cancel);
    }

    private async Task Raise(
        Ticket ticket, AlertKind kind, string key, Guid? agent, DateTimeOffset? due, string? name, DateTimeOffset at, string[] audience, Aftermath aftermath, CancellationToken cancel) =>
        await alerts.Raise(new()
        {
            ShopId = ticket.ShopId, Key = key, Kind = kind, AgentId = agent, SubjectId = ticket.Id, DueAt = due, Name = name, At = at,
            Text = TicketClocks.Title(ticket, (await db.TicketSettings(ticket.ShopId, cancel)).TypeOf(ticket.Kind)),
        }, audience, aftermath, cancel);

    private async Task<string> Name(Guid shopId, Guid agentId, CancellationToken cancel) => (await shops.Names(shopId, cancel)).GetValueOrDefault(agentId, "—");

    private static void Record(Db db, Ticket ticket, string type, object details, DateTimeOffset now) =>
        db.Record(new Fact { ShopId = ticket.ShopId, Type = type, At = now, SubjectId = ticket.Id, Details = JsonSerializer.Serialize(details, details.GetType(), Stored.Json) });

    private static T Read<T>(Fact fact) => JsonSerializer.Deserialize<T>(fact.Details!, Stored.Json)!;
}
