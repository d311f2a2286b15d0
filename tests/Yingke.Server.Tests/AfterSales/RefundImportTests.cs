using System.Text;
using System.Text.Json;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Orders;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.AfterSales;

/// <summary>Refunds that a platform ran itself come by its export and count against the ceiling.</summary>
public sealed class RefundImportTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    // As Tmall writes it, with a blank at the end of a name.
    private const string Header = "订单编号,退款编号,支付宝交易号,订单付款时间,买家会员名称,买家实际支付金额,宝贝标题,买家退款金额 ,是否需要退货,退款的申请时间,退款状态,客服介入状态,退货物流单号,退货物流公司,买家退款原因,完结时间,审核操作人,退款操作人";

    static RefundImportTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static string Row(string order, string number, string fen, string state, string finished = "", string needsReturn = "是", string intervention = "", string parcel = "", string by = "") =>
        $"=\"{order}\",=\"{number}\",2026,2026-03-01 20:16:30,苏晓,134.00,明前云雾,{fen},{needsReturn},2026-03-03 09:00:00,\"{state}\",{intervention},{parcel},顺丰速运,质量问题,{finished},松间茶铺:{by},松间茶铺:{by}\r\n";

    private static byte[] File(params string[] rows) => Encoding.GetEncoding("gb18030").GetBytes(Header + "\r\n" + string.Concat(rows));

    private async Task<TestShop> WithOrder()
    {
        var shop = await server.Shop();
        (await shop.Owner.Api.Put("orders/1234567890123456789", new
        {
            buyer = new { memberId = "M1", name = "苏晓" }, platform = "tmall", state = "received", totalFen = 13_400, freightFen = 600, paidFen = 13_400, placedAt = "2026-03-01T20:15:00+08:00", paidAt = "2026-03-01T20:16:30+08:00",
            updatedAt = "2026-03-02T20:16:30+08:00", receivedAt = "2026-03-02T20:16:30+08:00", lines = new[] { new { id = "l1", title = "明前云雾", quantity = 1, priceFen = 12_800, totalFen = 12_800, paidFen = 12_800 } },
        })).Ok();
        return shop;
    }

    [Fact]
    public async Task A_platforms_refund_goes_along_with_its_files_and_counts_against_the_ceiling()
    {
        var shop = await WithOrder();
        var zhu = await shop.SignIn(Cast.Zhu);
        var preview = (await Scene.Upload(shop.Owner.Api, "order-imports/preview", "tmall.csv", File(Row("1234567890123456789", "88001", "50.00", "退款成功")))).Ok().Json;
        (preview.GetProperty("kind").GetString(), preview.GetProperty("missing").GetArrayLength()).ShouldBe(("refunds", 0));

        (await Run(shop, File(Row("1234567890123456789", "88001", "50.00", "买家已经申请退款，等待卖家同意")))).GetProperty("imported").GetInt32().ShouldBe(1);
        (await One(shop)).ShouldBe(("applied", "return", 5_000, 0));
        await Run(shop, File(Row("1234567890123456789", "88001", "50.00", "买家已经退货，等待卖家确认收货", parcel: "SF1")));
        (await One(shop)).ShouldBe(("sent_back", "return", 5_000, 0));
        await Run(shop, File(Row("1234567890123456789", "88001", "50.00", "买家已经退货，等待卖家确认收货", parcel: "SF1", intervention: "客服已介入")));
        (await One(shop)).ShouldBe(("platform_in", "return", 5_000, 0));
        var last = File(Row("1234567890123456789", "88001", "50.00", "退款成功", "2026-03-08 10:00:00", parcel: "SF1", by: zhu.Name));
        (await Run(shop, last)).GetProperty("imported").GetInt32().ShouldBe(1);
        (await One(shop)).ShouldBe(("closed", "return", 5_000, 5_000));
        var again = await Run(shop, last);
        (again.GetProperty("imported").GetInt32(), again.GetProperty("unchanged").GetInt32()).ShouldBe((0, 1));
        // An older file does not open it again.
        (await Run(shop, File(Row("1234567890123456789", "88001", "50.00", "买家已经申请退款，等待卖家同意")))).GetProperty("unchanged").GetInt32().ShouldBe(1);

        // 134.00 were paid: of the second and third only one has room.
        var more = await Run(shop, File(Row("1234567890123456789", "88002", "84.00", "退款成功", "2026-03-09 10:00:00", "否"), Row("1234567890123456789", "88003", "0.01", "退款成功", "2026-03-09 10:00:00", "否")));
        more.GetProperty("imported").GetInt32().ShouldBe(1, more.ToString());
        Bad(more).ShouldBe([(3, "买家退款金额", "over_ceiling")]);
    }

    [Fact]
    public async Task What_cannot_be_read_or_has_no_order_is_listed_and_the_others_come_in()
    {
        var shop = await WithOrder();
        var import = await Run(shop, File(
            Row("1234567890123456789", "1.23457E+17", "5", "退款成功"), Row("999", "88002", "5", "退款成功"), Row("1234567890123456789", "88003", "五元", "退款成功"),
            Row("1234567890123456789", "88004", "5", "退款飞走"), Row("1234567890123456789", "88005", "¥5.00元", "退款关闭", needsReturn: "无需退货")));
        Bad(import).ShouldBe([(2, "退款编号", "damaged_number"), (3, "订单编号", "unknown_order"), (4, "买家退款金额", "invalid_amount"), (5, "退款状态", "unknown_state")]);
        (await One(shop)).ShouldBe(("withdrawn", "refund", 500, 0));
    }

    [Fact]
    public async Task What_was_moved_here_is_not_told_otherwise()
    {
        var shop = await WithOrder();
        await Run(shop, File(Row("1234567890123456789", "88001", "50.00", "买家已经申请退款，等待卖家同意")));
        var id = (await shop.Owner.Api.Get("aftersales?q=88001")).Ok().Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await shop.Owner.Api.Post($"aftersales/{id}/rejection", new { reason = "已签收" })).Ok();
        Bad(await Run(shop, File(Row("1234567890123456789", "88001", "50.00", "退款成功", "2026-03-08 10:00:00")))).ShouldBe([(2, "退款状态", "changed_here")]);
        (await One(shop)).ShouldBe(("rejected", "return", 5_000, 0));
    }

    private static IEnumerable<(int, string?, string?)> Bad(JsonElement import) =>
        import.GetProperty("bad").EnumerateArray().Select(b => (b.GetProperty("row").GetInt32(), b.GetProperty("column").GetString(), b.GetProperty("reason").GetString()));

    private static async Task<(string?, string?, long, long)> One(TestShop shop)
    {
        var id = (await shop.Owner.Api.Get("aftersales")).Ok().Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();
        var row = (await shop.Owner.Api.Get($"aftersales/{id}")).Ok().Json.GetProperty("row");
        return (row.GetProperty("state").GetString(), row.GetProperty("type").GetString(), row.GetProperty("askedFen").GetInt64(), row.GetProperty("refundedFen").GetInt64());
    }

    private static Task<JsonElement> Run(TestShop shop, byte[] file) => OrderImportTests.Run(shop, file);
}
