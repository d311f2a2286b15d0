using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <param name="Quantity">Pieces of a line of goods; vouchers of a voucher line.</param>
/// <param name="AskedFen">What to get back; left out, the line's share.</param>
/// <param name="ClientId">The sender's own word for it: sent twice, it is opened once.</param>
internal sealed record ApplyRequest(
    Guid? OrderId, Guid? LineId, ApplicationType? Type, int? Quantity, string? Reason, string? Text, long? AskedFen, IReadOnlyList<Guid>? Files, Guid? ConversationId, string? ClientId = null);

/// <summary>
/// Opens an application for one line of an order: by the buyer, by an agent for the buyer, or by the system for vouchers that expired. Many may
/// belong to one order, but no piece and no voucher to two that are alive.
/// </summary>
internal sealed class Apply(Db db, Steps steps, RefundTurns turns, ShopDirectory shops, Pump pump, TimeProvider time)
{
    public async Task<Application> Handle(Actor by, Guid? ofBuyer, ApplyRequest request, CancellationToken cancel)
    {
        var type = request.Type ?? throw Refusal.Invalid("type");
        var reason = MessageText.Check(request.Reason, 40, "reason");
        var text = string.IsNullOrWhiteSpace(request.Text) ? null : MessageText.Check(request.Text, 1000, "text");
        var (orderId, lineId) = (request.OrderId ?? throw Refusal.Invalid("orderId"), request.LineId ?? throw Refusal.Invalid("lineId"));
        var clientId = request.ClientId is null ? null : SendMessage.CheckClientId(request.ClientId);
        var application = await db.InTransaction(async () =>
        {
            await turns.Hold(by.ShopId, orderId, cancel);
            if (clientId is not null && await Earlier(by, clientId, cancel) is { } twice)
                return twice.OrderId == orderId && twice.LineId == lineId && twice.Type == type ? twice : throw Refusal.Conflict("client_id_conflict");
            var order = await db.Set<Order>().Include(o => o.Lines).SingleOrDefaultAsync(o => o.ShopId == by.ShopId && o.Id == orderId && (ofBuyer == null || o.BuyerId == ofBuyer), cancel)
                ?? throw Refusal.NotFound();
            var line = order.Lines.Find(l => l.Id == lineId) ?? throw Refusal.Invalid("lineId");
            return await Open(by, order, line, type, request.Quantity ?? 1, reason, text, request, cancel);
        }, cancel);
        pump.Wake();
        return application;
    }

    /// <summary>Within the open transaction, under the order's turn.</summary>
    public async Task<Application> Open(Actor by, Order order, OrderLine line, ApplicationType type, int count, string reason, string? text, ApplyRequest? request, CancellationToken cancel)
    {
        var now = time.Now();
        var vouchers = line.Kind == LineKind.Voucher;
        if (order.PaidFen <= 0 || order.State == OrderState.Placed)
            throw Refusal.Conflict("order_not_paid");
        if (order.State == OrderState.Closed)
            throw Refusal.Conflict("order_closed");
        if (vouchers && type != ApplicationType.Refund)
            throw Refusal.Invalid("type", "vouchers are refunded only");
        var free = (vouchers ? line.Vouchers - line.UsedVouchers : line.Quantity) - await Taken(order, line, vouchers, cancel);
        if (count < 1 || count > free)
            throw Refusal.Invalid("quantity", string.Create(CultureInfo.InvariantCulture, $"1–{Math.Max(0, free)}"));
        var fen = vouchers ? await VoucherFen(line, count, cancel) : request?.AskedFen ?? Share(line, count);
        if (fen < 0 || fen > order.PaidFen)
            throw Refusal.Invalid("askedFen", string.Create(CultureInfo.InvariantCulture, $"0–{order.PaidFen}"));
        var policies = await db.Set<PolicyVersion>().Where(p => p.ShopId == by.ShopId && p.EffectiveAt <= now && (p.ProductId == null || p.ProductId == line.ProductId)).ToListAsync(cancel);
        var policy = ReturnPolicies.At(policies.Select(p => p.ToPolicy()), line.ProductId, now);
        var repeat = by.Party != Party.System && await db.Set<Application>().AnyAsync(a => a.ShopId == by.ShopId && a.BuyerId == order.BuyerId && a.Reason == reason, cancel);
        var application = Application.Open(by.ShopId, await Number(by.ShopId, now, cancel), order.Id, line.Id, order.BuyerId, type, vouchers ? 0 : count, vouchers ? count : 0, reason, text, fen,
            by.Party == Party.Agent ? by.Id : null, policy?.Id, await Conversation(by, order.BuyerId, request?.ConversationId, cancel), now, repeat, request?.ClientId is { } own ? IdOf(by, own) : null);
        var files = by.Id is { } uploader ? await db.Attach(by.ShopId, uploader, application.Id, request?.Files, "files", cancel) : [];
        await steps.Begin(application, by, new { type, reason, text, quantity = count, askedFen = fen, files }, now, cancel);
        if (repeat)
            steps.Write(application, Actor.System(by.ShopId), LedgerKind.RepeatComplaint, new { reason }, now);
        if (vouchers && MayGoBack(line, by, now))
            await ApproveVoucher(application, now, cancel);
        return application;
    }

