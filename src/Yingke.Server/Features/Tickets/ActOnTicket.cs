using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

/// <summary>Everything that moves a ticket: under its row's lock, with its line in the story and its clocks, or not at all.</summary>
internal sealed class ActOnTicket(Db db, TimeProvider time)
{
    public sealed record AssignRequest(Guid? AgentId, string? Department, string? Note);

    public sealed record ReplyRequest(string? Text, IReadOnlyList<Guid>? FileIds);

    public sealed record WordsRequest(string? Text);

    public sealed record ResolveRequest(string? Text, Guid? CategoryId);

    public sealed record EditRequest(long? Version, string? Title, string? Text, TicketPriority? Priority, VisitFields? Visit);

    /// <param name="Fault">Of a warehouse ticket: what of it was upheld.</param>
    /// <param name="Stars">Of a warehouse ticket, by its requester: 1 to 5.</param>
    public sealed record TicketClosureRequest(WarehouseFault? Fault, int? Stars);

    private sealed record Act(Ticket Ticket, TicketType Type, CurrentAgent By, DateTimeOffset Now);

    public Task<Ticket> Assign(CurrentAgent by, Guid id, AssignRequest request, CancellationToken cancel)
    {
        var note = Words.Text(request.Note, "note", 500);
        return Run(by, id, async act =>
        {
            Departments.Check(await db.TicketSettings(by.ShopId, cancel), request.Department);
            await Handlers.Check(db, by.ShopId, request.AgentId is { } to ? [to] : [], "agentId", cancel);
            act.Ticket.AssignTo(request.AgentId, request.Department);
            await db.HandClocks(by.ShopId, id, act.Ticket.AssigneeId, cancel);
            Tell(act, TicketStepKind.Assigned, note, to: request.AgentId, department: request.Department);
            NotifyTickets.Assigned(db, act.Ticket, by.AgentId, act.Now);
        }, cancel);
    }

    public Task<Ticket> Reply(CurrentAgent by, Guid id, ReplyRequest request, CancellationToken cancel)
    {
        var text = Words.Needed(request.Text, "text");
        return Run(by, id, async act =>
        {
            var first = act.Ticket.Reply(by.AgentId, act.Now);
            var files = await TicketFiles.Attach(db, by, id, request.FileIds, cancel);
            if (first)
                await db.MeetClock(by.ShopId, TicketClocks.Reply, id, act.Now, cancel);
            Tell(act, TicketStepKind.Replied, text, files);
            NotifyTickets.Moved(db, act.Ticket, by.AgentId, "replied", act.Now);
        }, cancel);
    }

    public Task<Ticket> Wait(CurrentAgent by, Guid id, WordsRequest request, CancellationToken cancel)
    {
        var text = Words.Needed(request.Text, "text", 200);
        return Run(by, id, act =>
        {
            act.Ticket.Wait();
            Tell(act, TicketStepKind.Waiting, text);
            return Task.CompletedTask;
        }, cancel);
    }

    public Task<Ticket> Resolve(CurrentAgent by, Guid id, ResolveRequest request, CancellationToken cancel)
    {
        var text = Words.Needed(request.Text, "text");
        return Run(by, id, async act =>
        {
            var first = act.Ticket.Resolve(by.AgentId, text, act.Now);
            if (first)
                await db.MeetClock(by.ShopId, TicketClocks.Reply, id, act.Now, cancel);
            await db.MeetClock(by.ShopId, TicketClocks.Resolve, id, act.Now, cancel);
            await db.DropClocks(by.ShopId, id, act.Now, cancel);
            if (request.CategoryId is { } category)
                await db.Categorize(new() { ShopId = by.ShopId, SubjectId = id, Kind = CategorySubject.Ticket, CategoryId = category, AgentId = by.AgentId, At = act.Now }, cancel);
            Tell(act, TicketStepKind.Resolved, text);
            NotifyTickets.Moved(db, act.Ticket, by.AgentId, "resolved", act.Now);
        }, cancel);
    }

    public Task<Ticket> Close(CurrentAgent by, Guid id, TicketClosureRequest? request, CancellationToken cancel) => Run(by, id, async act =>
    {
        act.Ticket.Close(act.Now);
        await WarehouseFindings.Keep(db, act.Ticket, by, request, act.Now, cancel);
        Tell(act, TicketStepKind.Closed, null);
    }, cancel);

