using System.Globalization;

namespace Yingke.Server.Demo;

/// <summary>
/// Orders of the demo shop in every state, told over the order API as a platform would tell them. Numbers and times count back from
/// <paramref name="now"/>, so that parcels are on their way whenever the demo is started.
/// </summary>
internal sealed class DemoOrders(DateTimeOffset now, TimeZoneInfo zone)
{
    private sealed record Good(string Id, string Name, string Pack, long Fen);

    private static readonly Dictionary<string, Good> Goods = new Good[]
    {
        new("yunwu", "明前云雾绿茶", "100 克 罐装", 12_800), new("xiaozhong", "正山小种", "150 克 罐装", 9_600), new("yinzhen", "白毫银针", "50 克 盒装", 19_800),
        new("dancong", "凤凰单丛 · 鸭屎香", "125 克 罐装", 15_800), new("tieguanyin", "清香铁观音", "250 克 袋装", 13_900), new("xiaoqinggan", "小青柑熟普", "12 颗 礼盒", 8_800),
        new("moli", "茉莉银毫", "100 克 罐装", 7_900), new("gaiwan", "天青釉盖碗", "140 毫升 一只", 16_800),
    }.ToDictionary(g => g.Id);

    private static readonly string[] Others = ["李一鸣", "陈晓云", "赵青", "孙木兰", "何远", "郭文博", "唐宁", "许知夏", "宋朝阳", "梁小筑", "谢一诺", "韩江雪"];

    public static IReadOnlyList<(string Member, string Name, string Phone)> Members => [("M1001", "苏晓", "13800002046"), ("M1002", "周明远", "13900003157")];

    /// <summary>Number and document of each, the oldest first.</summary>
    public IEnumerable<(string Number, object Document)> All()
    {
        var (su, zhou) = (Members[0], Members[1]);
        yield return Order("7720", su, "completed", 9 * 24, [("xiaoqinggan", 1), ("xiaozhong", 1)], paidAfter: 0.2, shippedAfter: 8, receivedAfter: 74);
        yield return Voucher("3301", su);
        yield return Order("1093", su, "shipped", 50, [("yunwu", 2)], paidAfter: 0.1, shippedAfter: 20);
        yield return Order("4417", su, "placed", 3, [("moli", 1), ("gaiwan", 1)]);
        yield return Order("5208", zhou, "received", 6 * 24, [("yinzhen", 1)], paidAfter: 0.3, shippedAfter: 10, receivedAfter: 60);
        yield return Order("6612", zhou, "paid", 5, [("dancong", 1), ("gaiwan", 1)], paidAfter: 0.5);
        yield return Order("6630", zhou, "placed", 0.3, [("tieguanyin", 2)]);
        for (var i = 0; i < Others.Length; i++)
        {
            var who = (string.Create(CultureInfo.InvariantCulture, $"M2{i:000}"), Others[i], string.Create(CultureInfo.InvariantCulture, $"1370000{4000 + i}"));
            var good = Goods.Keys.ElementAt(i % Goods.Count);
            var tail = (8000 + i * 7).ToString(CultureInfo.InvariantCulture);
            yield return (i % 4) switch
            {
                0 => Order(tail, who, "placed", 1 + i, [(good, 1)]),
                1 => Order(tail, who, "paid", 4 + i, [(good, 2)], paidAfter: 0.4),
                2 => Order(tail, who, "shipped", 30 + i, [(good, 1)], paidAfter: 0.2, shippedAfter: 9),
                _ => Order(tail, who, "completed", 200 + i, [(good, 3)], paidAfter: 0.2, shippedAfter: 9, receivedAfter: 70),
            };
        }
    }

    private (string, object) Order(
        string tail, (string Member, string Name, string Phone) who, string state, double hoursAgo, (string Id, int Count)[] what, double? paidAfter = null, double? shippedAfter = null, double? receivedAfter = null)
    {
        var placed = now.AddHours(-hoursAgo);
        DateTimeOffset? At(double? after) => after is { } hours ? placed.AddHours(hours) : null;
        var lines = what.Select((w, i) => Line(Goods[w.Id], w.Count, i, paidAfter is not null)).ToArray();
        var goods = what.Sum(w => Goods[w.Id].Fen * w.Count);
        return (Number(placed, tail), new
        {
            buyer = new { memberId = who.Member, name = who.Name, phone = who.Phone }, platform = "demo", state, totalFen = goods, freightFen = 0, paidFen = paidAfter is null ? 0 : goods,
            placedAt = placed, paidAt = At(paidAfter), shippedAt = At(shippedAfter), receivedAt = At(receivedAfter), completedAt = state == "completed" ? At(receivedAfter) : null,
            receiver = new { name = who.Name, phone = who.Phone, region = "浙江省 杭州市 西湖区", street = "龙井路 18 号" }, lines,
            logistics = shippedAfter is null ? null : new { company = "中通快递", number = "ZT78" + tail + "2046", track = Track(placed.AddHours(shippedAfter.Value), At(receivedAfter)) },
            updatedAt = At(receivedAfter) ?? At(shippedAfter) ?? At(paidAfter) ?? placed,
        });
    }

    /// <summary>Three tastings, one of them used: unused ones may go back at any time.</summary>
    private (string, object) Voucher(string tail, (string Member, string Name, string Phone) who)
    {
        var placed = now.AddDays(-12);
        return (Number(placed, tail), new
        {
            buyer = new { memberId = who.Member, name = who.Name, phone = who.Phone }, platform = "demo", state = "paid", totalFen = 19_900, paidFen = 19_900, placedAt = placed, paidAt = placed.AddMinutes(2),
            lines = new[]
            {
                new
                {
                    id = "v1", kind = "voucher", productId = "tasting", sku = "3 次", title = "松间茶室 · 单人品鉴券", imageUrl = "/storefront/img/gaiwan.svg", url = "/storefront/", quantity = 1, priceFen = 19_900,
                    totalFen = 19_900, paidFen = 19_900, vouchers = 3, usedVouchers = 1, validUntil = now.AddDays(48), terms = "每券一人一席，提前一天预约；周末节假日通用。", refundsUnused = true, refundsExpired = true,
                },
            },
            updatedAt = placed.AddDays(3),
        });
    }

    private static object Line(Good good, int count, int place, bool paid) => new
    {
        id = "l" + (place + 1), productId = good.Id, sku = good.Pack, title = good.Name, imageUrl = $"/storefront/img/{good.Id}.svg", url = $"/storefront/product.html?id={good.Id}", quantity = count,
        priceFen = good.Fen, totalFen = good.Fen * count, paidFen = paid ? good.Fen * count : 0,
    };

    private IEnumerable<object> Track(DateTimeOffset shipped, DateTimeOffset? received)
    {
        (double Hours, string Text)[] steps =
        [
            (1, "【福州】快件已揽收，揽收员：林师傅"), (6, "【福州】快件已离开福州转运中心，发往杭州"), (22, "【杭州】快件已到达杭州转运中心"), (26, "【杭州】快件已到达西湖营业部，正在派送"),
        ];
        foreach (var (hours, text) in steps.Where(s => shipped.AddHours(s.Hours) < (received ?? now)))
            yield return new { at = shipped.AddHours(hours), text };
        if (received is { } at)
            yield return new { at, text = "【杭州】已签收，签收人：门卫" };
    }

    private string Number(DateTimeOffset placed, string tail) => TimeZoneInfo.ConvertTime(placed, zone).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + tail;
}
