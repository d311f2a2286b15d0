using Yingke.Domain.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Orders;

/// <summary>Orders as programs send them, staff work on them and buyers see them.</summary>
internal static class OrderRoutes
{
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/orders").WithTags("orders").RequireStaff();
        read.MapGet("/", FindOrders.Handle);
        read.MapGet("/{id:guid}", ShowOrder.Handle);
        api.MapGet("/buyers/{id:guid}/orders", FindOrders.OfBuyer).WithTags("orders").RequireStaff();

        var manage = api.MapGroup("/orders").WithTags("orders").RequireStaff(Permission.OrdersManage);
        manage.MapPut("/{number}", (string number, OrderDocument document, HttpContext http, PutOrder put, CancellationToken cancel) => put.ByStaff(number, document, http, cancel));
        manage.MapPost("/{id:guid}/confirmation", (Guid id, HttpContext http, ChangeOrder change, CancellationToken cancel) => change.Confirm(id, http, cancel));
        manage.MapPost("/{id:guid}/cancellation", (Guid id, ChangeOrder.CancelRequest request, HttpContext http, ChangeOrder change, CancellationToken cancel) => change.Cancel(id, request, http, cancel));
        manage.MapPut("/{id:guid}/note", (Guid id, ChangeOrder.NoteRequest request, HttpContext http, ChangeOrder change, CancellationToken cancel) => change.Note(id, request, http, cancel));
        manage.MapPut("/{id:guid}/address", (Guid id, ChangeOrder.AddressRequest request, HttpContext http, ChangeOrder change, CancellationToken cancel) => change.Address(id, request, http, cancel));
        manage.MapPut("/{id:guid}/line", (Guid id, ChangeOrder.LineRequest request, HttpContext http, ChangeOrder change, CancellationToken cancel) => change.Line(id, request, http, cancel));
        manage.MapPost("/{id:guid}/exceptions", (Guid id, VerifyException.ReportRequest request, HttpContext http, VerifyException verify, CancellationToken cancel) => verify.Report(id, request, http, cancel));

        api.MapPost("/orders/{id:guid}/phone-reveal", ShowOrder.RevealPhone).WithTags("orders").RequireStaff(Permission.BuyersContact);

        var exceptions = api.MapGroup("/order-exceptions").WithTags("orders").RequireStaff(Permission.OrdersManage);
        exceptions.MapGet("/", (HttpContext http, VerifyException verify, CancellationToken cancel, bool open = true) => verify.List(http, cancel, open));
        exceptions.MapPut("/{id:guid}/result", (Guid id, VerifyException.ResultRequest request, HttpContext http, VerifyException verify, CancellationToken cancel) => verify.Verify(id, request, http, cancel));

        var price = api.MapGroup("").WithTags("orders").RequireStaff(Permission.OrdersPrice);
        price.MapPost("/orders/{id:guid}/price-offers", (Guid id, OfferPrice.Request request, HttpContext http, OfferPrice offer, CancellationToken cancel) => offer.Make(id, request, http, cancel));
        price.MapGet("/payment-reminders", (HttpContext http, ListReminders list, CancellationToken cancel) => list.Handle(http.Agent()!.ShopId, cancel));
        price.MapPost("/payment-reminders", (SendReminders.Request request, HttpContext http, SendReminders send, CancellationToken cancel) => send.ByStaff(request, http, cancel));
        price.MapGet("/payment-reminders/report", ReminderReport.Handle);

        api.MapGet("/products", FindProducts.Handle).WithTags("orders").RequireStaff(Permission.ImChat);
        api.MapPost("/conversations/{id:guid}/order-cards", (Guid id, SendOrderCard.Request request, HttpContext http, SendOrderCard send, CancellationToken cancel) => send.Handle(id, request, http, cancel))
            .WithTags("orders").RequireStaff(Permission.ImChat).Produces<Appendix>();

        api.MapPost("/hooks/{key}/orders", ReceiveOrders.Handle).WithTags("orders").Public().RequireRateLimiting("hooks");

        var own = api.MapGroup("/visitor").WithTags("visitor").RequireCors("widget").RequireVisitor();
        own.MapGet("/orders", OwnOrders.List);
        own.MapGet("/orders/{id:guid}", OwnOrders.One);
        own.MapGet("/price-offers/{id:guid}", async (Guid id, HttpContext http, OfferPrice offers, CancellationToken cancel) =>
            await offers.Show(http.Visitor()!.ShopId, http.Visitor()!.BuyerId, id, cancel) ?? throw Refusal.NotFound());
        own.MapPost("/price-offers/{id:guid}/acceptance", (Guid id, HttpContext http, OfferPrice offers, CancellationToken cancel) => offers.Accept(id, http, cancel));
    }
}
