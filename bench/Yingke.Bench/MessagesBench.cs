using System.Globalization;
using Yingke.Bench.Rig;

namespace Yingke.Bench;

/// <summary>
/// Messages end to end: a buyer's POST, its durable commit, the acknowledgement, the push to the agent's socket. 500 pairs, each sending
/// the next when both have arrived; then a tenth of that rate for latency. The program and the bare relay take turns in one run, with
/// the same client.
/// </summary>
internal static class MessagesBench
{
    private const int Pairs = 500;
    private const int Rounds = 3;
    // Both compile their hot paths first, and the machine has two cores for it.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    /// <param name="only"><c>sqlite</c> or <c>postgres</c>; both when null.</param>
    public static Task Run(string? only) => Stores.Each(only, Compare);

    private static async Task Compare(Store store)
    {
        await using var relayStore = await store.Another();
        BenchShop desk;
        await using (var host = Host.Build(store.Arguments))
            desk = await BenchShop.Make(host, agents: Pairs, capacity: 1, Pairs);
        await using var server = await Rig.Server.Start(store);
        await using var relay = await Rig.Server.Launch(Path.Combine(AppContext.BaseDirectory, "Yingke.Bench.dll"),
            ["relay", relayStore.Name, relayStore.Folder, relayStore.ConnectionString ?? "-"], relayStore, Postgres.FreePort());
        await using var ours = await Load.Connect(server.Address, desk);
        await using var bare = await Load.Connect(relay.Address, Enumerable.Range(0, Pairs).Select(i => new Line(
            "c" + i, "/send", null, "/hub", null)).ToList());
        List<double> ourRates = [], bareRates = [];
        for (var round = 0; round < Rounds; round++)
        {
            ourRates.Add(await ours.Saturate(round == 0 ? WarmUp : TimeSpan.FromSeconds(1), Measured));
            bareRates.Add(await bare.Saturate(round == 0 ? WarmUp : TimeSpan.FromSeconds(1), Measured));
        }
        var (rate, limit) = (Figures.Median(ourRates), Figures.Median(bareRates));
        Figures.Say($"{store.Name}: {rate:0} messages/s end to end ({Spread(ourRates)}), bare relay {limit:0} ({Spread(bareRates)}); {Pairs} pairs, {Rounds} rounds of {Measured.TotalSeconds:0} s");
        List<double> ourP99 = [], bareP99 = [], ourP50 = [], bareP50 = [];
        for (var round = 0; round < Rounds; round++)
        {
            Note(await ours.Pace(limit / 10, Measured), ourP50, ourP99);
            Note(await bare.Pace(limit / 10, Measured), bareP50, bareP99);
        }
        Figures.Say($"{store.Name}: from send to the peer's event at {limit / 10:0} messages/s: median {Figures.Median(ourP50):0.0} ms, p99 {Figures.Median(ourP99):0.0} ms ({Spread(ourP99)}), bare relay {Figures.Median(bareP50):0.0}, {Figures.Median(bareP99):0.0} ms ({Spread(bareP99)})");
        Figures.Ratio("end-to-end-" + store.Name, rate / limit);
        Figures.Ratio("latency-" + store.Name, Figures.Median(ourP99) / Figures.Median(bareP99));
    }

    private static void Note(List<double> latencies, List<double> medians, List<double> p99s)
    {
        medians.Add(Figures.Median(latencies));
        p99s.Add(Figures.Percentile(latencies, 0.99));
    }

    private static string Spread(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{values.Min():0.#}–{values.Max():0.#}");
}
