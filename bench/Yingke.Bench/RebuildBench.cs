using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>
/// Working the figures of 3,000,000 messages out from nothing, against the least that it needs: reading the same log rows in the order of the log, and
/// writing the same stint rows in bulk, both into an empty table. The memory that it takes is told beside it, and what it takes where the rows are there already.
/// </summary>
internal static class RebuildBench
{
    private const int Trials = 5;
    private const int AtOnce = 50_000;

    public static async Task Run(string? only, int messages)
    {
        await Stores.Each(only, async store =>
        {
            await using var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]);
            var (shop, entries) = await MonthOfTalk.Fill(host, messages);
            List<double> ours = [], bare = [], again = [], ourCpu = [], bareCpu = [];
            var (conversations, stints) = (0, 0);
            List<long> grew = [];
            for (var i = 0; i < Trials; i++)
            {
                await Empty(host, shop.ShopId);
                (conversations, var (seconds, cpu, grown)) = await Rebuild(host, shop.ShopId);
                ours.Add(seconds);
                ourCpu.Add(cpu);
                grew.Add(grown);
                (_, (seconds, _, grown)) = await Rebuild(host, shop.ShopId);
                again.Add(seconds);
                grew.Add(grown);
                var rows = await Empty(host, shop.ShopId);
                stints = rows.Count;
                (seconds, cpu) = await Bare(host, shop.ShopId, rows);
                bare.Add(seconds);
                bareCpu.Add(cpu);
            }
            Figures.Say($"{store.Name}: rebuild of {conversations} conversations, {entries} log rows, from nothing {Figures.Median(ours):0.0} s ({ours.Min():0.0}–{ours.Max():0.0}), again {Figures.Median(again):0.0} s; bare ordered read of the rows and bulk insert of {stints} stints {Figures.Median(bare):0.0} s ({bare.Min():0.0}–{bare.Max():0.0}); medians of {Trials}; this process was on the processor for {Figures.Median(ourCpu):0.0} and {Figures.Median(bareCpu):0.0} s; heap grew by at most {grew.Max() / 1024 / 1024} MB");
            Figures.Ratio(store.IsPostgres ? "rebuild-postgres" : "rebuild", Figures.Median(bare) / Figures.Median(ours));
            Figures.Ratio(store.IsPostgres ? "rebuild-again-postgres" : "rebuild-again", Figures.Median(bare) / Figures.Median(again));
        });
    }

    private static async Task<(int Conversations, (double Seconds, double Cpu, long Grown))> Rebuild(WebApplication host, Guid shopId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        using var memory = new Watch();
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var conversations = await scope.ServiceProvider.GetRequiredService<ProjectStints>().Rebuild(shopId, CancellationToken.None);
        return (conversations, (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, memory.Grown()));
    }

    /// <summary>Before a clock runs: both insert into an empty table.</summary>
    /// <returns>What was in it.</returns>
    private static async Task<List<StintRow>> Empty(WebApplication host, Guid shopId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
        var stints = await db.Set<StintRow>().Where(s => s.ShopId == shopId).ToListAsync();
        await db.InTransaction(() => db.Set<StintRow>().Where(s => s.ShopId == shopId).ExecuteDeleteAsync(), CancellationToken.None);
        db.Database.SetCommandTimeout((int?)null);
        return stints;
    }

    private static async Task<(double Seconds, double Cpu)> Bare(WebApplication host, Guid shopId, List<StintRow> stints)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await db.Database.OpenConnectionAsync();
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await using (var command = db.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = "SELECT conversation_id, seq, kind, sender, sender_id, at FROM entries WHERE shop_id = @shop ORDER BY conversation_id, seq";
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("shop", db.Dialect.IsPostgres ? shopId : shopId.ToByteArray(true));
            command.Parameters.Add(parameter);
            await using var reader = await command.ExecuteReaderAsync();
            var values = new object[6];
            while (await reader.ReadAsync())
                reader.GetValues(values);
        }
        foreach (var page in stints.Chunk(AtOnce))
            await db.InTransaction(() => db.BulkInsert(page, CancellationToken.None), CancellationToken.None);
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    /// <summary>The heap's highest size over what it was at the start, looked at a few times a second.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly long before = GC.GetTotalMemory(forceFullCollection: true);
        private readonly Timer timer;
        private long highest;

        public Watch() => timer = new Timer(_ => highest = Math.Max(highest, GC.GetTotalMemory(false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));

        public long Grown() => Math.Max(0, highest - before);

        public void Dispose() => timer.Dispose();
    }
}
