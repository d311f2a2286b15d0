using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Tests.Hosting;
using Yingke.Server.Tests.Security;

namespace Yingke.Server.Tests.Orders;

public sealed class OrderImportTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    // As Taobao writes it, blanks at the ends of names included.
    private const string Header = "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝总数量,物流单号 ,物流公司";

    static OrderImportTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-8")]
    public async Task An_export_of_Taobao_is_read_by_the_names_of_its_columns(string encoding)
    {
        var shop = await server.Shop();
        var text = $"""
            {Header}
            ="1234567890123456789",苏晓,a@b.cn,¥128.00,6.00,134.00元,"134.00","买家已付款，等待卖家发货",尽快发货,苏晓,浙江省 杭州市 龙井路 1 号,'13800002046,2026-03-01 20:15:00,2026-03-01 20:16:30,"明前云雾，100 克",2,,
            ="1234567890123456790",周明远,c@d.cn,88,0,88,88,"卖家已发货,等待买家确认",,周,上海,13900000000,2026-02-28 09:00:00,2026-02-28 09:01:00,小青柑,1,ZT1001,中通快递

            """.ReplaceLineEndings("\r\n");
        var import = await Run(shop, Encoding.GetEncoding(encoding).GetBytes(text));
        (import.GetProperty("imported").GetInt32(), import.GetProperty("badCount").GetInt32()).ShouldBe((2, 0), import.ToString());
        var order = (await shop.Owner.Api.Get("orders?q=1234567890123456789")).Json.GetProperty("items")[0];
        (order.GetProperty("state").GetString(), order.GetProperty("totalFen").GetInt64(), order.GetProperty("freightFen").GetInt64(), order.GetProperty("paidFen").GetInt64()).ShouldBe(("paid", 13400, 600, 13400));
        order.GetProperty("placedAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 3, 1, 12, 15, 0, TimeSpan.Zero));
        order.GetProperty("receiver").GetProperty("phone").GetString().ShouldBe("138****2046");
        (await shop.Owner.Api.Post($"orders/{order.GetProperty("id").GetGuid()}/phone-reveal")).Json.GetProperty("phone").GetString().ShouldBe("13800002046");
        (order.GetProperty("lines")[0].GetProperty("title").GetString(), order.GetProperty("lines")[0].GetProperty("priceFen").GetInt64()).ShouldBe(("明前云雾，100 克", 6400));
        var before = await Snapshot.Of(server.Host, shop.Id);
        (await Run(shop, Encoding.GetEncoding(encoding).GetBytes(text))).GetProperty("unchanged").GetInt32().ShouldBe(2);
        Without(await Snapshot.Of(server.Host, shop.Id)).ShouldBe(Without(before));
    }

    [Fact]
    public async Task A_later_file_moves_orders_on_and_an_older_one_changes_nothing()
    {
        var shop = await server.Shop();
        string File(string state, string paid) => $"{Header}\r\nN1,苏晓,,128,6,134,134,{state},,苏,杭州,138,2026-03-01 20:15:00,{paid},茶,1,,\r\n";
        await Run(shop, Encoding.UTF8.GetBytes(File("等待买家付款", "")));
        await Run(shop, Encoding.UTF8.GetBytes(File("交易成功", "2026-03-01 21:00:00")));
        await Run(shop, Encoding.UTF8.GetBytes(File("等待买家付款", "")));
        (await shop.Owner.Api.Get("orders?q=N1")).Json.GetProperty("items")[0].GetProperty("state").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task A_file_starts_the_clocks_of_what_is_to_be_shipped_and_a_later_one_meets_them()
    {
        var shop = await server.Shop();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        string At(double hoursAgo) => TimeZoneInfo.ConvertTime(server.Host.Clock.Now.AddHours(-hoursAgo), zone).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        string Row(string number, string state, double paid) => $"{number},苏晓,,128,6,134,134,{state},,苏,杭州,138,{At(paid)},{At(paid)},茶,1,,\r\n";
        async Task<List<(string Title, bool Open)>> Clocks() =>
            [.. (await server.Host.Look(db => db.Set<DueClock>().Where(c => c.ShopId == shop.Id).OrderBy(c => c.Title).ThenBy(c => c.Kind).ToListAsync())).Select(c => ($"{c.Kind} {c.Title}", c.EndedAt is null))];
        var first = Encoding.UTF8.GetBytes(Header + "\r\n" + Row("C1", "买家已付款，等待卖家发货", 1) + Row("C2", "买家已付款，等待卖家发货", 30) + Row("C3", "买家已付款，等待卖家发货", 60));
        await Run(shop, first);
        await Run(shop, first);
        (await Clocks()).ShouldBe([("order_pickup C1", true), ("order_ship C1", true), ("order_pickup C2", true)]);
        await Run(shop, Encoding.UTF8.GetBytes(Header + "\r\n" + Row("C1", "交易成功", 1) + Row("C2", "交易关闭", 30)));
        (await Clocks()).ShouldBe([("order_pickup C1", false), ("order_ship C1", false), ("order_pickup C2", false)]);
        (await server.Host.Look(db => db.Set<DueClock>().Where(c => c.ShopId == shop.Id && c.Title == "C1" && c.Kind == "order_ship").Select(c => c.End).SingleAsync())).ShouldBe(ClockEnd.Met);
        (await server.Host.Look(db => db.Set<DueClock>().Where(c => c.ShopId == shop.Id && c.Title == "C2" && c.Kind == "order_pickup").Select(c => c.End).SingleAsync())).ShouldBe(ClockEnd.Dropped);
    }

    [Fact]
    public async Task Bad_rows_are_listed_with_their_column_and_the_others_imported()
    {
        var shop = await server.Shop();
        string Row(string number, string total = "134", string state = "等待买家付款", string placed = "2026-03-01 20:15:00", string buyer = "苏晓", string title = "茶") =>
            $"{number},{buyer},,128,6,{total},0,{state},,苏,杭州,138,{placed},,{title},1,,\r\n";
        var text = Header + "\r\n" + Row("G1") + Row("1.23457E+17") + Row("G2", total: "免费") + Row("G3", state: "已飞走") + Row("G4", placed: "昨天") + Row("G5", buyer: "")
            + Row("G6", title: "\"=HYPERLINK(\"\"http://evil\"\")\"") + Row("=1+1") + Row("G7") + Row("");
        var import = await Run(shop, Encoding.UTF8.GetBytes(text));
        import.GetProperty("imported").GetInt32().ShouldBe(2, import.ToString());
        import.GetProperty("bad").EnumerateArray().Select(b => (b.GetProperty("row").GetInt32(), b.GetProperty("column").GetString(), b.GetProperty("reason").GetString())).ShouldBe(
        [
            (3, "订单编号", "damaged_number"), (4, "总金额", "invalid_amount"), (5, "订单状态", "unknown_state"), (6, "订单创建时间", "invalid_time"), (7, "买家会员名", "missing"),
            (8, "宝贝标题", "formula"), (9, "订单编号", "formula"), (11, "订单编号", "missing"),
        ]);
    }

    [Fact]
    public async Task Another_platforms_file_is_matched_by_hand_and_rows_of_one_order_are_its_lines()
    {
        var shop = await server.Shop();
        var file = Encoding.UTF8.GetBytes("单号;客人;钱;什么时候;东西;几个;多少钱一个\n77;李;60.5;2026/3/1 8:05;绿茶;2;20\n77;李;60.5;2026/3/1 8:05;红茶;1;20.5\n78;王;10;2026/3/1;白茶;1;10\n");
        var preview = (await Scene.Upload(shop.Owner.Api, "order-imports/preview", "x.csv", file)).Ok().Json;
        preview.GetProperty("missing").EnumerateArray().Select(m => m.GetString()).ShouldBe(["number", "buyer", "total", "placedAt"]);
        (await Scene.Upload(shop.Owner.Api, "order-imports?mapping=" + Uri.EscapeDataString("""{"number":"单号"}"""), "x.csv", file)).Refused(422, "invalid", "mapping");
        var mapping = """{"number":"单号","buyer":"客人","total":"钱","placedAt":"什么时候","title":"东西","quantity":"几个","price":"多少钱一个"}""";
        var import = await Run(shop, file, "?mapping=" + Uri.EscapeDataString(mapping));
        import.GetProperty("imported").GetInt32().ShouldBe(2, import.ToString());
        var order = (await shop.Owner.Api.Get("orders?q=77")).Json.GetProperty("items")[0];
        order.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("title").GetString(), l.GetProperty("totalFen").GetInt64())).ShouldBe([("绿茶", 4000), ("红茶", 2050)]);
    }

    [Fact]
    public async Task A_file_of_details_tells_the_lines_of_known_orders()
    {
        var shop = await server.Shop();
        await Run(shop, Encoding.UTF8.GetBytes($"{Header}\r\nD1,苏晓,,100,0,100,0,等待买家付款,,苏,杭州,138,2026-03-01 20:15:00,,整单,3,,\r\n"));
        var import = await Run(shop, Encoding.GetEncoding("gb18030").GetBytes("订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\r\nD1,绿茶,30,2,,罐装,,,等待买家付款,\r\nD1,盖碗,40,1,,天青,,,等待买家付款,\r\nD2,无,1,1,,,,,等待买家付款,\r\n"));
        (import.GetProperty("imported").GetInt32(), import.GetProperty("bad")[0].GetProperty("reason").GetString()).ShouldBe((1, "unknown_order"));
        (await shop.Owner.Api.Get("orders?q=D1")).Json.GetProperty("items")[0].GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("title").GetString(), l.GetProperty("sku").GetString(), l.GetProperty("quantity").GetInt32()))
            .ShouldBe([("绿茶", "罐装", 2), ("盖碗", "天青", 1)]);
    }

    [Fact]
    public async Task A_workbook_is_read_and_its_formulas_and_long_numbers_refused()
    {
        var shop = await server.Shop();
        var import = await Run(shop, Workbook(
            """<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>总金额</t></is></c><c r="D1" t="s"><v>2</v></c></row>""",
            """<row r="2"><c r="A2" t="inlineStr"><is><t>X1</t></is></c><c r="B2" t="inlineStr"><is><t>苏晓</t></is></c><c r="C2"><v>88.5</v></c><c r="D2"><v>46082.5</v></c></row>""",
            """<row r="3"><c r="A3"><v>1234567890123456768</v></c><c r="B3" t="inlineStr"><is><t>苏晓</t></is></c><c r="C3"><v>1</v></c><c r="D3"><v>46082.5</v></c></row>""",
            """<row r="4"><c r="A4" t="inlineStr"><is><t>X2</t></is></c><c r="B4" t="inlineStr"><is><t>苏晓</t></is></c><c r="C4"><f>1+1</f><v>2</v></c><c r="D4"><v>46082.5</v></c></row>"""));
        import.GetProperty("imported").GetInt32().ShouldBe(1, import.ToString());
        import.GetProperty("bad").EnumerateArray().Select(b => (b.GetProperty("row").GetInt32(), b.GetProperty("reason").GetString())).ShouldBe([(3, "damaged_number"), (4, "formula")]);
        (await shop.Owner.Api.Get("orders?q=X1")).Json.GetProperty("items")[0].GetProperty("placedAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task What_is_no_table_or_a_bomb_is_refused()
    {
        var shop = await server.Shop();
        (await Scene.Upload(shop.Owner.Api, "order-imports/preview", "x.csv", [0xD0, 0xCF, 0x11, 0xE0, 0, 0])).Refused(422, "invalid", "file");
        (await Scene.Upload(shop.Owner.Api, "order-imports/preview", "x.xlsx", "PK\u0003\u0004 nonsense"u8.ToArray())).Refused(422, "invalid", "file");
        var entity = """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>""";
        (await Scene.Upload(shop.Owner.Api, "order-imports/preview", "x.xlsx", Workbook(entity + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&x;</t></is></c></row>"))).Refused(422, "invalid", "file");
        var bomb = Workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + new string('a', 60_000_000) + "</t></is></c></row>");
        bomb.Length.ShouldBeLessThan(300_000);
        (await Scene.Upload(shop.Owner.Api, "order-imports/preview", "x.xlsx", bomb)).Refused(422, "invalid", "file").Json.GetProperty("detail").GetString().ShouldBe("too_large");
        (await Run(shop, "列一,列二\n1,2\n"u8.ToArray())).GetProperty("failure").GetString().ShouldBe("missing_columns");
    }

    [Fact]
    public async Task Shipping_clocks_run_with_orders_and_one_breach_is_one_row_in_the_ledger()
    {
        var scene = await OrderScene.Set(server);
        await scene.Put("C1", "paid", paidHoursAgo: 1);
        await scene.Put("C2", "paid", paidHoursAgo: 1);
        await Drain();
        server.Clock.Advance(TimeSpan.FromHours(10));
        await scene.Put("C2", "shipped", placedHoursAgo: 12, paidHoursAgo: 11);
        await Drain();
        server.Clock.Advance(TimeSpan.FromHours(14));
        for (var i = 0; i < 3; i++)
        {
            await server.Host.RunJob("clocks");
            await Drain();
        }
        var rows = await server.Host.Look(db => Task.FromResult(db.Set<Features.Performance.LedgerRow>().Where(r => r.ShopId == scene.Shop.Id).ToList()));
        rows.Select(r => r.Cause).ShouldBe(["shipping_late"]);
        rows[0].Details.ShouldContain("C1");
    }

    private Task Drain() => ((Platform.Activity.Pump)server.Host.Services.GetService(typeof(Platform.Activity.Pump))!).Drain(CancellationToken.None);

    /// <summary>The imports themselves leave a line each, and the audit log one.</summary>
    private static string Without(string snapshot) => string.Join('\n', snapshot.Split('\n').Where(l => !l.Contains("order_imports", StringComparison.Ordinal) && !l.Contains("orders.csv", StringComparison.Ordinal) && !l.Contains("file_name", StringComparison.Ordinal)));

    internal static async Task<JsonElement> Run(TestShop shop, byte[] file, string query = "")
    {
        var id = (await Scene.Upload(shop.Owner.Api, "order-imports" + query, "orders.csv", file)).Ok().Json.GetProperty("id").GetGuid();
        for (var i = 0; i < 500; i++)
        {
            var import = (await shop.Owner.Api.Get($"order-imports/{id}")).Json;
            if (import.GetProperty("state").GetString() != "running")
                return import;
            await Task.Delay(20);
        }
        throw new TimeoutException("The import does not end.");
    }

    private static byte[] Workbook(params string[] rows)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Write(string name, string text)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
            Write("xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>订单编号</t></si><si><r><t>买家</t></r><r><t>会员名</t></r></si><si><t>订单创建时间 </t></si></sst>");
            var (start, body) = rows[0].StartsWith("<!", StringComparison.Ordinal) ? (rows[0][..(rows[0].IndexOf("]>", StringComparison.Ordinal) + 2)], rows[0][(rows[0].IndexOf("]>", StringComparison.Ordinal) + 2)..]) : ("", string.Concat(rows));
            Write("xl/worksheets/sheet1.xml", $"{start}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{body}</sheetData></worksheet>");
        }
        return memory.ToArray();
    }
}
