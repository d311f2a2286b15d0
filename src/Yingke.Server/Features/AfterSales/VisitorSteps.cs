using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Buyers;
using Yingke.Domain.Conversations;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>What a buyer reads of an own application.</summary>
internal sealed record BuyerApplication(
    Guid Id, string Number, string OrderNumber, ApplicationLine? Line, ApplicationType Type, ApplicationState State, int Quantity, int Vouchers, string Reason, string? Text, long AskedFen, long RefundedFen,
    bool RefundOnWay, DateTimeOffset AppliedAt, DueKind? Due, DateTimeOffset? DueAt, string? RejectReason, ReturnAddress? Address, Parcel? Parcel, Parcel? Reply, bool Agreed, int? Stars,
    BuyerPolicy? Policy, Slip? Slip, IReadOnlyList<string> Can, IReadOnlyList<BuyerStep> Steps);

internal sealed record BuyerPolicy(int ReturnDays, int WarrantyMonths, bool Unsaleable, string Exceptions, string Text)
{
    public static BuyerPolicy Of(ReturnPolicy p) => new(p.ReturnDays, p.WarrantyMonths, p.Unsaleable, p.Exceptions, p.Text);
}

internal sealed record BuyerStep(DateTimeOffset At, LedgerKind Kind);

/// <summary>The parcel slip: what the buyer encloses (spec: orders-aftersales.md, parcel slip).</summary>
internal sealed record Slip(string ShopName, string OrderNumber, string Number, string? BuyerName, string? BuyerPhone, ReturnAddress To, string Product, int Quantity);

/// <summary>The buyer's side: sees, withdraws, re-applies, asks the platform, gives the parcel's number, agrees, rates.</summary>
internal sealed class VisitorSteps(Db db, Steps steps, Apply apply, BlockedBuyers blocked, ShopDirectory shops, TimeProvider time)
{
    public sealed record ReapplyRequest(string? Reason, string? Text);

    public sealed record RatingRequest(int? Stars);

    // What happens between colleagues is not the buyer's to read.
    private static readonly HashSet<LedgerKind> Inner =
    [
        LedgerKind.RefundDeclined, LedgerKind.RefundConfirmed, LedgerKind.RefundUnknown, LedgerKind.RefundFailed, LedgerKind.RepeatComplaint, LedgerKind.HandedOn, LedgerKind.DeadlinePassed, LedgerKind.InvoiceSettled,
        LedgerKind.CompensationRequested,
    ];

    /// <param name="Reasons">To choose from.</param>
    /// <param name="Policy">What holds for the shop today, to read before one applies.</param>
    /// <param name="Products">What holds for products of the buyer's that have a policy of their own.</param>
    public sealed record Own(IReadOnlyList<BuyerApplication> Items, IReadOnlyList<string> Reasons, BuyerPolicy? Policy, IReadOnlyList<ProductPolicy> Products);

    public sealed record ProductPolicy(string ProductId, BuyerPolicy Policy);

    public async Task<Own> List(HttpContext http, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        var own = await db.Set<Application>().Where(a => a.ShopId == visitor.ShopId && a.BuyerId == visitor.BuyerId).OrderByDescending(a => a.AppliedAt).Take(50).ToListAsync(cancel);
        var now = time.Now();
        var bought = db.Set<Order>().Where(o => o.ShopId == visitor.ShopId && o.BuyerId == visitor.BuyerId).SelectMany(o => o.Lines).Select(l => l.ProductId);
        var versions = await db.Set<PolicyVersion>().Where(p => p.ShopId == visitor.ShopId && p.EffectiveAt <= now && (p.ProductId == null || bought.Contains(p.ProductId))).ToListAsync(cancel);
        var policies = versions.ConvertAll(v => v.ToPolicy());
        var products = policies.Select(p => p.ProductId).OfType<string>().Distinct().Select(id => new ProductPolicy(id, BuyerPolicy.Of(ReturnPolicies.At(policies, id, now)!)));
        var policy = ReturnPolicies.At(policies, null, now);
        return new(await Views(visitor, own, cancel), (await db.AfterSales(visitor.ShopId, cancel)).Reasons, policy is null ? null : BuyerPolicy.Of(policy), [.. products]);
    }

    public async Task<BuyerApplication> One(Guid id, HttpContext http, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        await db.MustOwn(visitor, id, cancel);
        return (await Views(visitor, [await db.Set<Application>().SingleAsync(a => a.ShopId == visitor.ShopId && a.Id == id, cancel)], cancel))[0];
    }

