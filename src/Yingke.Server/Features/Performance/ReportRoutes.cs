using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

/// <summary>绩效: figures, their course, what is behind them, and as a file.</summary>
internal static class ReportRoutes
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/reports").WithTags("reports").RequireStaff(Permission.ReportsView);
        routes.MapGet("/", (HttpContext http, ShowReport report, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null) => report.Of(http.Agent()!, from, to, cancel));
        routes.MapGet("/guard", (HttpContext http, ShowReport report, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null) => report.GuardOf(http.Agent()!, from, to, cancel));
        routes.MapGet("/trend", (HttpContext http, ShowTrend trend, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null, Word<TrendStep>? step = null, Guid? agentId = null, Word<Groups>? group = null) =>
            trend.Of(http.Agent()!, from, to, step?.Value ?? TrendStep.Day, agentId, OneGroup(group), cancel));
        routes.MapGet("/evidence", (
                HttpContext http, FindEvidence evidence, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null, Word<Section>? section = null, string indicator = "consulted", Guid? agentId = null,
                Word<Groups>? group = null, int offset = 0, int limit = 50) =>
            evidence.Of(http.Agent()!, from, to, section?.Value ?? Section.All, indicator, agentId, OneGroup(group), offset, limit, cancel));
        routes.MapGet("/export", (HttpContext http, ExportReport export, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null, Word<ExportFormat>? format = null, string language = "zh-CN") =>
            export.Of(http, from, to, format?.Value ?? ExportFormat.Xlsx, language, cancel)).Produces<string>(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv");
        routes.MapGet("/files", (HttpContext http, WriteReportFiles files, CancellationToken cancel) => files.List(http.Agent()!, cancel));
        routes.MapGet("/files/{id:guid}", (Guid id, HttpContext http, WriteReportFiles files, CancellationToken cancel) => files.One(http, id, cancel)).Produces<string>(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        routes.MapGet("/guard-evidence", (HttpContext http, FindGuardEvidence evidence, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null, string? indicator = null, int offset = 0, int limit = 50) =>
            evidence.Of(http.Agent()!, from, to, indicator, offset, limit, cancel));
        routes.MapGet("/store-ratings", (HttpContext http, StoreRatings ratings, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null) => ratings.List(http.Agent()!, from, to, cancel));
        var ratings = api.MapGroup("/reports/store-ratings").WithTags("reports").RequireStaff(Permission.ScorecardsEdit);
        ratings.MapPut("/{day}", (DateOnly day, StoreRatings.RatingRequest request, HttpContext http, StoreRatings ratings, CancellationToken cancel) => ratings.Enter(http, day, request, cancel));
        ratings.MapDelete("/{day}", (DateOnly day, HttpContext http, StoreRatings ratings, CancellationToken cancel) => ratings.Drop(http, day, cancel)).Produces(204);
        ratings.MapPost("/import", (HttpContext http, StoreRatings ratings, CancellationToken cancel) => ratings.Import(http, cancel));
        api.MapGet("/report-settings", EditReportSettings.Show).WithTags("reports").RequireStaff(Permission.SettingsEdit, or: Permission.ScorecardsEdit);
        api.MapPut("/report-settings", EditReportSettings.Replace).WithTags("reports").RequireStaff(Permission.SettingsEdit);
        var views = api.MapGroup("/reports/views").WithTags("reports").RequirePerson(Permission.ReportsView);
        views.MapGet("/", KeepViews.List);
        views.MapPut("/", KeepViews.Keep);
        views.MapDelete("/{id:guid}", KeepViews.Drop).Produces(204);
        api.MapGet("/reports/today", (HttpContext http, TodayFigures today, CancellationToken cancel) => today.Of(http.Agent()!, cancel)).WithTags("reports").RequireStaff(Permission.ReportsView, or: Permission.ImChat);
    }

    private static Groups? OneGroup(Word<Groups>? word) => word is not { Value: var group } ? null : Report.EachGroup.Contains(group) ? group : throw Refusal.Invalid("group");
}
