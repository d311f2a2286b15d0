using System.Diagnostics;
using System.Net;
using Yingke.Bench.Rig;

namespace Yingke.Bench.Faults;

/// <summary>
/// PostgreSQL is away for minutes under load: the node says that it is not ready and stays alive, acknowledges nothing, keeps its memory, and
/// goes on when the database is back.
/// </summary>
internal static class OutageBench
{
    public static async Task<int> Run(TimeSpan away)
    {
        await using var postgres = await Postgres.Start();
        await using var store = await Store.On(postgres);
        var shop = await FaultRuns.Prepare(store);
        await using var server = await Rig.Server.Start(store);
        var history = new History();
        var watch = new Watch();
        double recovery;
        int early;
        await using (var talk = new Talk(shop, () => server.Address, history))
        {
            talk.Start(200);
            await Task.Delay(TimeSpan.FromSeconds(20));
            await postgres.Kill();
            // What was on its way back is none of the outage's.
            await Task.Delay(TimeSpan.FromSeconds(1));
            var acknowledged = talk.Acknowledged;
            await watch.Run(server, away);
            early = talk.Acknowledged - acknowledged;
            await postgres.Relaunch();
            recovery = await FaultRuns.UntilAcknowledged(talk, Stopwatch.StartNew());
            await Task.Delay(TimeSpan.FromSeconds(5));
            await talk.Quiesce();
        }
        var findings = await FaultRuns.Compare(store, history);
        Figures.Say($"PostgreSQL away for {away.TotalSeconds:0} s under 100 pairs: {findings}; {early} acknowledged meanwhile; alive in {watch.Alive} of {watch.Asked} looks");
        Figures.Ratio("outage-unready-seconds", watch.UnreadyAfter);
        Figures.Ratio("outage-rise-mib", watch.RiseMib);
        Figures.Ratio("outage-recovery-seconds", recovery);
        return findings.AreClean && early == 0 && watch.Alive == watch.Asked ? 0 : 1;
    }

    /// <summary>What the node's health and memory say while it lasts, asked once a second.</summary>
    private sealed class Watch
    {
        public int Asked { get; private set; }

        public int Alive { get; private set; }

        public double UnreadyAfter { get; private set; } = double.NaN;

        public double RiseMib { get; private set; }

        public async Task Run(Rig.Server server, TimeSpan away)
        {
            using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(5) };
            var before = server.ResidentBytes();
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < away; await Task.Delay(TimeSpan.FromSeconds(1)))
            {
                Asked++;
                Alive += await Is(http, "/healthz", HttpStatusCode.OK) ? 1 : 0;
                if (double.IsNaN(UnreadyAfter) && await Is(http, "/readyz", HttpStatusCode.ServiceUnavailable))
                    UnreadyAfter = clock.Elapsed.TotalSeconds + 1;
                RiseMib = Math.Max(RiseMib, (server.ResidentBytes() - before) / 1048576.0);
            }
        }

        private static async Task<bool> Is(HttpClient http, string path, HttpStatusCode expected)
        {
            try
            {
                using var answer = await http.GetAsync(path);
                return answer.StatusCode == expected;
            }
            catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
            {
                return false;
            }
        }
    }
}
