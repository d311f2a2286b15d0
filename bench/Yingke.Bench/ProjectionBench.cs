using System.Globalization;
using Yingke.Bench.Rig;
using Yingke.Server.Platform.Jobs;

namespace Yingke.Bench;

/// <summary>
/// The slowest hundredth of messages at half the rate that saturates the program, with the figures kept up beside them and somebody who
/// watches the day's, against the same program without that job and that watcher. They take turns in one run.
/// </summary>
internal static class ProjectionBench
{
    private const string Job = "stints";
    private const int Pairs = 500;
    private const int Rounds = 10;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    public static Task Run(string? only) => Stores.Each(only, async store =>
    {
        await using var other = await store.Another();
        await using var with = await Side.Start(store, port => Rig.Server.Start(store, port));
        await using var without = await Side.Start(other, port => Rig.Server.Launch(Path.Combine(AppContext.BaseDirectory, "Yingke.Bench.dll"), ["unprojected"], other, port));
        var rate = Figures.Median([await with.Load.Saturate(WarmUp, Measured), await without.Load.Saturate(WarmUp, Measured)]) / 2;
        List<double> withP99 = [], withoutP99 = [], withCpu = [], withoutCpu = [];
        for (var round = 0; round < Rounds; round++)
        {
            // Whoever is first in one round is second in the next: what happens to the machine meanwhile happens to both.
            if (round % 2 == 0)
                await Watched();
            var before = without.Cpu;
            withoutP99.Add(Figures.Percentile(await without.Load.Pace(rate, Measured), 0.99));
            withoutCpu.Add((without.Cpu - before).TotalSeconds);
            if (round % 2 != 0)
                await Watched();
        }

        async Task Watched()
        {
            using var watching = new CancellationTokenSource();
            var (watcher, before) = (with.Watch(watching.Token), with.Cpu);
            withP99.Add(Figures.Percentile(await with.Load.Pace(rate, Measured), 0.99));
            withCpu.Add((with.Cpu - before).TotalSeconds);
            await watching.CancelAsync();
            await watcher;
        }

        Figures.Say($"{store.Name}: p99 from send to the peer's event at {rate:0} messages/s: with projection {Figures.Median(withP99):0.0} ms ({withP99.Min():0.0}–{withP99.Max():0.0}), without {Figures.Median(withoutP99):0.0} ms ({withoutP99.Min():0.0}–{withoutP99.Max():0.0}); {Rounds} rounds of {Measured.TotalSeconds:0} s; the program's time on the processor in a round {Figures.Median(withCpu):0.00} and {Figures.Median(withoutCpu):0.00} s");
        Figures.Say($"{store.Name}: round by round with against without {string.Join(" ", withP99.Zip(withoutP99, (a, b) => string.Create(CultureInfo.InvariantCulture, $"{a / b:0.00}")))}");
        Figures.Ratio(store.IsPostgres ? "projection-postgres" : "projection", Figures.Median(withP99) / Figures.Median(withoutP99));
    });

    /// <summary>The program without the job that keeps figures up, as a process of its own.</summary>
    public static async Task Serve()
    {
        await using var app = Host.Build([], services =>
        {
            foreach (var job in services.Where(s => s.ImplementationInstance is PeriodicJob { Name: Job }).ToList())
                services.Remove(job);
        });
        await app.RunAsync();
    }

    private sealed class Side : IAsyncDisposable
    {
        private readonly Rig.Server server;
        private readonly string owner;

        private Side(Rig.Server server, Load load, string owner) => (this.server, Load, this.owner) = (server, load, owner);

        public Load Load { get; }

        public TimeSpan Cpu => server.Cpu();

        public static async Task<Side> Start(Store store, Func<int, Task<Rig.Server>> start)
        {
            BenchShop shop;
            await using (var host = Host.Build(store.Arguments))
                shop = await BenchShop.Make(host, agents: Pairs, capacity: 1, Pairs);
            var server = await start(Postgres.FreePort());
            return new(server, await Load.Connect(server.Address, shop), await shop.OwnerCookie(server.Address));
        }

        /// <summary>The wall asks for today's figures every two seconds.</summary>
        public async Task Watch(CancellationToken cancel)
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            try
            {
                while (true)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/reports/today");
                    request.Headers.Add("Cookie", owner);
                    using var answer = await http.SendAsync(request, cancel);
                    answer.EnsureSuccessStatusCode();
                    await Task.Delay(Glance, cancel);
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // The round is over.
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Load.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
