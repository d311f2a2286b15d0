using Yingke.Domain.Accounts;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Features.Shifts;

/// <summary>The rota: everybody reads it and asks, whoever has <c>shifts.plan</c> plans.</summary>
internal static class ShiftRoutes
{
    public static void MapShifts(this IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("").WithTags("shifts").RequireStaff();
        all.MapGet("/rota", (HttpContext http, ShowRota rota, CancellationToken cancel, DateOnly? day = null) => rota.Of(http.Agent()!.ShopId, day, cancel));
        var own = api.MapGroup("/rota/requests").WithTags("shifts").RequirePerson();
        own.MapGet("", (HttpContext http, AskRota ask, CancellationToken cancel) => ask.List(http.Agent()!, cancel));
        own.MapPost("", (AskRota.RotaRequest request, HttpContext http, AskRota ask, CancellationToken cancel) => ask.Ask(request, http, cancel));
        own.MapPost("/{id:guid}/agreement", (Guid id, AskRota.AgreementRequest request, HttpContext http, AskRota ask, CancellationToken cancel) => ask.Agree(id, request, http, cancel));
        own.MapPost("/{id:guid}/withdrawal", (Guid id, HttpContext http, AskRota ask, CancellationToken cancel) => ask.Withdraw(id, http, cancel));

        var off = api.MapGroup("/off-duty").WithTags("shifts").RequirePerson();
        off.MapGet("", (HttpContext http, FindOwnWork find, CancellationToken cancel) => find.Of(http.Agent()!, cancel));
        off.MapPost("/handovers", (HandOverWork.HandoverRequest request, HttpContext http, HandOverWork handOver, CancellationToken cancel) => handOver.Handle(request, http, cancel));

        var day = api.MapGroup("/day-plan").WithTags("shifts").RequirePerson();
        day.MapGet("", (HttpContext http, TickDayPlan own, CancellationToken cancel, DateOnly? day = null) => own.Show(http.Agent()!, day, cancel));
        day.MapPut("/ticks/{id:guid}", (Guid id, HttpContext http, TickDayPlan own, CancellationToken cancel) => own.Tick(http.Agent()!, id, cancel));
        day.MapDelete("/ticks/{id:guid}", (Guid id, HttpContext http, TickDayPlan own, CancellationToken cancel) => own.Untick(http.Agent()!, id, cancel));
        var plans = api.MapGroup("/day-plans").WithTags("shifts").RequireStaff(Permission.ShiftsPlan);
        plans.MapGet("", (HttpContext http, EditDayPlans edit, CancellationToken cancel) => edit.List(http.Agent()!.ShopId, cancel));
        plans.MapGet("/progress", (HttpContext http, FollowDayPlans follow, CancellationToken cancel, DateOnly? day = null) => follow.Of(http.Agent()!.ShopId, day, cancel));
        plans.MapPut("/{id:guid}", (Guid id, EditDayPlans.DayPlanRequest request, HttpContext http, EditDayPlans edit, CancellationToken cancel) => edit.Replace(id, request, http, cancel));

        var plan = api.MapGroup("").WithTags("shifts").RequireStaff(Permission.ShiftsPlan);
        plan.MapPost("/rota/requests/{id:guid}/decision", (Guid id, AskRota.RotaDecisionRequest request, HttpContext http, AskRota ask, CancellationToken cancel) => ask.Decide(id, request, http, cancel));
        plan.MapGet("/shifts", (HttpContext http, EditShifts edit, CancellationToken cancel) => edit.List(http.Agent()!.ShopId, cancel));
        plan.MapPost("/shifts", (EditShifts.ShiftRequest request, HttpContext http, EditShifts edit, CancellationToken cancel) => edit.Add(request, http, cancel));
        plan.MapPut("/shifts/{id:guid}", (Guid id, EditShifts.ShiftRequest request, HttpContext http, EditShifts edit, CancellationToken cancel) => edit.Change(id, request, http, cancel));
        plan.MapDelete("/shifts/{id:guid}", async (Guid id, HttpContext http, EditShifts edit, CancellationToken cancel) => { await edit.Archive(id, http, cancel); return Results.NoContent(); }).Produces(204);
        plan.MapPost("/rota/entries", (EditRota.RotaEntryRequest request, HttpContext http, EditRota edit, CancellationToken cancel) => edit.Put(null, request, http, cancel));
        plan.MapPut("/rota/entries/{id:guid}", (Guid id, EditRota.RotaEntryRequest request, HttpContext http, EditRota edit, CancellationToken cancel) => edit.Put(id, request, http, cancel));
        plan.MapDelete("/rota/entries/{id:guid}", async (Guid id, HttpContext http, EditRota edit, CancellationToken cancel) => { await edit.Remove(id, http, cancel); return Results.NoContent(); }).Produces(204);
        plan.MapPost("/rota/copies", (EditRota.WeekCopyRequest request, HttpContext http, EditRota edit, CancellationToken cancel) => edit.Copy(request, http, cancel));
        plan.MapPost("/rota/lunches", (EditRota.LunchesRequest request, HttpContext http, EditRota edit, CancellationToken cancel) => edit.Lunches(request, http, cancel));
        plan.MapGet("/rota/forecast", (HttpContext http, ForecastStaffing forecast, CancellationToken cancel, DateOnly? day = null) => forecast.Of(http.Agent()!.ShopId, day, cancel));
        plan.MapGet("/rota/attendance", (HttpContext http, CountAttendance attendance, CancellationToken cancel, string? month = null) => attendance.Show(http.Agent()!.ShopId, MonthText.Needed(month), cancel));
    }
}
