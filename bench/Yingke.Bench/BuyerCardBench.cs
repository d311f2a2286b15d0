using System.Diagnostics;
using Yingke.Bench.Rig;
using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Domain.Tickets;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>What stands beside a chat (the buyer, their orders, applications, tickets, pages, earlier conversations) in a shop with 1,000,000 orders, against one with 1,000.</summary>
internal static class BuyerCardBench
{
    private const int Many = 1_000_000;
    private const int Few = 1_000;
    private const int Pairs = 20;
    private const int OfEach = 10;
    private const int Trials = 200;

    /// <summary>Beside those of the buyers who talk, every so many orders one has an application and a ticket.</summary>
    private const int OneIn = 10;
    private static readonly TicketType Other = TicketType.Shipped.Single(t => t.Key == "other");

    public static async Task Run()
    {
        await using var store = Store.Sqlite();
        BenchShop large, small;
        await using (var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]))
        {
            large = await BenchShop.Make(host, agents: 2, capacity: Pairs, pairs: Pairs);
            small = await BenchShop.Make(host, agents: 2, capacity: Pairs, pairs: Pairs);
            await Fill(host, large, Many);
            await Fill(host, small, Few);
        }
        await using var server = await Rig.Server.Start(store);
        using var http = new HttpClient { BaseAddress = server.Address };
        List<double> inLarge = [], inSmall = [];
        Dictionary<string, List<double>> partsOfLarge = [], partsOfSmall = [];
        for (var i = -20; i < Trials; i++)
        {
            // Turn and turn about, so that a slow moment meets both.
            var (a, b) = (await Open(http, large.Pairs[(i + 20) % Pairs], partsOfLarge), await Open(http, small.Pairs[(i + 20) % Pairs], partsOfSmall));
            if (i < 0)
                continue;
            inLarge.Add(a);
            inSmall.Add(b);
        }
        Figures.Say($"buyer card: {Figures.Median(inLarge):0.00} ms among {Many} orders, {Figures.Median(inSmall):0.00} ms among {Few} (medians of {Trials}; 95 %: {Figures.Percentile(inLarge, 0.95):0.00} and {Figures.Percentile(inSmall, 0.95):0.00})");
        foreach (var (part, times) in partsOfLarge)
            Figures.Say($"  {part}: {Figures.Median(times):0.00} and {Figures.Median(partsOfSmall[part]):0.00} ms");
        Figures.Ratio("buyer-card", Figures.Median(inLarge) / Figures.Median(inSmall));
    }

    private static async Task Fill(WebApplication host, BenchShop shop, int count)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (tickets, talkers) = (0L, shop.Pairs.Select(p => p.Buyer).ToHashSet());
        for (var i = 0; i < count;)
        {
            var orders = new List<Order>();
            for (var end = Math.Min(count, i + 5_000); i < end; i++)
            {
                // The buyers who talk have ten each, spread over the whole time; the others are somebody else's.
                var talks = i % (count / (Pairs * OfEach)) == 0 && i / (count / (Pairs * OfEach)) < Pairs * OfEach;
                var buyer = talks ? shop.Pairs[i / (count / (Pairs * OfEach)) % Pairs].Buyer : Guid.CreateVersion7(start.AddSeconds(i));
                var placed = start.AddSeconds(i * 31L);
                orders.Add(Mirror.New(shop.ShopId, buyer, new PlatformOrder
                {
                    Number = "26" + i.ToString("0000000000000000", System.Globalization.CultureInfo.InvariantCulture), State = OrderState.Completed, TotalFen = 13_400, FreightFen = 600, PaidFen = 13_400,
                    PlacedAt = placed, PaidAt = placed.AddMinutes(3), UpdatedAt = placed.AddDays(3), Lines = [new PlatformLine { Title = "明前云雾绿茶", PriceFen = 12_800, TotalFen = 12_800, PaidFen = 12_800 }],
                }));
            }
            await db.InTransaction(async () =>
            {
                await db.BulkInsert(orders, CancellationToken.None);
                await db.BulkInsert(orders.SelectMany(o => o.Lines).ToList(), CancellationToken.None);
                var trouble = orders.Where((o, n) => talkers.Contains(o.BuyerId) || n % OneIn == 0).ToList();
                await db.BulkInsert(trouble.ConvertAll(o => Application.OfPast(shop.ShopId, o.Id, o.Lines[0].Id, o.BuyerId, Past(o))), CancellationToken.None);
                await db.BulkInsert(trouble.ConvertAll(o => Ticket.Open(shop.ShopId, ++tickets, Other, TicketPriority.Normal, "包装破损", null, o.PlacedAt.AddDays(2), TicketOrigin.Hand, o.BuyerId)), CancellationToken.None);
            }, CancellationToken.None);
        }
    }

    private static PastApplication Past(Order order) => new(
        "a" + order.Number, "a" + order.Number, ApplicationType.Return, ApplicationState.Closed, "包装破损", order.PlacedAt.AddDays(2), order.PlacedAt.AddDays(2), null, null, 0, null, null, null, null, null, null,
        order.PlacedAt.AddDays(4));

    private static async Task<double> Open(HttpClient http, Pair pair, Dictionary<string, List<double>> parts)
    {
        var clock = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        foreach (var part in new[] { $"buyers/{pair.Buyer}", $"buyers/{pair.Buyer}/orders", $"aftersales?buyerId={pair.Buyer}", $"tickets?buyerId={pair.Buyer}", $"buyers/{pair.Buyer}/pages", $"buyers/{pair.Buyer}/conversations" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/" + part);
            request.Headers.Add("Cookie", pair.AgentCookie);
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            var name = part.Replace(pair.Buyer.ToString(), "…", StringComparison.Ordinal);
            (parts.TryGetValue(name, out var taken) ? taken : parts[name] = []).Add((clock.Elapsed - last).TotalMilliseconds);
            last = clock.Elapsed;
        }
        return clock.Elapsed.TotalMilliseconds;
    }
}
