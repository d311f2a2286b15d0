using Yingke.Bench.Rig;

namespace Yingke.Bench.Faults;

/// <summary>The long run of faults: twenty kills of each kind at about a third of what the machine carries, then the seeded defects that must be caught.</summary>
internal static class FaultsBench
{
    public static async Task<int> Run(int kills, double perSecond)
    {
        var runs = new List<FaultRuns.Outcome> { await Say(FaultRuns.KillNodeOnSqlite(kills, perSecond)) };
        if (Postgres.Bin is not null)
        {
            await using var postgres = await Postgres.Start();
            runs.Add(await Say(FaultRuns.KillOneOfTwoNodes(postgres, kills, perSecond)));
            runs.Add(await Say(FaultRuns.KillPostgres(postgres, kills, perSecond)));
        }
        var missed = 0;
        foreach (var defect in new[] { Sabotage.AckBeforeCommit, Sabotage.NoUniqueIndex })
        {
            var caught = await FaultRuns.KillNodeOnSqlite(3, perSecond, defect);
            missed += caught.Findings.AreClean ? 1 : 0;
            Figures.Say($"seeded defect {defect}: {(caught.Findings.AreClean ? "NOT caught" : "caught")} ({caught.Findings})");
        }
        Figures.Say($"acknowledged in all: {runs.Sum(r => r.Findings.Acknowledged)}; clean: {runs.Count(r => r.Findings.AreClean)} of {runs.Count}; defects missed: {missed}");
        return runs.TrueForAll(r => r.Findings.AreClean) && missed == 0 ? 0 : 1;
    }

    private static async Task<FaultRuns.Outcome> Say(Task<FaultRuns.Outcome> run)
    {
        var outcome = await run;
        Figures.Say($"{outcome.Name}, {outcome.Faults} times: {outcome.Findings}; slowest recovery {outcome.SlowestRecoverySeconds:0.0} s");
        return outcome;
    }
}
