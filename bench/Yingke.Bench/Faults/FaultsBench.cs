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
        await using var postgres = Postgres.Bin is null ? null : await Postgres.Start();
        if (postgres is not null)
        {
            runs.Add(await Say(FaultRuns.KillOneOfTwoNodes(postgres, kills, perSecond, pause)));
            runs.Add(await Say(FaultRuns.KillPostgres(postgres, kills, perSecond, pause)));
        }
        else
        {
            Figures.Say($"no PostgreSQL here: its kills are left out");
        }
        var missed = await Defects(postgres, perSecond);
        Figures.Say($"acknowledged in all: {runs.Sum(r => r.Findings.Acknowledged)}; clean: {runs.Count(r => r.Findings.AreClean)} of {runs.Count}; missed: {missed}");
        return runs.TrueForAll(r => r.Findings.AreClean) && missed == 0 ? 0 : 1;
    }

    /// <summary>The seeded defects alone.</summary>
    public static async Task<int> Defects()
    {
        await using var postgres = Postgres.Bin is null ? null : await Postgres.Start();
        return await Defects(postgres, 200) == 0 ? 0 : 1;
    }

    /// <summary>How many of them were missed; a crowd without a defect that was found over capacity counts too.</summary>
    private static async Task<int> Defects(Postgres? postgres, double perSecond)
    {
        var missed = Caught(Sabotage.AckBeforeCommit, (await FaultRuns.KillNodeOnSqlite(1, perSecond, (1500, 2500), Sabotage.AckBeforeCommit)).Findings);
        // Retries alone bring this one to light.
        missed += Caught(Sabotage.NoUniqueIndex, (await FaultRuns.KillNodeOnSqlite(0, perSecond, (0, 0), Sabotage.NoUniqueIndex)).Findings);
        if (postgres is null)
        {
            Figures.Say($"no PostgreSQL here: the defect {Sabotage.CapacityOutside} is left out");
            return missed;
        }
        var crowd = await CrowdRun.Run(postgres, Crowds, null);
        Figures.Say($"{Crowds} crowds at two nodes: {crowd.Acknowledged} inflows, {crowd.OverCapacity} times over capacity");
        return missed + (crowd.AreClean ? 0 : 1) + Caught(Sabotage.CapacityOutside, await CrowdRun.Run(postgres, Crowds, Sabotage.CapacityOutside));
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
