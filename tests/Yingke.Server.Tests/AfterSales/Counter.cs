using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Orders;
using Yingke.Server.Features.AfterSales;
using Yingke.Server.Features.AfterSales.Payments;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>The after-sales counter of a shop: an address, people with and without rights, and orders to work on.</summary>
internal sealed class Counter
{
    private static int numbers;

    private Counter(TestShop shop) => Shop = shop;

    public TestShop Shop { get; }
    public YingkeHost Host => Shop.Host;

    /// <summary>售前, 售后, 售中 (who may pay), 客服主管 (who confirms).</summary>
    public AgentClient Presale { get; private set; } = null!;
    public AgentClient Aftersale { get; private set; } = null!;
    public AgentClient Insale { get; private set; } = null!;
    public AgentClient Supervisor { get; private set; } = null!;
    public VisitorClient Buyer { get; private set; } = null!;

    public static async Task<Counter> Open(TestShop shop)
    {
        var counter = new Counter(shop)
        {
            Presale = await shop.OnDuty(Cast.Zhu), Aftersale = await shop.SignIn(Cast.Mei), Insale = await shop.SignIn(Cast.He), Supervisor = await shop.SignIn(Cast.Supervisor), Buyer = await shop.Buyer(),
        };
        (await shop.Owner.Api.Post("aftersales/addresses", new { contact = "仓库 老张", phone = "0571-88000000", region = "浙江省杭州市", street = "龙井路 1 号" })).Ok();
        return counter;
    }

    /// <summary>A paid and received order of the counter's buyer.</summary>
    public async Task<Order> Order(long paidFen = 10_000, int quantity = 1, long freightFen = 0, Action<Order>? change = null, params OrderLine[] lines)
    {
        var now = Host.Clock.Now;
        var (id, number) = (Guid.CreateVersion7(now), $"20260302{Interlocked.Increment(ref numbers):D8}");
        var order = new Order
        {
            ShopId = Shop.Id, Id = id, Number = number, BuyerId = Buyer.Id, Platform = "taobao", State = OrderState.Received, TotalFen = paidFen, PaidFen = paidFen, FreightFen = freightFen,
            PlacedAt = now, PaidAt = now, ShippedAt = now, ReceivedAt = now, ReceiverName = "王女士", ReceiverPhone = "13812345678", ReceiverRegion = "浙江省", ReceiverStreet = "西湖区", UpdatedAt = now,
        };
        foreach (var line in lines.DefaultIfEmpty(Line(id, paidFen - freightFen, quantity)))
        {
            order.Lines.Add(new OrderLine
            {
                ShopId = Shop.Id, OrderId = id, Id = Guid.CreateVersion7(now), Title = line.Title, Quantity = line.Quantity, PriceFen = line.PriceFen, TotalFen = line.PaidFen, PaidFen = line.PaidFen, Kind = line.Kind,
                ProductId = line.ProductId, Vouchers = line.Vouchers, UsedVouchers = line.UsedVouchers, ValidUntil = line.ValidUntil, RefundsUnused = line.RefundsUnused, RefundsExpired = line.RefundsExpired,
            });
        }
        change?.Invoke(order);
        await Host.Look(db =>
        {
            db.Add(order);
            return db.SaveChangesAsync();
        });
        return order;
    }

    public static OrderLine Line(Guid order, long fen, int quantity) => new() { OrderId = order, Title = "建盏", ProductId = "P1", Quantity = quantity, PriceFen = fen / Math.Max(1, quantity), PaidFen = fen };

    public static OrderLine Vouchers(long fen, int count, DateTimeOffset until, bool unused = true, bool expired = true, int used = 0) => new()
    {
        Title = "双人下午茶", ProductId = "V1", Quantity = 1, PaidFen = fen, Kind = LineKind.Voucher, Vouchers = count, UsedVouchers = used, ValidUntil = until, RefundsUnused = unused, RefundsExpired = expired,
    };

    public Task<Answer> Apply(Order order, string type = "return", int quantity = 1, AgentClient? by = null, object? more = null) =>
        (by?.Api.Post("aftersales", Body(order, type, quantity)) ?? Buyer.Api.Post("visitor/aftersales", Body(order, type, quantity)));

    public static object Body(Order order, string type, int quantity) => new { orderId = order.Id, lineId = order.Lines[0].Id, type, quantity, reason = "质量问题", text = "杯口有裂纹" };

    /// <summary>Applied for by the buyer, and what the agent sees then.</summary>
    public async Task<Guid> Applied(Order order, string type = "return", int quantity = 1) => (await Apply(order, type, quantity)).Ok().Json.GetProperty("id").GetGuid();

    public async Task<Guid> Approved(Order order, string type = "return", int quantity = 1)
    {
        var id = await Applied(order, type, quantity);
        (await Aftersale.Api.Post($"aftersales/{id}/approval")).Ok();
        return id;
    }

    public async Task<Guid> Inspected(Order order, string type = "return", bool found = true)
    {
        var id = await Approved(order, type);
        (await Buyer.Api.Post($"visitor/aftersales/{id}/parcel", new { company = "顺丰速运", number = "SF1234567890" })).Ok();
        (await Aftersale.Api.Post($"aftersales/{id}/receipt")).Ok();
        (await Inspect(id, found)).Ok();
        return id;
    }

    public async Task<Answer> Inspect(Guid id, bool found) => await Aftersale.Api.Post($"aftersales/{id}/inspection", new
    {
        faultFound = found, model = true, quantity = true, label = true, packaging = false, inspector = "老张", pictures = new[] { await Picture(Aftersale) },
    });

    public static async Task<Guid> Picture(AgentClient by) => (await Scene.Upload(by.Api, "files", "picture.gif")).Ok().Json.GetProperty("id").GetGuid();

    public Task<Answer> Refund(Guid id, long fen, string? key = null, AgentClient? by = null, long freightFen = 0) =>
        (by ?? Insale).Api.Post($"aftersales/{id}/refunds", new { key = key ?? AgentClient.NewClientId(), goodsFen = fen, freightFen });

    public async Task<string> State(Guid id) => (await Shop.Owner.Api.Get($"aftersales/{id}")).Json.GetProperty("row").GetProperty("state").GetString()!;

    public async Task Sandbox(SandboxMode mode, int delayMs = 0) => (await Shop.Owner.Api.Put("aftersales/sandbox", new { mode, delayMs })).Ok();

    /// <summary>What the ledger and the gateway say each; they must agree.</summary>
    public async Task<(int Count, long Fen)> Agree(YingkeHost? at = null) => await (at ?? Host).Look(async db =>
    {
        var ours = await db.Set<Refund>().Where(r => r.ShopId == Shop.Id && r.State == RefundState.Succeeded && r.Payer == Payer.Shop).ToListAsync();
        var theirs = await db.Set<SandboxRefund>().Where(r => r.ShopId == Shop.Id && r.State == SandboxState.Paid).ToListAsync();
        ours.Select(r => (r.Id, r.Fen)).ShouldBe(theirs.Select(r => (r.Id, r.Fen)), ignoreOrder: true);
        var paidSteps = await db.Set<ServiceStep>().CountAsync(s => s.ShopId == Shop.Id
            && (s.Kind == Domain.AfterSales.LedgerKind.RefundPaid || s.Kind == Domain.AfterSales.LedgerKind.CompensationPaid || s.Kind == Domain.AfterSales.LedgerKind.PlatformForBuyer));
        paidSteps.ShouldBe(await db.Set<Refund>().CountAsync(r => r.ShopId == Shop.Id && r.State == RefundState.Succeeded));
        return (ours.Count, ours.Sum(r => r.Fen));
    });
}
