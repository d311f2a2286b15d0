using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Yingke.Bench.Rig;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage.Log;

namespace Yingke.Bench;

/// <summary>A message in a conversation of 10,000, and opening it, against one of 10: neither may grow with the log.</summary>
internal static class HistoryBench
{
    private const int Long = 10_000;
    private const int Short = 10;
    private const int Trials = 400;

    public static async Task Run()
    {
        await using var store = Store.Sqlite();
        BenchShop shop;
        await using (var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]))
        {
            shop = await BenchShop.Make(host, agents: 2, capacity: 1, pairs: 2);
            await host.StartAsync();
            await Fill(host.Services.GetRequiredService<MessageLog>(), shop, shop.Pairs[0], Long);
            await Fill(host.Services.GetRequiredService<MessageLog>(), shop, shop.Pairs[1], Short);
            await host.StopAsync();
        }
        await using var server = await Rig.Server.Start(store);
        using var http = new HttpClient { BaseAddress = server.Address };
        List<double> sendLong = [], sendShort = [], openLong = [], openShort = [];
        for (var i = -50; i < Trials; i++)
        {
            // Turn and turn about, and each first every other time, so that what meets one meets both.
            var longFirst = i % 2 == 0;
            foreach (var ofLong in new[] { longFirst, !longFirst })
            {
                var (pair, send, open) = ofLong ? (shop.Pairs[0], sendLong, openLong) : (shop.Pairs[1], sendShort, openShort);
                var (sent, opened) = (await Send(http, pair, i), await Open(http, pair));
                if (i < 0)
                    continue;
                send.Add(sent);
                open.Add(opened);
            }
        }
        Figures.Say($"message: {Figures.Median(sendLong):0.00} ms in {Long}, {Figures.Median(sendShort):0.00} ms in {Short}; opening: {Figures.Median(openLong):0.00} and {Figures.Median(openShort):0.00} ms (medians of {Trials})");
        Figures.Ratio("long-conversation", Figures.Median(sendLong) / Figures.Median(sendShort));
        Figures.Ratio("open-long-conversation", Figures.Median(openLong) / Figures.Median(openShort));
    }

    private static Task<Appended[]> Fill(MessageLog log, BenchShop shop, Pair pair, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
        log.Append(new Append(shop.ShopId, pair.Conversation, Sender.Buyer, pair.Buyer, EntryKind.Text, "f" + i, "我的快递到哪了，麻烦帮忙看一下", null), CancellationToken.None)));

    private static async Task<double> Send(HttpClient http, Pair pair, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/visitor/conversations/{pair.Conversation}/messages");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pair.BuyerToken);
        request.Content = new StringContent($$"""{"clientId":"s{{number}}","text":"在吗"}""", Encoding.UTF8, "application/json");
        return await Time(http, request);
    }

    /// <summary>The newest page with as many entries as a short log has at all, so that both answers are of one size.</summary>
    private static async Task<double> Open(HttpClient http, Pair pair)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/visitor/conversations/{pair.Conversation}/messages?limit={Short}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pair.BuyerToken);
        return await Time(http, request);
    }

    private static async Task<double> Time(HttpClient http, HttpRequestMessage request)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return clock.Elapsed.TotalMilliseconds;
    }
}
