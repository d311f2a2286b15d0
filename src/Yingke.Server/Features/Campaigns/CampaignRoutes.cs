using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

/// <summary>Everybody at the desk sees where the shop stands; who runs campaigns changes them.</summary>
internal static class CampaignRoutes
{
    public static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        var seen = api.MapGroup("/campaigns").WithTags("campaigns").RequireStaff(Permission.ImChat, or: Permission.CampaignsRun);
        seen.MapGet("/", (HttpContext http, EditCampaigns edit, CancellationToken cancel) => edit.List(http.Agent()!, cancel));
        seen.MapGet("/{id:guid}", (Guid id, HttpContext http, EditCampaigns edit, CancellationToken cancel) => edit.One(http.Agent()!, id, cancel));
        seen.MapGet("/{id:guid}/board", (Guid id, HttpContext http, ShowBoard show, CancellationToken cancel) => show.Board(http.Agent()!, id, cancel));
        seen.MapGet("/{id:guid}/broadcasts", (Guid id, HttpContext http, ShowBoard show, CancellationToken cancel) => show.Broadcasts(http.Agent()!, id, cancel));

        var run = api.MapGroup("/campaigns").WithTags("campaigns").RequireStaff(Permission.CampaignsRun);
        run.MapPost("/", async (EditCampaigns.CampaignRequest request, HttpContext http, EditCampaigns edit, CancellationToken cancel) =>
            Results.Json(await edit.Add(http, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<CampaignView>(StatusCodes.Status201Created);
        run.MapPut("/{id:guid}", (Guid id, EditCampaigns.CampaignRequest request, HttpContext http, EditCampaigns edit, CancellationToken cancel) => edit.Change(http, id, request, cancel));
        run.MapPost("/{id:guid}/stop", (Guid id, HttpContext http, EditCampaigns edit, CancellationToken cancel) => edit.Stop(http, id, cancel));
        run.MapGet("/suggestion", (DateTimeOffset startAt, DateTimeOffset endAt, HttpContext http, SuggestTargets suggest, CancellationToken cancel) => suggest.Of(http.Agent()!, startAt, endAt, cancel));

        var reviews = api.MapGroup("/campaigns").WithTags("campaigns").RequireStaff(Permission.CampaignsRun, or: Permission.ImSupervise);
        reviews.MapGet("/{id:guid}/reviews", (Guid id, HttpContext http, ShowBoard show, CancellationToken cancel) => show.Reviews(http.Agent()!, id, cancel));
    }
}
