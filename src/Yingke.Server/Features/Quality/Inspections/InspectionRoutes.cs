using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

internal static class InspectionRoutes
{
    public static void MapInspections(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/inspections").WithTags("quality");
        routes.MapGet("/", FindInspections.Handle).RequireStaff(Permission.QualityInspect);
        routes.MapGet("/counts", FindInspections.Count).RequireStaff(Permission.QualityInspect);
        routes.MapGet("/own", FindInspections.Own).RequireStaff();
        routes.MapGet("/weeks", ShowWeeks.Handle).RequireStaff(Permission.QualityInspect);
        routes.MapGet("/inspectors", async (HttpContext http, Db db, CancellationToken cancel) => new InspectorList(await Inspectors.All(db, http.Agent()!.ShopId, cancel))).RequireStaff(Permission.QualityInspect);
        routes.MapPost("/", async (ActOnInspection.PickRequest request, HttpContext http, ActOnInspection act, InspectionViews views, CancellationToken cancel) =>
            Results.Json(await views.One(await act.Pick(http.Agent()!, request, cancel), http.Agent()!, cancel), Stored.Json, statusCode: StatusCodes.Status201Created))
            .Produces<InspectionAnswer>(StatusCodes.Status201Created).RequirePerson(Permission.QualityInspect);
        routes.MapGet("/{id:guid}", One).RequireStaff();
        routes.MapPut("/{id:guid}/inspector", (Guid id, ActOnInspection.InspectorRequest request, HttpContext http, ActOnInspection act, InspectionViews views, CancellationToken cancel) =>
            Answer(act.GiveTo(http.Agent()!, id, request, cancel), http, views, cancel)).RequirePerson(Permission.QualityDecide);
        routes.MapPut("/{id:guid}/draft", (Guid id, ActOnInspection.MarksRequest request, HttpContext http, ActOnInspection act, InspectionViews views, CancellationToken cancel) =>
            Answer(act.Save(http.Agent()!, id, request, cancel), http, views, cancel)).RequirePerson(Permission.QualityInspect);
        routes.MapPost("/{id:guid}/submission", (Guid id, ActOnInspection.MarksRequest request, HttpContext http, ActOnInspection act, InspectionViews views, CancellationToken cancel) =>
            Answer(act.Submit(http.Agent()!, id, request, cancel), http, views, cancel)).RequirePerson(Permission.QualityInspect);
        routes.MapPost("/{id:guid}/appeal", (Guid id, ActOnInspection.InspectionAppeal request, HttpContext http, ActOnInspection act, InspectionViews views, CancellationToken cancel) =>
            Answer(act.Appeal(http.Agent()!, id, request, cancel), http, views, cancel)).RequirePerson();
        routes.MapPost("/{id:guid}/decision", (Guid id, ActOnInspection.InspectionDecision request, HttpContext http, ActOnInspection act, InspectionViews views, CancellationToken cancel) =>
            Answer(act.Decide(http.Agent()!, id, request, cancel), http, views, cancel)).RequirePerson(Permission.QualityDecide);

        var sheets = api.MapGroup("/inspection-sheets").WithTags("quality");
        sheets.MapGet("/", (HttpContext http, Sheets all, CancellationToken cancel) => all.List(http.Agent()!.ShopId, cancel)).RequireStaff(Permission.QualityInspect);
        sheets.MapPost("/", async (Sheets.SheetRequest request, HttpContext http, Sheets all, CancellationToken cancel) =>
            Results.Json(await all.Add(request, http, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<SheetView>(StatusCodes.Status201Created).RequireStaff(Permission.QualityDecide);
        sheets.MapPut("/{id:guid}", (Guid id, Sheets.SheetRequest request, HttpContext http, Sheets all, CancellationToken cancel) => all.Change(id, request, http, cancel)).RequireStaff(Permission.QualityDecide);

        var plans = api.MapGroup("/sampling-plans").WithTags("quality");
        plans.MapGet("/", (HttpContext http, EditPlans edit, CancellationToken cancel) => edit.List(http.Agent()!.ShopId, cancel)).RequireStaff(Permission.QualityInspect);
        plans.MapPost("/", async (EditPlans.SamplingPlanRequest request, HttpContext http, EditPlans edit, CancellationToken cancel) =>
            Results.Json(await edit.Add(request, http, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<PlanView>(StatusCodes.Status201Created).RequireStaff(Permission.QualityDecide);
        plans.MapPut("/{id:guid}", (Guid id, EditPlans.SamplingPlanRequest request, HttpContext http, EditPlans edit, CancellationToken cancel) => edit.Change(id, request, http, cancel)).RequireStaff(Permission.QualityDecide);
        plans.MapPost("/{id:guid}/draws", (Guid id, DrawSamples.DrawRequest request, HttpContext http, DrawSamples draw, CancellationToken cancel) => draw.Handle(id, request, http, cancel)).RequireStaff(Permission.QualityInspect);

        var settings = api.MapGroup("/quality-settings").WithTags("quality");
        settings.MapGet("/", EditQualitySettings.Show).RequireStaff(Permission.QualityInspect);
        settings.MapPut("/", EditQualitySettings.Replace).RequireStaff(Permission.QualityDecide);
    }

    public sealed record InspectorList(IReadOnlyList<QualityPerson> Items);

    private static async Task<InspectionAnswer> One(Guid id, HttpContext http, Db db, InspectionViews views, CancellationToken cancel)
    {
        var viewer = http.Agent()!;
        return await views.One(await db.Set<InspectionTask>().VisibleTo(viewer).SingleOrDefaultAsync(t => t.Id == id, cancel) ?? throw Refusal.NotFound(), viewer, cancel);
    }

    private static async Task<InspectionAnswer> Answer(Task<InspectionTask> done, HttpContext http, InspectionViews views, CancellationToken cancel) => await views.One(await done, http.Agent()!, cancel);
}