    private Task<Application?> Earlier(Actor by, string clientId, CancellationToken cancel)
    {
        var id = IdOf(by, clientId);
        return db.Set<Application>().SingleOrDefaultAsync(a => a.ShopId == by.ShopId && a.Id == id, cancel);
    }

    private static Guid IdOf(Actor by, string clientId) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"application\n{by.ShopId}\n{by.Kind}\n{by.Id}\n{clientId}")).AsSpan(0, 16));

    /// <summary>未使用随时退 inside validity; 过期自动退 after it, by the system.</summary>
    private static bool MayGoBack(OrderLine line, Actor by, DateTimeOffset now) =>
        line.ValidUntil is not { } end || now <= end ? line.RefundsUnused : line.RefundsExpired && by.Party == Party.System;

    private async Task ApproveVoucher(Application application, DateTimeOffset now, CancellationToken cancel)
    {
        var zone = (await shops.Shop(application.ShopId, cancel)).Zone;
        var holidays = (await db.AfterSales(application.ShopId, cancel)).Holidays.ToHashSet();
        var before = (application.Due, application.DueAt);
        var kind = application.ApproveVoucher(now, WorkingDays.Due(now, ApplicationDeadlines.VoucherPayDays, holidays, zone));
        await steps.Note(application, Actor.System(application.ShopId), before, kind, null, now, cancel);
    }

    /// <summary>Pieces or vouchers in applications that are alive, or that ended with a refund.</summary>
    private async Task<int> Taken(Order order, OrderLine line, bool vouchers, CancellationToken cancel) =>
        await db.Set<Application>().Where(a => a.ShopId == order.ShopId && a.OrderId == order.Id && a.LineId == line.Id
            && ((a.State != ApplicationState.Withdrawn && a.State != ApplicationState.Closed) || a.RefundedFen > 0)).SumAsync(a => vouchers ? a.Vouchers : a.Quantity, cancel);

    private async Task<long> VoucherFen(OrderLine line, int count, CancellationToken cancel)
    {
        var before = await db.Set<Refund>().Booked(line.ShopId, line.OrderId).Where(r => r.LineId == line.Id).SumAsync(r => r.Vouchers, cancel);
        return VoucherRefund.Fen(line.PaidFen, line.Vouchers, before, count);
    }

    /// <summary>What was paid for so many pieces of the line, whole fen.</summary>
    private static long Share(OrderLine line, int count) => (long)((Int128)line.PaidFen * count / Math.Max(1, line.Quantity));

    private async Task<Guid?> Conversation(Actor by, Guid buyerId, Guid? id, CancellationToken cancel) =>
        id is null ? null
        : await db.Set<Conversation>().AnyAsync(c => c.ShopId == by.ShopId && c.Id == id && c.BuyerId == buyerId, cancel) ? id
        : throw Refusal.Invalid("conversationId");

    private async Task<string> Number(Guid shopId, DateTimeOffset now, CancellationToken cancel)
    {
        var day = Yingke.Domain.Deadlines.LocalDay.Of(now, (await shops.Shop(shopId, cancel)).Zone);
        while (true)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"SH{day:yyMMdd}{RandomNumberGenerator.GetInt32(1_000_000):D6}");
            if (!await db.Set<Application>().AnyAsync(a => a.ShopId == shopId && a.Number == number, cancel))
                return number;
        }
    }
}
