using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>2,000 inflows at once in one shop with 500 agents, against transactions that take the same lock, update one row and commit durably.</summary>
internal static class RoutingBench
{
    private const int Agents = 500;
    private const int Inflows = 2_000;
    private const int Rounds = 3;

    public static async Task Run()
    {
        await using (var store = Store.Sqlite())
            await Compare(store);
        if (Postgres.Bin is null)
            return;
        await using var postgres = await Postgres.Start();
        await using (var store = await Store.On(postgres))
            await Compare(store);
    }

    private static async Task Compare(Store store)
    {
        await using var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]);
        List<double> ours = [], limit = [];
        var over = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            // A shop of its own each round: nobody is full at the start, nobody over capacity at the end.
            var desk = await BenchShop.Make(host, Agents, capacity: Inflows / Agents, pairs: 0);
            if (round == 0)
                await host.StartAsync();
            var (our, theirs) = (await Assign(host, desk), await Bare(host, desk));
            over += await OverCapacity(host, desk);
            if (round == 0)
                continue;
            ours.Add(our);
            limit.Add(theirs);
        }
        await host.StopAsync();
        Figures.Say($"{store.Name}: {Figures.Median(ours):0} assignments/s ({ours.Min():0}–{ours.Max():0}), bare transactions {Figures.Median(limit):0}/s ({limit.Min():0}–{limit.Max():0}); {Inflows} inflows, {Agents} agents, {Rounds} rounds; {over} agents over capacity");
        Figures.Ratio("assignments-" + store.Name, over > 0 ? 0 : Figures.Median(ours) / Figures.Median(limit));
    }

    private static async Task<double> Assign(Microsoft.AspNetCore.Builder.WebApplication host, BenchShop desk)
    {
        var buyers = Enumerable.Range(0, Inflows).Select(i => new Buyer { ShopId = desk.ShopId, Name = "Buyer " + i, CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            db.AddRange(buyers);
            await db.SaveChangesAsync();
        }
        var open = host.Services.GetRequiredService<OpenConversation>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(buyers.Select(b => open.Handle(new Inflow(desk.ShopId, b.Id, Source.ShopHome, Channel.Web, null, null, null, null), CancellationToken.None)));
        return Inflows / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Bare(Microsoft.AspNetCore.Builder.WebApplication host, BenchShop desk)
    {
        const int transactions = 500;
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, transactions, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancel) =>
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            await db.InTransaction(() => db.Set<Dispatch>().Where(d => d.ShopId == desk.ShopId).ExecuteUpdateAsync(d => d.SetProperty(x => x.NextPlace, x => x.NextPlace + 1), cancel), cancel);
        });
        return transactions / clock.Elapsed.TotalSeconds;
    }

    private static async Task<int> OverCapacity(Microsoft.AspNetCore.Builder.WebApplication host, BenchShop desk)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var loads = await scope.ServiceProvider.GetRequiredService<Db>().Set<Conversation>().Where(c => c.ShopId == desk.ShopId && c.State == ConversationState.Active)
            .GroupBy(c => c.AgentId).Select(g => g.Count()).ToListAsync();
        return loads.Count(l => l > Inflows / Agents);
    }
}
