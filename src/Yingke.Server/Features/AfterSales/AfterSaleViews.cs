using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

internal sealed record ApplicationLine(Guid Id, string Title, string? Sku, string? ImageUrl, int Quantity, long PaidFen, int Vouchers);

/// <summary>One line of a list.</summary>
internal sealed record ApplicationRow(
    Guid Id, string Number, Guid OrderId, string OrderNumber, ApplicationLine? Line, Guid? BuyerId, string? BuyerName, ApplicationType Type, ApplicationState State, int Quantity, int Vouchers,
    string Reason, long AskedFen, long RefundedFen, DateTimeOffset AppliedAt, DueKind? Due, DateTimeOffset? DueAt, bool RefundOnWay, bool Repeat, InvoiceStep? Invoice, bool InvoiceSettled);

internal sealed record StepView(DateTimeOffset At, LedgerKind Kind, string ByKind, string? ByName, JsonElement? Details);

internal sealed record RefundView(
    Guid Id, RefundKind Kind, RefundState State, Payer Payer, long GoodsFen, long FreightFen, long Fen, string? Reason, string? Bearer, string? ByName, string? ConfirmedByName, DateTimeOffset At,
    DateTimeOffset? SettledAt, string? Failure, bool Mine)
{
    public static RefundView Of(Refund r, IReadOnlyDictionary<Guid, string> names, Guid? me) => new(
        r.Id, r.Kind, r.State, r.Payer, r.GoodsFen, r.FreightFen, r.Fen, r.Reason, r.Bearer, r.ById is { } by ? names.GetValueOrDefault(by) : null,
        r.ConfirmedBy is { } second ? names.GetValueOrDefault(second) : null, r.At, r.SettledAt, r.Failure, me is not null && r.ById == me);
}

/// <summary>Everything about one application, for staff.</summary>
/// <param name="Can">The events that the state allows: what else is a button is grey for another reason.</param>
/// <param name="Own">Opened by who looks: somebody else reviews it.</param>
internal sealed record ApplicationView(
    ApplicationRow Row, Guid? ConversationId, string? Text, string? AppliedByName, bool Own, bool Reapplied, DateTimeOffset? ReviewedAt, string? ReviewerName, string? HandlerName, string? RejectReason,
    ReturnAddress? Address, Parcel? Parcel, DateTimeOffset? SentAt, DateTimeOffset? ReceivedAt, Inspection? Inspection, DateTimeOffset? AgreedAt, Parcel? Reply, DateTimeOffset? RefundedAt,
    ApplicationState? Resolution, DateTimeOffset? ResolvedAt, string? OperatorName, string? InvoiceNumber, DateTimeOffset? ClosedAt, int? Stars, ReturnPolicy? Policy,
    IReadOnlyList<PolicyWarning> Warnings, IReadOnlyList<ApplicationEvent> Can, RefundRoom Room, IReadOnlyList<RefundView> Refunds, IReadOnlyList<StepView> Steps,
    IReadOnlyCollection<Evidence.Picture> Files, Guid? CategoryId, DateTimeOffset ServerTime);

