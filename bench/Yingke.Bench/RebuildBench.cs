using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Bench.Rig;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench;

/// <summary>
/// Working the figures of 3,000,000 messages out anew, against the least that it needs: reading the same log rows in the order of the log, and
/// writing as many stint rows in bulk. The memory that it takes is told beside it.
/// </summary>
internal static class RebuildBench
{
    private const int Trials = 3;
    private const int AtOnce = 50_000;

    public static async Task Run(string? only, int messages)
    {
        await Stores.Each(only, async store =>
        {
            await using var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]);
            var (shop, entries) = await MonthOfTalk.Fill(host, messages);
            List<double> ours = [], bare = [];
            var (conversations, stints) = (0, 0L);
            List<long> grew = [];
            for (var i = 0; i < Trials; i++)
            {
                await using (var scope = host.Services.CreateAsyncScope())
                {
                    using var memory = new Watch();
                    var clock = Stopwatch.StartNew();
                    conversations = await scope.ServiceProvider.GetRequiredService<ProjectStints>().Rebuild(shop.ShopId, CancellationToken.None);
                    ours.Add(clock.Elapsed.TotalSeconds);
                    grew.Add(memory.Grown());
                }
                var (seconds, rows) = await Bare(host, shop.ShopId);
                bare.Add(seconds);
                stints = rows;
            }
            Figures.Say($"{store.Name}: rebuild of {conversations} conversations, {entries} log rows: {Figures.Median(ours):0.0} s; bare ordered read of the rows and bulk insert of {stints} stints {Figures.Median(bare):0.0} s (medians of {Trials}); heap grew by at most {grew.Max() / 1024 / 1024} MB");
            Figures.Ratio(store.IsPostgres ? "rebuild-postgres" : "rebuild", Figures.Median(bare) / Figures.Median(ours));
        });
    }

    private static async Task<(double Seconds, long Rows)> Bare(WebApplication host, Guid shopId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        // What is inserted is read before the clock runs, and goes into an empty table.
        var stints = await db.Set<StintRow>().Where(s => s.ShopId == shopId).ToListAsync();
        await db.InTransaction(() => db.Set<StintRow>().Where(s => s.ShopId == shopId).ExecuteDeleteAsync(), CancellationToken.None);
        await db.Database.OpenConnectionAsync();
        var clock = Stopwatch.StartNew();
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
        return (clock.Elapsed.TotalSeconds, stints.Count);
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
