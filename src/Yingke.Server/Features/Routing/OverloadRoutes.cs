using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

/// <summary>Overload (爆旺): everybody at the desk sees it, supervisors of the whole shop force it, and every step stays (spec: routing.md, Overload).</summary>
internal static class OverloadRoutes
{
    private const int StepsShown = 200;

    public sealed record OverloadRequest(OverloadMode? Mode, string? Reason);

    /// <param name="Lent">How many people were lent; how many came back, below 0; null of a step of overload itself.</param>
    public sealed record OverloadStepView(DateTimeOffset At, bool IsOn, OverloadMode Mode, string? By, string? Reason, int Load, int Threshold, int? Lent);

    public static void MapOverload(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/overload").WithTags("wall");
        routes.MapGet("", (HttpContext http, OverloadState state, CancellationToken cancel) => state.Of(http.Agent()!.ShopId, cancel)).RequireStaff(Permission.ImChat, or: Permission.ImSupervise);
        routes.MapPut("", Set).RequireStaff(Permission.ImSupervise);
        routes.MapGet("/steps", Steps).RequireStaff(Permission.ImSupervise);
    }

    private static async Task<OverloadView> Set(OverloadRequest request, HttpContext http, Dispatcher dispatcher, OverloadState state, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var mode = request.Mode ?? throw Refusal.Invalid("mode");
        if (request.Reason is { Length: > 100 })
            throw Refusal.Invalid("reason");
        // It is the whole shop's: who supervises one company sees it only.
        if (by.Reach(Permission.ImSupervise) != Scope.All)
            throw Refusal.Forbidden(Permission.ImSupervise);
        await dispatcher.Run(by.ShopId, turn =>
        {
            if (turn.OverloadMode == mode)
                return Task.CompletedTask;
            Audit.Add(turn.Db, http, "overload.mode_set", turn.Shop.Name, new { Mode = turn.OverloadMode }, new { Mode = mode, request.Reason });
            turn.SetOverload(mode, by.Name, string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim());
            return Task.CompletedTask;
        }, cancel);
        return await state.Of(by.ShopId, cancel);
    }

    private static async Task<IReadOnlyList<OverloadStepView>> Steps(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        return await db.Set<OverloadStep>().Where(s => s.ShopId == shopId).OrderByDescending(s => s.Id).Take(StepsShown)
            .Select(s => new OverloadStepView(s.At, s.IsOn, s.Mode, s.AgentName, s.Reason, s.Load, s.Threshold, s.Lent)).ToListAsync(cancel);
    }
}
