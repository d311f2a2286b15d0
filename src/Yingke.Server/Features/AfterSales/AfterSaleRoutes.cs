using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>售后工作台 and what the buyer's window asks for.</summary>
internal static class AfterSaleRoutes
{
    public static void MapAfterSales(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/aftersales").WithTags("aftersales").RequireStaff();
        read.MapGet("/", FindApplications.Handle);
        read.MapGet("/{id:guid}", One);
        read.MapGet("/{id:guid}/slip", ShowSlip);
        read.MapPost("/{id:guid}/receipt", (Guid id, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.Receive(id, http, cancel));

        var handle = api.MapGroup("/aftersales").WithTags("aftersales").RequireStaff(Permission.AftersaleHandle);
        handle.MapPost("/", Open).Produces<ApplicationView>(StatusCodes.Status201Created);
        handle.MapPost("/{id:guid}/approval", (Guid id, StaffSteps.ApprovalRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.Approve(id, request, http, cancel));
        handle.MapPost("/{id:guid}/rejection", (Guid id, StaffSteps.ReasonRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.Reject(id, request, http, cancel));
        handle.MapPost("/{id:guid}/parcel", (Guid id, StaffSteps.ParcelRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.SendParcel(id, request, http, cancel));
        handle.MapPost("/{id:guid}/inspection", (Guid id, StaffSteps.InspectionRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.Inspect(id, request, http, cancel));
        handle.MapPost("/{id:guid}/reshipment", (Guid id, StaffSteps.ParcelRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.Reship(id, request, http, cancel));
        handle.MapPost("/{id:guid}/repair", (Guid id, StaffSteps.ParcelRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.SendRepaired(id, request, http, cancel));
        handle.MapPost("/{id:guid}/agreement", (Guid id, StaffSteps.ReasonRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.Agree(id, request, http, cancel));
        handle.MapPost("/{id:guid}/return", (Guid id, StaffSteps.ParcelRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.SendAsItWas(id, request, http, cancel));
        handle.MapPost("/{id:guid}/platform", (Guid id, StaffSteps.ReasonRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.StepIn(id, request, http, cancel));
        handle.MapPost("/{id:guid}/platform-decision", (Guid id, DecisionRequest request, HttpContext http, DecidePlatformCase decide, CancellationToken cancel) => decide.Handle(id, request, http, cancel));
        handle.MapPost("/{id:guid}/invoice", (Guid id, StaffSteps.InvoiceRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.SettleInvoice(id, request, http, cancel));
        handle.MapPost("/{id:guid}/closure", (Guid id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] StaffSteps.CaseClosure? request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.Close(id, request, http, cancel));
        handle.MapPost("/{id:guid}/assignment", (Guid id, StaffSteps.HandlerRequest request, HttpContext http, StaffSteps steps, CancellationToken cancel) => steps.HandTo(id, request, http, cancel));
        handle.MapPost("/{id:guid}/compensations", AskCompensation);
        handle.MapGet("/addresses", ReturnAddresses.List);
        api.MapGet("/aftersales/summary", ShowWeek.Handle).WithTags("aftersales").RequireStaff(Permission.AftersaleHandle, or: Permission.ImSupervise);

        api.MapPost("/aftersales/{id:guid}/penalty", WritePenalty.Handle).Produces(204).WithTags("aftersales").RequireStaff(Permission.ImSupervise);

        var pay = api.MapGroup("/aftersales").WithTags("aftersales").RequireStaff(Permission.RefundPay);
        pay.MapPost("/{id:guid}/refunds", AskRefund);
        pay.MapPost("/refunds/{id:guid}/confirmation", Confirm);
        pay.MapPost("/refunds/{id:guid}/refusal", Decline);

        var edit = api.MapGroup("/aftersales").WithTags("aftersales").RequireStaff(Permission.SettingsEdit);
        edit.MapPost("/addresses", ReturnAddresses.Add).Produces<AddressView>(StatusCodes.Status201Created);
        edit.MapPut("/addresses/{id:guid}", ReturnAddresses.Change);
        edit.MapDelete("/addresses/{id:guid}", ReturnAddresses.Remove).Produces(204);
        edit.MapPost("/policies", Policies.Add).Produces<ReturnPolicy>(StatusCodes.Status201Created);
        edit.MapPut("/settings", EditAfterSaleSettings.Replace);
        edit.MapGet("/sandbox", SandboxRoutes.Show);
        edit.MapPut("/sandbox", SandboxRoutes.Change);
        handle.MapGet("/policies", Policies.List);
        handle.MapGet("/settings", EditAfterSaleSettings.Show);

        api.MapPost("/conversations/{id:guid}/aftersale-cards", (Guid id, SendApplicationCard.Request request, HttpContext http, SendApplicationCard send, CancellationToken cancel) => send.Handle(id, request, http, cancel))
            .WithTags("aftersales").RequireStaff(Permission.ImChat).Produces<Conversations.Appendix>();
        // Signed by the gateway: the signature is looked at inside.
        api.MapPost("/payments/reports", PaymentReports.Receive).Produces(204).WithTags("aftersales").Public().RequireRateLimiting("visits");
        MapVisitor(api.MapGroup("/visitor/aftersales").WithTags("visitor").RequireCors("widget").RequireVisitor());
    }

    private static void MapVisitor(RouteGroupBuilder own)
    {
        own.MapGet("/", (HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.List(http, cancel));
        own.MapGet("/{id:guid}", (Guid id, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.One(id, http, cancel));
        own.MapPost("/", (ApplyRequest request, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.Apply(request, http, cancel))
            .Produces<BuyerApplication>(StatusCodes.Status201Created).RequireRateLimiting("visitor-messages");
        own.MapPost("/{id:guid}/withdrawal", (Guid id, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.Withdraw(id, http, cancel));
        own.MapPost("/{id:guid}/reapplication", (Guid id, VisitorSteps.ReapplyRequest request, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.Reapply(id, request, http, cancel));
        own.MapPost("/{id:guid}/platform", (Guid id, StaffSteps.ReasonRequest request, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.AskPlatform(id, request, http, cancel));
        own.MapPost("/{id:guid}/parcel", (Guid id, StaffSteps.ParcelRequest request, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.SendParcel(id, request, http, cancel));
        own.MapPost("/{id:guid}/agreement", (Guid id, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.Agree(id, http, cancel));
        own.MapPut("/{id:guid}/rating", (Guid id, VisitorSteps.RatingRequest request, HttpContext http, VisitorSteps steps, CancellationToken cancel) => steps.Rate(id, request, http, cancel));
    }

    private static async Task<ApplicationView> One(Guid id, HttpContext http, Db db, AfterSaleViews views, CancellationToken cancel)
    {
        await db.MustSee(http.Agent()!, id, cancel);
        return await views.One(http.Agent()!, id, cancel);
    }

    private static async Task<IResult> Open(ApplyRequest request, HttpContext http, Apply apply, AfterSaleViews views, CancellationToken cancel)
    {
        var made = await apply.Handle(Actor.Of(http.Agent()!), null, request, cancel);
        return Results.Json(await views.One(http.Agent()!, made.Id, cancel), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<RefundView> AskRefund(Guid id, RefundRequest request, HttpContext http, Db db, RequestRefund refunds, ShopDirectory shops, CancellationToken cancel)
    {
        await db.MustSee(http.Agent()!, id, cancel);
        return await View(await refunds.Handle(Actor.Of(http.Agent()!), id, request, cancel, http: http), http, shops, cancel);
    }

    private static async Task<RefundView> AskCompensation(Guid id, CompensationRequest request, HttpContext http, Db db, Compensate compensate, ShopDirectory shops, CancellationToken cancel)
    {
        await db.MustSee(http.Agent()!, id, cancel);
        return await View(await compensate.Handle(Actor.Of(http.Agent()!), id, request, http, cancel), http, shops, cancel);
    }

    private static async Task<RefundView> Confirm(Guid id, HttpContext http, ConfirmRefund second, ShopDirectory shops, CancellationToken cancel) =>
        await View(await second.Confirm(Actor.Of(http.Agent()!), id, http, cancel), http, shops, cancel);

    private static async Task<RefundView> Decline(Guid id, DeclineRequest request, HttpContext http, ConfirmRefund second, ShopDirectory shops, CancellationToken cancel) =>
        await View(await second.Decline(Actor.Of(http.Agent()!), id, request.Reason, http, cancel), http, shops, cancel);

    private static async Task<RefundView> View(Refund refund, HttpContext http, ShopDirectory shops, CancellationToken cancel) =>
        RefundView.Of(refund, await shops.Names(refund.ShopId, cancel), http.Agent()!.AgentId);

    /// <summary>For printing: order number, application number, buyer and phone, to be enclosed.</summary>
    private static async Task<Slip> ShowSlip(Guid id, HttpContext http, Db db, ShopDirectory shops, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        await db.MustSee(agent, id, cancel);
        var a = await db.Set<Application>().SingleAsync(x => x.ShopId == agent.ShopId && x.Id == id, cancel);
        var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.ShopId == agent.ShopId && o.Id == a.OrderId, cancel);
        var phone = order.ReceiverPhone is { } number && !agent.May(Permission.BuyersContact) ? Yingke.Domain.Buyers.Phone.Masked(number) : order.ReceiverPhone;
        return new((await shops.Shop(agent.ShopId, cancel)).Name, order.Number, a.Number, order.ReceiverName, phone, a.Address ?? throw Refusal.Conflict("no_address_yet"),
            order.Lines.Find(l => l.Id == a.LineId)?.Title ?? "", a.Quantity);
    }
}
