using Yingke.Domain.Accounts;
using Yingke.Domain.Hotline;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Features.Hotline;

/// <summary>400 热线: calls as the exchange tells them, staff work on them and the shop sets them.</summary>
internal static class HotlineRoutes
{
    public static void MapHotline(this IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("hotline").RequireStaff(Permission.HotlineHandle);
        calls.MapGet("/", FindCalls.Handle);
        calls.MapGet("/current", FindCalls.Mine);
        calls.MapGet("/agents", FindCalls.Agents);
        calls.MapGet("/scripts", EditHotlineSettings.Say);
        calls.MapGet("/buyers", (HttpContext http, RecordCall record, CancellationToken cancel, string? q = null) => record.Buyers(http, cancel, q));
        calls.MapGet("/{id:guid}", ShowCall.Handle);
        calls.MapPut("/{id:guid}/note", (Guid id, RecordCall.CallNoteRequest request, HttpContext http, RecordCall record, CallViews views, CancellationToken cancel) =>
            Answer(record.Write(http.Agent()!, id, request, cancel), views, cancel));
        calls.MapPut("/{id:guid}/buyer", (Guid id, RecordCall.CallerRequest request, HttpContext http, RecordCall record, CallViews views, CancellationToken cancel) =>
            Answer(record.Link(http, id, request, cancel), views, cancel));
        api.MapPost("/calls/{id:guid}/phone-reveal", (Guid id, HttpContext http, RecordCall record, CancellationToken cancel) => record.RevealPhone(http, id, cancel))
            .WithTags("hotline").RequireStaff(Permission.BuyersContact);

        var imports = api.MapGroup("/call-imports").WithTags("hotline").RequireStaff(Permission.HistoryMove);
        imports.MapPost("/preview", (HttpContext http, ImportCalls import, CancellationToken cancel) => import.Look(http, cancel));
        imports.MapPost("/", (HttpContext http, ImportCalls import, CancellationToken cancel) => import.Import(http, cancel));

        var settings = api.MapGroup("/hotline-settings").WithTags("hotline");
        settings.MapGet("/", EditHotlineSettings.Show).RequireStaff(Permission.SettingsEdit, or: Permission.ImSupervise);
        settings.MapPut("/", EditHotlineSettings.Replace).RequireStaff(Permission.SettingsEdit);

        api.MapPost("/hooks/{key}/calls", ReceiveCalls.Handle).WithTags("hotline").Public().RequireRateLimiting("hooks");
    }

    private static async Task<CallRow> Answer(Task<Call> done, CallViews views, CancellationToken cancel) => await views.One(await done, cancel);
}
