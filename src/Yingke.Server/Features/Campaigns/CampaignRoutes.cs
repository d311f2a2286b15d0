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
        seen.MapGet("/own-goals", (HttpContext http, ShowOwnGoals show, CancellationToken cancel) => show.Of(http.Agent()!, cancel));
        seen.MapGet("/{id:guid}", (Guid id, HttpContext http, EditCampaigns edit, CancellationToken cancel) => edit.One(http.Agent()!, id, cancel));
        seen.MapGet("/{id:guid}/board", (Guid id, HttpContext http, ShowBoard show, CancellationToken cancel) => show.Board(http.Agent()!, id, cancel));
        seen.MapGet("/{id:guid}/broadcasts", (Guid id, HttpContext http, ShowBoard show, CancellationToken cancel) => show.Broadcasts(http.Agent()!, id, cancel));

        var run = api.MapGroup("/campaigns").WithTags("campaigns").RequireStaff(Permission.CampaignsRun);
        run.MapPost("/", async (EditCampaigns.CampaignRequest request, HttpContext http, EditCampaigns edit, CancellationToken cancel) =>
            Results.Json(await edit.Add(http, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<CampaignView>(StatusCodes.Status201Created);
        run.MapPut("/{id:guid}", (Guid id, EditCampaigns.CampaignRequest request, HttpContext http, EditCampaigns edit, CancellationToken cancel) => edit.Change(http, id, request, cancel));
        run.MapPost("/{id:guid}/stop", (Guid id, HttpContext http, EditCampaigns edit, CancellationToken cancel) => edit.Stop(http, id, cancel));
        run.MapGet("/suggestion", (DateTimeOffset startAt, DateTimeOffset endAt, HttpContext http, SuggestTargets suggest, CancellationToken cancel) => suggest.Of(http.Agent()!, startAt, endAt, cancel));

        run.MapGet("/{id:guid}/guard", (Guid id, HttpContext http, WatchGuardRails guard, CancellationToken cancel) => guard.Of(http.Agent()!, id, cancel));
        seen.MapGet("/{id:guid}/draws", (Guid id, HttpContext http, DrawPrizes draw, CancellationToken cancel) => draw.List(http.Agent()!, id, cancel));
        run.MapPost("/{id:guid}/draws", async (Guid id, DrawPrizes.CampaignDrawRequest request, HttpContext http, DrawPrizes draw, CancellationToken cancel) =>
            Results.Json(await draw.Draw(http, id, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<DrawView>(StatusCodes.Status201Created);
        run.MapGet("/{id:guid}/staffing", (Guid id, HttpContext http, PlanStaffing plan, CancellationToken cancel, int duringPresale = 7, int duringAftersale = 3, int afterPresale = 3, int afterAftersale = 7) =>
            plan.Show(http.Agent()!, id, new(duringPresale, duringAftersale), new(afterPresale, afterAftersale), cancel));
        run.MapPost("/{id:guid}/staffing", async (Guid id, PlanStaffing.ConfirmStaffingRequest request, HttpContext http, PlanStaffing plan, CancellationToken cancel) =>
        {
            await plan.Confirm(http, id, request, cancel);
            return await plan.Show(http.Agent()!, id, null, null, cancel);
        });
        run.MapPost("/{id:guid}/staffing/undo", async (Guid id, HttpContext http, PlanStaffing plan, CancellationToken cancel) =>
        {
            await plan.Undo(http, id, cancel);
            return await plan.Show(http.Agent()!, id, null, null, cancel);
        });

        var lending = api.MapGroup("/overload/lending").WithTags("campaigns").RequireStaff(Permission.ImSupervise);
        lending.MapGet("", (HttpContext http, LendPeople lend, CancellationToken cancel) => lend.Show(http.Agent()!, cancel));
        lending.MapPost("", (LendPeople.LendingRequest request, HttpContext http, LendPeople lend, CancellationToken cancel) => lend.Confirm(http, request, cancel));
        lending.MapPost("/undo", (HttpContext http, LendPeople lend, CancellationToken cancel) => lend.Undo(http, cancel));

        api.MapPost("/campaigns/{id:guid}/pk-adjustment", (Guid id, AdjustForPk.PkAdjustmentRequest request, HttpContext http, AdjustForPk adjust, CancellationToken cancel) => adjust.Handle(http, id, request, cancel))
            .WithTags("campaigns").RequireStaff(Permission.ScorecardsEdit);

        var reviews = api.MapGroup("/campaigns").WithTags("campaigns").RequireStaff(Permission.CampaignsRun, or: Permission.ImSupervise);
        reviews.MapGet("/{id:guid}/reviews", (Guid id, HttpContext http, ShowBoard show, CancellationToken cancel) => show.Reviews(http.Agent()!, id, cancel));
    }
}
