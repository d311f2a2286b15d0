using Yingke.Domain.Accounts;
using Yingke.Domain.Duties;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Duties;

/// <summary>Everybody sees who is responsible for what and how it is done; whoever manages the people decides it.</summary>
internal static class DutyRoutes
{
    public static void MapDuties(this IEndpointRouteBuilder api)
    {
        api.MapGet("/duties", (HttpContext http, ShowDuties show, CancellationToken cancel) => show.All(http.Agent()!, cancel)).WithTags("duties").RequireStaff();
        var edit = api.MapGroup("/duties/{duty}").WithTags("duties").RequireStaff(Permission.AgentsManage);
        edit.MapPut("/people", (Word<Duty> duty, EditDuties.DutyPeopleRequest request, HttpContext http, EditDuties change, CancellationToken cancel) => change.Put(duty.Value, request, http, cancel));
        edit.MapPut("/procedure", (Word<Duty> duty, EditDuties.DutyProcedureRequest request, HttpContext http, EditDuties change, CancellationToken cancel) => change.Write(duty.Value, request, http, cancel));
    }
}
