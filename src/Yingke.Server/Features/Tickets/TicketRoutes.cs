using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Tickets;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

internal static class TicketRoutes
{
    /// <summary>What there is to choose from when a ticket is opened or handed on.</summary>
    public sealed record Options(IReadOnlyList<TicketType> Types, IReadOnlyList<Department> Departments, IReadOnlyList<NamedAgent> Agents, IReadOnlyList<string> Questions);

    public static void MapTickets(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/tickets").WithTags("tickets").RequireStaff(Permission.TicketsHandle);
        routes.MapGet("/", FindTickets.Handle);
        routes.MapGet("/counts", FindTickets.Count);
        routes.MapGet("/options", Choices);
        routes.MapPost("/", async (OpenTicket.Request request, HttpContext http, OpenTicket open, TicketViews views, CancellationToken cancel) =>
            Results.Json(await views.One(await open.Handle(http.Agent()!, request, cancel), cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<TicketAnswer>(StatusCodes.Status201Created);
        routes.MapGet("/{id:guid}", One);
        routes.MapPatch("/{id:guid}", (Guid id, ActOnTicket.EditRequest request, HttpContext http, ActOnTicket act, TicketViews views, CancellationToken cancel) =>
            Answer(act.Edit(http.Agent()!, id, request, cancel), views, cancel));
        routes.MapPost("/{id:guid}/assignment", (Guid id, ActOnTicket.AssignRequest request, HttpContext http, ActOnTicket act, TicketViews views, CancellationToken cancel) =>
            Answer(act.Assign(http.Agent()!, id, request, cancel), views, cancel));
        routes.MapPost("/{id:guid}/replies", (Guid id, ActOnTicket.ReplyRequest request, HttpContext http, ActOnTicket act, TicketViews views, CancellationToken cancel) =>
            Answer(act.Reply(http.Agent()!, id, request, cancel), views, cancel));
        routes.MapPost("/{id:guid}/waiting", (Guid id, ActOnTicket.WordsRequest request, HttpContext http, ActOnTicket act, TicketViews views, CancellationToken cancel) =>
            Answer(act.Wait(http.Agent()!, id, request, cancel), views, cancel));
        routes.MapPost("/{id:guid}/resolution", (Guid id, ActOnTicket.ResolveRequest request, HttpContext http, ActOnTicket act, TicketViews views, CancellationToken cancel) =>
            Answer(act.Resolve(http.Agent()!, id, request, cancel), views, cancel));
        routes.MapPost("/{id:guid}/closure", (Guid id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ActOnTicket.TicketClosureRequest? request, HttpContext http, ActOnTicket act, TicketViews views, CancellationToken cancel) =>
            Answer(act.Close(http.Agent()!, id, request, cancel), views, cancel));
        api.MapGet("/tickets/warehouse-scores", ShowWarehouseScores.Handle).WithTags("tickets").RequireStaff(Permission.ImSupervise);
        routes.MapPost("/{id:guid}/reopening", (Guid id, ActOnTicket.WordsRequest request, HttpContext http, ActOnTicket act, TicketViews views, CancellationToken cancel) =>
            Answer(act.Reopen(http.Agent()!, id, request, cancel), views, cancel));
        routes.MapPut("/{id:guid}/watch", (Guid id, HttpContext http, Db db, CancellationToken cancel) => Watch(id, true, http, db, cancel)).Produces(204);
        routes.MapDelete("/{id:guid}/watch", (Guid id, HttpContext http, Db db, CancellationToken cancel) => Watch(id, false, http, db, cancel)).Produces(204);

        var settings = api.MapGroup("/ticket-settings").WithTags("tickets");
        settings.MapGet("/", EditTicketSettings.Show).RequireStaff(Permission.SettingsEdit, or: Permission.ImSupervise);
        settings.MapPut("/", EditTicketSettings.Replace).RequireStaff(Permission.SettingsEdit);
    }

    private static async Task<Options> Choices(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var settings = await db.TicketSettings(shopId, cancel);
        return new(settings.Types, settings.Departments, await Handlers.All(db, shopId, cancel), settings.Questions);
    }

    private static async Task<TicketAnswer> One(Guid id, HttpContext http, Db db, TicketViews views, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        return await views.One(await db.Set<Ticket>().SingleOrDefaultAsync(t => t.ShopId == shopId && t.Id == id, cancel) ?? throw Refusal.NotFound(), cancel);
    }

    private static async Task<TicketAnswer> Answer(Task<Ticket> done, TicketViews views, CancellationToken cancel) => await views.One(await done, cancel);

    private static async Task<IResult> Watch(Guid id, bool on, HttpContext http, Db db, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (!await db.Set<Ticket>().AnyAsync(t => t.ShopId == agent.ShopId && t.Id == id, cancel))
            throw Refusal.NotFound();
        var watching = await db.Set<TicketWatcher>().AsTracking().SingleOrDefaultAsync(w => w.ShopId == agent.ShopId && w.TicketId == id && w.AgentId == agent.AgentId, cancel);
        if (on && watching is null)
            db.Add(new TicketWatcher { ShopId = agent.ShopId, TicketId = id, AgentId = agent.AgentId });
        if (!on && watching is not null)
            db.Remove(watching);
        await db.SaveChangesAsync(cancel);
        return Results.NoContent();
    }
}
