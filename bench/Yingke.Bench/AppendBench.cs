using System.Diagnostics;
using Yingke.Bench.Relay;
using Yingke.Bench.Rig;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage.Log;

namespace Yingke.Bench;

/// <summary>The log's writer alone: 512 senders who wait for their acknowledgement, against a bare loop that writes the same number of rows in batches of 256.</summary>
internal static class AppendBench
{
    private const int Senders = 512;
    private const int Rounds = 5;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);

    public static async Task Run()
    {
        await using (var store = Store.Sqlite())
        await using (var bare = new SqliteBareWriter(Path.Combine(store.Folder, "bare.db")))
            await Compare(store, bare);
        if (Postgres.Bin is null)
            return;
        await using var postgres = await Postgres.Start();
        await using (var store = await Store.On(postgres))
        await using (var bare = new PostgresBareWriter((await Store.On(postgres)).ConnectionString!))
            await Compare(store, bare);
    }

    private static async Task Compare(Store store, BareWriter bare)
    {
        await bare.Open();
        await using var host = Host.Build([.. store.Arguments, "--Urls=http://127.0.0.1:0"]);
        var desk = await BenchShop.Make(host, agents: 52, capacity: 10, Senders);
        await host.StartAsync();
        var log = host.Services.GetRequiredService<MessageLog>();
        List<double> ours = [], limit = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (our, theirs) = (await Append(log, desk, round), await Loop(bare));
            // The first round warms both up.
            if (round == 0)
                continue;
            ours.Add(our);
            limit.Add(theirs);
        }
        await host.StopAsync();
        Figures.Say($"{store.Name}: log {Figures.Median(ours):0} entries/s ({ours.Min():0}–{ours.Max():0}), bare loop {Figures.Median(limit):0} ({limit.Min():0}–{limit.Max():0}); {Senders} senders, {Rounds} rounds of {Measured.TotalSeconds:0} s");
        Figures.Ratio("append-" + store.Name, Figures.Median(ours) / Figures.Median(limit));
    }

    private static async Task<double> Append(MessageLog log, BenchShop desk, int round)
    {
        var stop = Stopwatch.StartNew();
        var stored = 0;
        await Task.WhenAll(desk.Pairs.Select(async pair =>
        {
            for (var i = 0; stop.Elapsed < Measured; i++)
            {
                var wish = new Append(desk.ShopId, pair.Conversation, Sender.Buyer, pair.Buyer, EntryKind.Text, $"r{round}-{i}", "我的快递到哪了，麻烦帮忙看一下", null);
                if ((await log.Append(wish, CancellationToken.None)).Entry is null)
                    throw new InvalidOperationException("An entry was refused.");
                Interlocked.Increment(ref stored);
            }
        }));
        return stored / stop.Elapsed.TotalSeconds;
    }

    private static async Task<double> Loop(BareWriter bare)
    {
        var stop = Stopwatch.StartNew();
        var stored = 0;
        var conversations = Enumerable.Range(0, Senders).Select(_ => Guid.NewGuid().ToString()).ToArray();
        while (stop.Elapsed < Measured)
        {
            var batch = Enumerable.Range(stored, 256).Select(i => conversations[i % Senders])
                .Select(c => new BareRelay.Row(c, bare.NextSeq(c), Guid.NewGuid().ToString("N"), "我的快递到哪了，麻烦帮忙看一下", Environment.TickCount64)).ToList();
            await bare.Write(batch);
            stored += batch.Count;
        }
        return stored / stop.Elapsed.TotalSeconds;
    }
}
