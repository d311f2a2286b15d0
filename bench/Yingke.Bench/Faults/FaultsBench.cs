using System.Diagnostics;
using Yingke.Bench.Rig;

namespace Yingke.Bench.Faults;

/// <summary>
/// The long run of faults: so many kills of each kind at about a third of what the machine carries, then the seeded defects that must be
/// caught, or the checker proves nothing.
/// </summary>
internal static class FaultsBench
{
    private const int Crowds = 15;

    public static async Task<int> Run(int kills, double perSecond, (int Min, int Max) pause)
    {
        var runs = new List<FaultRuns.Outcome> { await Say(FaultRuns.KillNodeOnSqlite(kills, perSecond, pause)) };
        var missed = 0;
        missed += Caught(Sabotage.AckBeforeCommit, (await FaultRuns.KillNodeOnSqlite(1, perSecond, (1500, 2500), Sabotage.AckBeforeCommit)).Findings);
        // Retries alone bring this one to light.
        missed += Caught(Sabotage.NoUniqueIndex, (await FaultRuns.KillNodeOnSqlite(0, perSecond, (0, 0), Sabotage.NoUniqueIndex)).Findings);
        if (Postgres.Bin is not null)
        {
            await using var postgres = await Postgres.Start();
            runs.Add(await Say(FaultRuns.KillOneOfTwoNodes(postgres, kills, perSecond, pause)));
            runs.Add(await Say(FaultRuns.KillPostgres(postgres, kills, perSecond, pause)));
            var crowd = await CrowdRun.Run(postgres, Crowds, null);
            Figures.Say($"{Crowds} crowds at two nodes: {crowd.Acknowledged} inflows, {crowd.OverCapacity} times over capacity");
            missed += crowd.AreClean ? 0 : 1;
            missed += Caught(Sabotage.CapacityOutside, await CrowdRun.Run(postgres, Crowds, Sabotage.CapacityOutside));
        }
        else
        {
            Figures.Say($"no PostgreSQL here: its kills and the defect {Sabotage.CapacityOutside} are left out");
        }
        Figures.Say($"acknowledged in all: {runs.Sum(r => r.Findings.Acknowledged)}; clean: {runs.Count(r => r.Findings.AreClean)} of {runs.Count}; missed: {missed}");
        return runs.TrueForAll(r => r.Findings.AreClean) && missed == 0 ? 0 : 1;
    }

    private static int Caught(string defect, Findings findings)
    {
        Figures.Say($"seeded defect {defect}: {(findings.AreClean ? "NOT caught" : "caught")} ({findings}, {findings.OverCapacity} times over capacity)");
        return findings.AreClean ? 1 : 0;
    }

    private static async Task<FaultRuns.Outcome> Say(Task<FaultRuns.Outcome> run)
    {
        var clock = Stopwatch.StartNew();
        var outcome = await run;
        Figures.Say($"{outcome.Name}, {outcome.Faults} times: {outcome.Findings}; recovery {Figures.Median(outcome.Recoveries):0.0} s (median), {outcome.Recoveries.Max():0.0} s (slowest); {clock.Elapsed.TotalSeconds:0} s in all");
        return outcome;
    }
}
