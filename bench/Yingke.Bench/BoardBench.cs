using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Domain.Campaigns;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Campaigns;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>
/// A campaign with 100,000 paid orders of 60,000 buyers and as many consultations; then orders are paid one by one, and each is timed from the
/// request that tells of it to the push that has it on an open board.
/// </summary>
internal static class BoardBench
{
    private const int Orders = 100_000;
    private const int Buyers = 60_000;
    private const int Agents = 40;
    private const int AtOnce = 5_000;
    private const int Trials = 30;
    private const int Pause = 700;

    public static async Task Run(string? only) => await Stores.Each(only, async store =>
    {
        await using var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]);
        var shop = await BenchShop.Make(host, Agents, capacity: 0, pairs: 0);
        var campaign = await Fill(host, shop.ShopId);
        await using var server = await Rig.Server.Start(store);
        var cookie = await shop.OwnerCookie(server.Address);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(1) };
        http.DefaultRequestHeaders.Add("X-Yingke", "1");
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        var first = Stopwatch.StartNew();
        var board = await http.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{campaign}/board");
        var opened = first.Elapsed.TotalSeconds;
        var expected = board.GetProperty("orders").GetInt32();
        if (expected != Orders || board.GetProperty("agents")[0].GetProperty("orders").GetInt32() == 0)
            throw new InvalidOperationException($"The board has {expected} orders.");
        TaskCompletionSource<int>? seen = null;
        await using var screen = await HubSocket.Connect(server.Address, "/hubs/desk", cookie, frame =>
        {
            if (!frame.Span.StartsWith("{\"type\":1,\"target\":\"standings\""u8))
                return;
            using var push = JsonDocument.Parse(frame);
            if (push.RootElement.GetProperty("arguments")[0].GetProperty("orders").GetInt32() is var orders && orders >= expected)
                seen?.TrySetResult(orders);
        });
        await Task.Delay(500);
        await screen.Send("""{"type":1,"target":"WatchStandings","arguments":[true]}""");
        await Task.Delay(500);
        var seconds = new List<double>();
        for (var i = 0; i < Trials; i++)
        {
            (expected, seen) = (expected + 1, new(TaskCreationOptions.RunContinuationsAsynchronously));
            var clock = Stopwatch.StartNew();
            await Pay(http, i);
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
            seconds.Add(clock.Elapsed.TotalSeconds);
            // Not in step with the pushes.
            await Task.Delay(Pause + (i * 37 % 500));
        }
        Figures.Say($"{store.Name}: a paid order is on the board after {Figures.Median(seconds):0.00} s, the slowest of {Trials} after {seconds.Max():0.00} s; the board's first look over {Orders} orders {opened:0.00} s");
        Figures.Ratio(store.IsPostgres ? "board-seconds-postgres" : "board-seconds", seconds.Max());
    });

    private static async Task Pay(HttpClient http, int number)
    {
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        using var answer = await http.PutAsJsonAsync($"/api/v1/orders/NEW{number}", new
        {
            buyer = new { memberId = "m" + number }, platform = "bench", state = "paid", totalFen = 9_900, freightFen = 0, paidFen = 9_900, placedAt = now, paidAt = now, updatedAt = now,
            lines = new[] { new { id = "l1", title = "Tea", quantity = 1, priceFen = 9_900, totalFen = 9_900 } },
        });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<Guid> Fill(WebApplication host, Guid shopId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var (now, zone, random) = (TimeProvider.System.Now(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new Random(11));
        var agents = await db.Set<Agent>().Where(a => a.ShopId == shopId && !a.IsOwner).Select(a => a.Id).ToArrayAsync();
        var buyers = Enumerable.Range(0, Buyers).Select(i => new Buyer { ShopId = shopId, MemberId = "m" + i, Name = "Buyer " + i, CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
        await db.InTransaction(() => db.BulkInsert(buyers, CancellationToken.None), CancellationToken.None);
        var start = now.AddDays(-2);
        for (var done = 0; done < Orders; done += AtOnce)
        {
            var (orders, stints) = (new List<Order>(), new List<StintRow>());
            for (var i = done; i < done + AtOnce; i++)
            {
                var (buyer, asked) = (buyers[random.Next(Buyers)].Id, start.AddSeconds(1 + (172_000.0 * i / Orders)));
                var paid = asked.AddSeconds(random.Next(30, 600));
                stints.Add(new StintRow
                {
                    ShopId = shopId, ConversationId = Guid.CreateVersion7(asked), AgentId = agents[random.Next(agents.Length)], Groups = Groups.Presale, BuyerId = buyer, Inquiry = Inquiry.Presale, AssignedAt = asked, StartAt = asked,
                    Day = LocalDay.Of(asked, zone).DayNumber, Receptions = 1, Turns = 1, Answered = 1,
                });
                orders.Add(new Order
                {
                    ShopId = shopId, Id = Guid.CreateVersion7(paid), Number = "O" + i.ToString(CultureInfo.InvariantCulture), BuyerId = buyer, Platform = "bench", State = OrderState.Paid, TotalFen = 12_800, PaidFen = 12_800, PlacedAt = paid,
                    PaidAt = paid < now ? paid : now, UpdatedAt = paid,
                });
            }
            await db.InTransaction(async () =>
            {
                await db.BulkInsert(stints, CancellationToken.None);
                await db.BulkInsert(orders, CancellationToken.None);
            }, CancellationToken.None);
        }
        var campaign = new Campaign
        {
            ShopId = shopId, Name = "Sale", StartAt = start, EndAt = now.AddDays(1), Measure = Measure.Sales, Broadcasts = true, CreatedBy = "bench", CreatedAt = start,
            Plan = new([new(TargetScope.Shop, Groups.None, null, Measure.Orders, 2L * Orders)], [.. agents.Chunk(10).Select((team, i) => new PkTeam("Team " + i.ToString(CultureInfo.InvariantCulture), team))], []),
        };
        db.Add(campaign);
        await db.SaveChangesAsync();
        return campaign.Id;
    }
}
