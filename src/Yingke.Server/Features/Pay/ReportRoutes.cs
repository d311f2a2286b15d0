using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Pay;

/// <summary>月报 and 建议.</summary>
internal static class ReportRoutes
{
    public static void MapMonthlyReports(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("/monthly-reports").WithTags("pay");
        reports.MapGet("/", (HttpContext http, FileReports file, CancellationToken cancel, string? month = null) => file.List(http.Agent()!, month, cancel)).RequireStaff(Permission.ReportsView);
        reports.MapGet("/{id:guid}", (Guid id, HttpContext http, FileReports file, CancellationToken cancel) => file.One(http.Agent()!, id, cancel)).RequireStaff(Permission.ReportsView);
        reports.MapGet("/own", (HttpContext http, FileReports file, CancellationToken cancel, string? month = null) => file.Own(http.Agent()!, month, cancel)).RequirePerson(Permission.ReportsView);
        reports.MapPut("/own", (FileReports.SaveRequest request, HttpContext http, FileReports file, CancellationToken cancel) => file.Save(http.Agent()!, request, cancel)).RequirePerson(Permission.ReportsView);

        var suggestions = api.MapGroup("/suggestions").WithTags("pay");
        suggestions.MapGet("/", (HttpContext http, Suggest suggest, CancellationToken cancel) => suggest.List(http.Agent()!, cancel)).RequirePerson();
        suggestions.MapPost("/", async (Suggest.FileRequest request, HttpContext http, Suggest suggest, CancellationToken cancel) =>
            Results.Json(await suggest.File(http.Agent()!, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<SuggestionView>(StatusCodes.Status201Created).RequirePerson();
        suggestions.MapPost("/{id:guid}/decision", (Guid id, Suggest.DecideRequest request, HttpContext http, Suggest suggest, CancellationToken cancel) => suggest.Decide(http, id, request, cancel)).RequireStaff(Permission.ScorecardsEdit);
    }
}
