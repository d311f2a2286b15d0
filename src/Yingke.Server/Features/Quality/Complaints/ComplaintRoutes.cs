using Yingke.Domain.Accounts;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Complaints;

/// <summary>客诉: buyers open them, officers decide.</summary>
internal static class ComplaintRoutes
{
    public static void MapComplaints(this IEndpointRouteBuilder api)
    {
        var visitor = api.MapGroup("/visitor/complaints").WithTags("complaints").RequireVisitor();
        visitor.MapGet("/", (HttpContext http, OpenComplaint open, CancellationToken cancel) => open.Own(http.Visitor()!, cancel));
        visitor.MapPost("/", async (OpenComplaint.ComplaintRequest request, HttpContext http, OpenComplaint open, CancellationToken cancel) =>
            Results.Json(await open.Handle(http.Visitor()!, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<BuyerComplaint>(StatusCodes.Status201Created);

        var officers = api.MapGroup("/complaints").WithTags("complaints").RequireStaff(Permission.ComplaintsDecide);
        officers.MapGet("/", (HttpContext http, FindComplaints find, CancellationToken cancel, Word<ComplaintState>? state = null, DateTimeOffset? from = null, DateTimeOffset? to = null, Guid? before = null, int limit = 50) =>
            find.List(http.Agent()!, state?.Value, from, to, before, limit, cancel));
        officers.MapGet("/{id:guid}", (Guid id, HttpContext http, FindComplaints find, CancellationToken cancel) => find.One(http.Agent()!, id, cancel));
        officers.MapPut("/{id:guid}/facts", async (Guid id, DecideComplaint.ComplaintFactsRequest request, HttpContext http, DecideComplaint decide, FindComplaints find, CancellationToken cancel) =>
        {
            await decide.Establish(http, id, request, cancel);
            return await find.One(http.Agent()!, id, cancel);
        });
        officers.MapPut("/{id:guid}/decision", async (Guid id, DecideComplaint.ComplaintDecisionRequest request, HttpContext http, DecideComplaint decide, FindComplaints find, CancellationToken cancel) =>
        {
            await decide.Decide(http, id, request, cancel);
            return await find.One(http.Agent()!, id, cancel);
        });

        var settings = api.MapGroup("/complaint-settings").WithTags("complaints");
        settings.MapGet("/", (HttpContext http, DecideComplaint decide, CancellationToken cancel) => decide.Settings(http.Agent()!.ShopId, cancel)).RequireStaff(Permission.SettingsEdit, or: Permission.ComplaintsDecide);
        settings.MapPut("/", (DecideComplaint.ComplaintSettingsView request, HttpContext http, DecideComplaint decide, CancellationToken cancel) => decide.ChangeSettings(http, request, cancel)).RequireStaff(Permission.SettingsEdit);
    }
}
