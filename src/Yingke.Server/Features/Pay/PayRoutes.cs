using Yingke.Domain.Accounts;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

/// <summary>薪酬: the ledger, a month's pay, slips and settlements.</summary>
internal static class PayRoutes
{
    public static void MapPay(this IEndpointRouteBuilder api)
    {
        var seen = api.MapGroup("/pay").WithTags("pay").RequireStaff(Permission.PayView);
        seen.MapGet("/", (HttpContext http, ShowPay pay, CancellationToken cancel, string? month = null) => pay.Of(http.Agent()!, month, cancel));
        seen.MapGet("/runs/{id:guid}", (Guid id, HttpContext http, ShowPay pay, CancellationToken cancel) => pay.Run(http.Agent()!, id, cancel));
        seen.MapGet("/slips", (HttpContext http, ShowPay pay, CancellationToken cancel) => pay.Own(http.Agent()!, cancel));
        seen.MapGet("/slips/{id:guid}", (Guid id, HttpContext http, ShowPay pay, CancellationToken cancel) => pay.Slip(http.Agent()!, id, cancel));
        seen.MapGet("/export", (
                HttpContext http, ExportPay export, CancellationToken cancel, Guid? runId = null, string? month = null, Word<PaySheetKind>? kind = null, string? company = null, Word<ExportFormat>? format = null, string language = "zh-CN") =>
            export.Of(http, runId, month, kind?.Value ?? PaySheetKind.Slips, company, format?.Value ?? ExportFormat.Xlsx, language, cancel))
            .Produces<string>(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv");
        seen.MapGet("/ledger", (HttpContext http, EnterLedger ledger, CancellationToken cancel, string? month = null) => ledger.List(http.Agent()!, month, cancel));

        var pay = api.MapGroup("/pay").WithTags("pay");
        pay.MapPost("/runs", async (ClosePay.CloseRequest request, HttpContext http, ClosePay close, CancellationToken cancel) =>
            Results.Json(ShowPay.View(await close.Handle(http, request, cancel)), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<PayRunView>(StatusCodes.Status201Created).RequireStaff(Permission.PayClose);
        pay.MapPost("/ledger", async (EnterLedger.EntryRequest request, HttpContext http, EnterLedger ledger, CancellationToken cancel) =>
            Results.Json(await ledger.Enter(http, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<LedgerItem>(StatusCodes.Status201Created).RequireStaff(Permission.ScorecardsEdit);
        pay.MapPost("/ledger/{id:guid}/reversal", async (Guid id, EnterLedger.ReversalRequest request, HttpContext http, EnterLedger ledger, CancellationToken cancel) =>
            Results.Json(await ledger.Reverse(http, id, request, cancel), Stored.Json, statusCode: StatusCodes.Status201Created)).Produces<LedgerItem>(StatusCodes.Status201Created).RequireStaff(Permission.ScorecardsEdit);

        var settings = api.MapGroup("/pay-settings").WithTags("pay");
        settings.MapGet("/", EditPaySettings.Show).RequireStaff(Permission.SettingsEdit, or: Permission.ScorecardsEdit);
        settings.MapPut("/", EditPaySettings.Replace).RequireStaff(Permission.SettingsEdit);
    }
}
