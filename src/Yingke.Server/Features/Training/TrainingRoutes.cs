using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Training;

/// <summary>Everybody learns, supervisors see who has passed what, whoever manages the people writes the courses.</summary>
internal static class TrainingRoutes
{
    public static void MapTraining(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/training/courses").WithTags("training").RequirePerson();
        own.MapGet("", (HttpContext http, TakeQuiz quiz, CancellationToken cancel) => quiz.List(http.Agent()!, cancel));
        own.MapGet("/{id:guid}", (Guid id, HttpContext http, TakeQuiz quiz, CancellationToken cancel) => quiz.One(http.Agent()!, id, cancel));
        own.MapPost("/{id:guid}/attempts", (Guid id, TakeQuiz.AttemptRequest request, HttpContext http, TakeQuiz quiz, CancellationToken cancel) => quiz.Attempt(http.Agent()!, id, request, cancel));

        var watch = api.MapGroup("/training").WithTags("training").RequireStaff(Permission.ImSupervise);
        watch.MapGet("/matrix", (HttpContext http, ShowMatrix matrix, CancellationToken cancel) => matrix.Of(http.Agent()!, cancel));
        watch.MapGet("/agents/{id:guid}/attempts", (Guid id, HttpContext http, ShowMatrix matrix, CancellationToken cancel) => matrix.Attempts(http.Agent()!, id, cancel));

        var write = api.MapGroup("/training/courses").WithTags("training").RequirePerson(Permission.AgentsManage);
        write.MapPost("", async (EditCourses.CourseRequest request, HttpContext http, EditCourses edit, CancellationToken cancel) =>
            Results.Json(await edit.Add(request, http, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<CourseView>(StatusCodes.Status201Created);
        write.MapPut("/{id:guid}", (Guid id, EditCourses.CourseRequest request, HttpContext http, EditCourses edit, CancellationToken cancel) => edit.Change(id, request, http, cancel));
        write.MapDelete("/{id:guid}", async (Guid id, HttpContext http, EditCourses edit, CancellationToken cancel) => { await edit.Archive(id, http, cancel); return Results.NoContent(); }).Produces(204);
    }
}
