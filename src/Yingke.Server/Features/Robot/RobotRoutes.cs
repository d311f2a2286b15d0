using Yingke.Domain.Accounts;
using Yingke.Server.Features.Robot.Model;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Features.Robot;

/// <summary>机器人: buyers rate its answers, editors and supervisors see how good it is. Its settings are the shop's.</summary>
internal static class RobotRoutes
{
    public static void MapRobot(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/visitor/conversations/{id:guid}").WithTags("visitor").RequireCors("widget").RequireVisitor();
        own.MapGet("/usefulness", (Guid id, HttpContext http, RateAnswer rate, CancellationToken cancel) => rate.Given(http, id, cancel));
        own.MapPut("/usefulness", async (Guid id, RateAnswer.UsefulnessRequest request, HttpContext http, RateAnswer rate, CancellationToken cancel) =>
        {
            await rate.Rate(http, id, request, cancel);
            return Results.NoContent();
        }).Produces(204).RequireRateLimiting("visitor-messages");
        api.MapGet("/robot/report", (HttpContext http, ShowRobotReport report, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null) => report.Of(http.Agent()!.ShopId, from, to, cancel))
            .WithTags("robot").RequireStaff(Permission.KnowledgeEdit, or: Permission.ReportsView);

        var model = api.MapGroup("/robot/model").WithTags("robot").RequireStaff(Permission.SettingsEdit);
        model.MapGet("", (HttpContext http, EditModel edit, CancellationToken cancel) => edit.Show(http.Agent()!.ShopId, cancel));
        model.MapPut("", (EditModel.RobotModelRequest request, HttpContext http, EditModel edit, CancellationToken cancel) => edit.Change(http, request, cancel));
        model.MapPost("/trial", (HttpContext http, EditModel edit, CancellationToken cancel) => edit.Try(http.Agent()!.ShopId, cancel));
    }
}
