using Yingke.Domain.StaffTalk;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.StaffTalk;

/// <summary>People of the staff among themselves: no key of a program and no visitor gets in.</summary>
internal static class StaffTalkRoutes
{
    public static void MapStaffTalk(this IEndpointRouteBuilder api)
    {
        var talk = api.MapGroup("/staff-talk").WithTags("staff-talk").RequirePerson();
        talk.MapGet("", (HttpContext http, ReadStaffTalk read, CancellationToken cancel) => read.Channels(http.Agent()!, cancel));
        talk.MapGet("/{channel}/messages", (Word<StaffChannel> channel, HttpContext http, ReadStaffTalk read, CancellationToken cancel, long? before = null, int limit = 50) =>
            read.Messages(http.Agent()!, channel.Value, before, limit, cancel));
        talk.MapPost("/{channel}/messages", (Word<StaffChannel> channel, WriteStaffTalk.StaffMessageRequest request, HttpContext http, WriteStaffTalk write, CancellationToken cancel) =>
            write.Send(http.Agent()!, channel.Value, request, cancel));
        talk.MapPut("/{channel}/read", async (Word<StaffChannel> channel, WriteStaffTalk.StaffReadRequest request, HttpContext http, WriteStaffTalk write, CancellationToken cancel) =>
        {
            await write.Mark(http.Agent()!, channel.Value, request, cancel);
            return Results.NoContent();
        }).Produces(204);
    }
}