/// <summary>Applications as staff see them.</summary>
internal sealed class AfterSaleViews(Db db, ShopDirectory shops, FileTickets tickets, TimeProvider time)
{
    public async Task<List<ApplicationRow>> Rows(Guid shopId, IReadOnlyCollection<Application> applications, CancellationToken cancel)
    {
        var (orderIds, buyerIds) = (applications.Select(a => a.OrderId).Distinct().ToList(), applications.Select(a => a.BuyerId).OfType<Guid>().Distinct().ToList());
        var orders = await db.Set<Order>().Include(o => o.Lines).Where(o => o.ShopId == shopId && orderIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        var buyers = await db.Set<Buyer>().Where(b => b.ShopId == shopId && buyerIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        return [.. applications.Select(a => Row(a, orders.GetValueOrDefault(a.OrderId), a.BuyerId is { } buyer ? buyers.GetValueOrDefault(buyer) : null))];
    }

    public async Task<ApplicationView> One(CurrentAgent agent, Guid id, CancellationToken cancel)
    {
        var a = await db.Set<Application>().SingleOrDefaultAsync(x => x.ShopId == agent.ShopId && x.Id == id, cancel) ?? throw Refusal.NotFound();
        var names = await shops.Names(agent.ShopId, cancel);
        var order = await db.Set<Order>().Include(o => o.Lines).SingleAsync(o => o.ShopId == a.ShopId && o.Id == a.OrderId, cancel);
        var refunds = await db.Set<Refund>().Where(r => r.ShopId == a.ShopId && r.ApplicationId == a.Id).OrderBy(r => r.Id).ToListAsync(cancel);
        var steps = await db.Set<ServiceStep>().Where(s => s.ShopId == a.ShopId && s.ApplicationId == a.Id).OrderBy(s => s.Id).ToListAsync(cancel);
        var policy = a.PolicyId is { } held ? (await db.Set<PolicyVersion>().SingleOrDefaultAsync(p => p.ShopId == a.ShopId && p.Id == held, cancel))?.ToPolicy() : null;
        var room = RefundCeiling.Room(order.ToPaid(), await db.BookedParts(a.ShopId, a.OrderId, cancel), a.LineId);
        var files = await db.Pictures(tickets, a.ShopId, a.Id, cancel);
        var category = await db.Set<CategoryUse>().Where(u => u.ShopId == a.ShopId && u.SubjectId == a.Id).Select(u => (Guid?)u.CategoryId).SingleOrDefaultAsync(cancel);
        string? Name(Guid? who) => who is { } known ? names.GetValueOrDefault(known) : null;
        return new(
            (await Rows(a.ShopId, [a], cancel))[0], a.ConversationId, a.Text, Name(a.AppliedBy), a.AppliedBy == (agent.AgentId), a.Reapplied, a.ReviewedAt, Name(a.ReviewerId), Name(a.HandlerId),
            a.RejectReason, a.Address, a.Parcel, a.SentAt, a.ReceivedAt, a.Inspection, a.AgreedAt, a.Reply, a.RefundedAt, a.Resolution, a.ResolvedAt, Name(a.OperatorId), a.InvoiceNumber, a.ClosedAt,
            a.Stars, policy, ReturnPolicies.Warnings(policy, a.Type, order.ReceivedAt, a.AppliedAt), Open(a), room, refunds.ConvertAll(r => RefundView.Of(r, names, agent.AgentId)),
            steps.ConvertAll(Step), [.. files.Values], category, time.Now());
    }

    public static StepView Step(ServiceStep s) => new(s.At, s.Kind, s.ByKind, s.ByName, s.Details is null ? null : JsonSerializer.Deserialize<JsonElement>(s.Details));

    /// <summary>What staff can do: their own steps and the platform's, which they record. Nothing while a refund is on its way.</summary>
    private static IReadOnlyList<ApplicationEvent> Open(Application a) => a.RefundOnWay ? []
        : [.. ApplicationCourse.Open(a.State, a.Type, Party.Agent).Union(ApplicationCourse.Open(a.State, a.Type, Party.Platform)).Where(on => on != ApplicationEvent.SendAsItWas || a.AgreedAt is not null)];

    private static ApplicationRow Row(Application a, Order? order, string? buyer)
    {
        var line = order?.Lines.Find(l => l.Id == a.LineId);
        return new(
            a.Id, a.Number, a.OrderId, order?.Number ?? "—", line is null ? null : new(line.Id, line.Title, line.Sku, line.ImageUrl, line.Quantity, line.PaidFen, line.Vouchers), a.BuyerId, buyer,
            a.Type, a.State, a.Quantity, a.Vouchers, a.Reason, a.AskedFen, a.RefundedFen, a.AppliedAt, a.Due, a.DueAt, a.RefundOnWay, a.Repeat, a.Invoice, a.InvoiceSettled);
    }
}
