using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench.Faults;

/// <summary>More buyers than places come in at two nodes at once, again and again: nobody may end up with more than they may have.</summary>
internal static class CrowdRun
{
    private const int Buyers = 40;
    private const int Places = 20;

    public static async Task<Findings> Run(Postgres postgres, int rounds, string? sabotage)
    {
        await using var store = await Store.On(postgres);
        await using var host = Host.Build(store.Arguments);
        var shop = await BenchShop.Make(host, agents: Places, capacity: Buyers / Places, Buyers);
        await InDatabase(host, db => db.Set<Agent>().Where(a => a.ShopId == shop.ShopId && a.Capacity > 1).ExecuteUpdateAsync(a => a.SetProperty(x => x.Capacity, 1)));
        await using var first = await Start(store, sabotage);
        await using var second = await Start(store, sabotage);
        var people = shop.Pairs.Select((p, i) => Client(i % 2 == 0 ? first.Address : second.Address, p.BuyerToken)).ToList();
        var (opened, over) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            await Task.WhenAll(people.Select(Leave));
            await Task.WhenAll(people.Select(async http =>
            {
                using var answer = await http.PostAsync("/api/v1/visitor/conversation", Json("""{"source":"shop_home"}"""));
                if (answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref opened);
            }));
            over += await InDatabase(host, db => db.Set<Agent>().Where(a => a.ShopId == shop.ShopId)
                .CountAsync(a => db.Set<Conversation>().Count(c => c.ShopId == a.ShopId && c.AgentId == a.Id && c.State == ConversationState.Active) > a.Capacity));
        }
        people.ForEach(p => p.Dispose());
        return new(opened, opened, 0, 0, 0, 0, 0, 0) { OverCapacity = over };
    }

    private static Task<Rig.Server> Start(Store store, string? sabotage) => sabotage is null
        ? Rig.Server.Start(store)
        : Rig.Server.Launch(Path.Combine(AppContext.BaseDirectory, "Yingke.Bench.dll"), ["sabotage", sabotage], store, Postgres.FreePort());

    private static async Task Leave(HttpClient http)
    {
        using var current = await http.GetAsync("/api/v1/visitor/conversation");
        if (!current.IsSuccessStatusCode || current.StatusCode == System.Net.HttpStatusCode.NoContent)
            return;
        using var json = System.Text.Json.JsonDocument.Parse(await current.Content.ReadAsStreamAsync());
        using var closed = await http.PostAsync($"/api/v1/visitor/conversations/{json.RootElement.GetProperty("id").GetGuid()}/closure", Json("{}"));
    }

    private static HttpClient Client(Uri node, string token)
    {
        var http = new HttpClient { BaseAddress = node };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static async Task<T> InDatabase<T>(WebApplication host, Func<Db, Task<T>> look)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<Db>());
    }
}