    public Task<Ticket> Reopen(CurrentAgent by, Guid id, WordsRequest request, CancellationToken cancel)
    {
        var text = Words.Needed(request.Text, "text", 500);
        return Run(by, id, async act =>
        {
            act.Ticket.Reopen(act.Type, act.Now);
            await TicketClocks.Reopen(db, act.Ticket, act.Type, act.Now, cancel);
            Tell(act, TicketStepKind.Reopened, text);
            NotifyTickets.Moved(db, act.Ticket, by.AgentId, "reopened", act.Now);
        }, cancel);
    }

    public Task<Ticket> Edit(CurrentAgent by, Guid id, EditRequest request, CancellationToken cancel) => Run(by, id, async act =>
    {
        var ticket = act.Ticket;
        if (request.Version != ticket.Version)
            throw request.Version is null ? Refusal.Invalid("version", "missing") : Refusal.Conflict("ticket_changed");
        var title = request.Title is null ? ticket.Title : Words.Line(request.Title, "title", Ticket.MaxTitle);
        var text = request.Text is null ? ticket.Text : Words.Text(request.Text, "text");
        var priority = request.Priority ?? ticket.Priority;
        if ((title, text, priority) != (ticket.Title, ticket.Text, ticket.Priority))
        {
            ticket.Edit(title, text, priority);
            Tell(act, TicketStepKind.Edited, null);
        }
        if (request.Visit is { } visit)
            await Plan(act, visit, cancel);
    }, cancel);

    private async Task Plan(Act act, VisitFields fields, CancellationToken cancel)
    {
        var (ticket, before) = (act.Ticket, act.Ticket.Visit);
        var next = fields.Apply(before ?? new Visit());
        ticket.Plan(next);
        if (next.ArrivedAt is not null && before!.ArrivedAt is null)
            await db.MeetClock(ticket.ShopId, TicketClocks.Arrival, ticket.Id, act.Now, cancel);
        else if (next.ArrivedAt is null && next.PromisedAt is { } promised && promised != before!.PromisedAt)
            await TicketClocks.Promise(db, ticket, act.Type, promised, act.Now, cancel);
        var kind = next.ConfirmedAt is not null && before!.ConfirmedAt is null ? TicketStepKind.Confirmed
            : next.ArrivedAt is not null && before!.ArrivedAt is null ? TicketStepKind.Arrived : TicketStepKind.Planned;
        Tell(act, kind, null);
    }

    private void Tell(Act act, TicketStepKind kind, string? text, IReadOnlyList<Guid>? files = null, Guid? to = null, string? department = null) => db.Add(new TicketStep
    {
        ShopId = act.Ticket.ShopId, TicketId = act.Ticket.Id, At = act.Now, AgentId = act.By.AgentId, Kind = kind, Text = text, Files = files, ToAgentId = to, ToDepartment = department,
    });

    private Task<Ticket> Run(CurrentAgent by, Guid id, Func<Act, Task> work, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var ticket = await db.HoldTicket(by.ShopId, id, cancel) ?? throw Refusal.NotFound();
        await work(new(ticket, (await db.TicketSettings(by.ShopId, cancel)).TypeOf(ticket.Kind), by, time.Now()));
        db.Record(new Fact { ShopId = by.ShopId, Type = "ticket.moved", At = time.Now(), SubjectId = id });
        return ticket;
    }, cancel);
}

internal static class TicketRowsHeld
{
    /// <summary>The row, held until the open transaction ends.</summary>
    public static Task<Ticket?> HoldTicket(this Db db, Guid shopId, Guid id, CancellationToken cancel) => db.Dialect.IsPostgres
        ? db.Set<Ticket>().FromSqlRaw("SELECT * FROM tickets WHERE shop_id = {0} AND id = {1} FOR UPDATE", shopId, id).AsTracking().SingleOrDefaultAsync(cancel)
        : db.Set<Ticket>().AsTracking().SingleOrDefaultAsync(t => t.ShopId == shopId && t.Id == id, cancel);
}