    public async Task<IResult> Apply(ApplyRequest request, HttpContext http, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        await blocked.Refuse(visitor.ShopId, visitor.BuyerId, cancel);
        var made = await apply.Handle(await Me(visitor, cancel), visitor.BuyerId, request, cancel);
        return Results.Json(await One(made.Id, http, cancel), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    public Task<BuyerApplication> Withdraw(Guid id, HttpContext http, CancellationToken cancel) => Do(id, http, (a, now) => a.Withdraw(now), null, cancel);

    public Task<BuyerApplication> Reapply(Guid id, ReapplyRequest request, HttpContext http, CancellationToken cancel)
    {
        var reason = MessageText.Check(request.Reason, 40, "reason");
        var text = string.IsNullOrWhiteSpace(request.Text) ? null : MessageText.Check(request.Text, 1000, "text");
        return Do(id, http, (a, now) => a.Reapply(reason, text, now), new { reason, text }, cancel);
    }

    public Task<BuyerApplication> AskPlatform(Guid id, StaffSteps.ReasonRequest request, HttpContext http, CancellationToken cancel)
    {
        var reason = MessageText.Check(request.Reason, 500, "reason");
        return Do(id, http, (a, _) => a.StepIn(Party.Buyer), new { reason }, cancel);
    }

    public Task<BuyerApplication> SendParcel(Guid id, StaffSteps.ParcelRequest request, HttpContext http, CancellationToken cancel)
    {
        var parcel = StaffSteps.Parcel(request);
        return Do(id, http, (a, now) => a.SendParcel(parcel, Party.Buyer, now), new { parcel }, cancel);
    }

    public Task<BuyerApplication> Agree(Guid id, HttpContext http, CancellationToken cancel) => Do(id, http, (a, now) => a.Agree(now), null, cancel);

    public Task<BuyerApplication> Rate(Guid id, RatingRequest request, HttpContext http, CancellationToken cancel)
    {
        var stars = request.Stars is >= 1 and <= 5 ? request.Stars.Value : throw Refusal.Invalid("stars", "1–5");
        return Do(id, http, (a, now) => a.Rate(stars, now), new { stars }, cancel);
    }

    private async Task<BuyerApplication> Do(Guid id, HttpContext http, Func<Application, DateTimeOffset, LedgerKind> verb, object? details, CancellationToken cancel)
    {
        var visitor = http.Visitor()!;
        await db.MustOwn(visitor, id, cancel);
        await blocked.Refuse(visitor.ShopId, visitor.BuyerId, cancel);
        await steps.Make(await Me(visitor, cancel), id, verb, details, cancel);
        return await One(id, http, cancel);
    }

    private async Task<Actor> Me(CurrentVisitor visitor, CancellationToken cancel) =>
        Actor.Of(visitor, await db.Set<Buyer>().Where(b => b.ShopId == visitor.ShopId && b.Id == visitor.BuyerId).Select(b => b.Name).SingleOrDefaultAsync(cancel));

    private async Task<List<BuyerApplication>> Views(CurrentVisitor visitor, List<Application> own, CancellationToken cancel)
    {
        var shop = await shops.Shop(visitor.ShopId, cancel);
        var (orderIds, ids, policyIds) = (own.Select(a => a.OrderId).Distinct().ToList(), own.ConvertAll(a => a.Id), own.Select(a => a.PolicyId).OfType<Guid>().Distinct().ToList());
        var orders = await db.Set<Order>().Include(o => o.Lines).Where(o => o.ShopId == shop.Id && orderIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, cancel);
        var policies = await db.Set<PolicyVersion>().Where(p => p.ShopId == shop.Id && policyIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var all = (await db.Set<ServiceStep>().Where(s => s.ShopId == shop.Id && ids.Contains(s.ApplicationId)).OrderBy(s => s.Id).ToListAsync(cancel)).ToLookup(s => s.ApplicationId);
        return own.ConvertAll(a =>
        {
            var order = orders.GetValueOrDefault(a.OrderId);
            var line = order?.Lines.Find(l => l.Id == a.LineId);
            var policy = a.PolicyId is { } held ? policies.GetValueOrDefault(held) : null;
            var can = a.RefundOnWay ? [] : ApplicationCourse.Open(a.State, a.Type, Party.Buyer).Where(on => on != ApplicationEvent.Reapply || !a.Reapplied).Select(EnumConverters.Text).ToList();
            if (a is { State: ApplicationState.Mismatched, AgreedAt: null })
                can.Add("agree");
            if (a is { ResolvedAt: not null, Stars: null })
                can.Add("rate");
            return new BuyerApplication(
                a.Id, a.Number, order?.Number ?? "—", line is null ? null : new(line.Id, line.Title, line.Sku, line.ImageUrl, line.Quantity, line.PaidFen, line.Vouchers), a.Type, a.State, a.Quantity, a.Vouchers,
                a.Reason, a.Text, a.AskedFen, a.RefundedFen, a.RefundOnWay, a.AppliedAt, a.Due, a.DueAt, a.RejectReason, a.Address, a.Parcel, a.Reply, a.AgreedAt is not null, a.Stars,
                policy is null ? null : BuyerPolicy.Of(policy.ToPolicy()),
                a.Address is { } to && order is not null ? new(shop.Name, order.Number, a.Number, order.ReceiverName, order.ReceiverPhone is { } phone ? Phone.Masked(phone) : null, to, line?.Title ?? "", a.Quantity) : null,
                can, [.. all[a.Id].Where(s => !Inner.Contains(s.Kind)).Select(s => new BuyerStep(s.At, s.Kind))]);
        });
    }
}
