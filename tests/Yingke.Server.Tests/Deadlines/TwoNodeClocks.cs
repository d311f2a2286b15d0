using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Deadlines;

/// <summary>Both nodes at once, lease or no lease: a node that slept past its lease does no harm (reliability I37, FL4).</summary>
public sealed class TwoNodeClocks(Nodes nodes) : IClassFixture<Nodes>
{
    [Fact]
    public async Task Two_nodes_that_pass_clocks_at_once_pass_each_once()
    {
        TwoNodes.Need();
        const int Many = 3000;
        var (shop, now) = (Guid.CreateVersion7(), nodes.Clock.Now);
        await nodes.A.Look(db =>
        {
            for (var i = 0; i < Many; i++)
                db.Add(RunningClocks.Clock(shop, "test", Guid.CreateVersion7(), "一个钟", now, now.AddMinutes(10), now.AddMinutes(5), null));
            return db.SaveChangesAsync();
        });
        foreach (var minutes in (int[])[5, 10])
        {
            nodes.Clock.Set(now.AddMinutes(minutes));
            // Not through the list of jobs, whose lease would let only one of them in.
            await Task.WhenAll(new[] { nodes.A, nodes.B, nodes.A, nodes.B }.Select(node => node.Do<PassClocks, bool>(async clocks =>
            {
                await clocks.Run(CancellationToken.None);
                return true;
            })));
        }
        await nodes.A.RunJob("clocks");
        await nodes.B.RunJob("clocks");
        var facts = await nodes.Heard(shop);
        facts.Count.ShouldBe(2 * Many);
        facts.Select(f => (f.SubjectId, f.Type)).Distinct().Count().ShouldBe(2 * Many);
    }

    [Fact]
    public async Task Of_a_clock_that_is_met_while_it_passes_one_of_both_is_true()
    {
        TwoNodes.Need();
        var (shop, now) = (Guid.CreateVersion7(), nodes.Clock.Now);
        var subjects = Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7()).ToList();
        await nodes.A.Look(db =>
        {
            foreach (var subject in subjects)
                db.Add(RunningClocks.Clock(shop, "test", subject, "一个钟", now, now.AddMinutes(10), null, null));
            return db.SaveChangesAsync();
        });
        nodes.Clock.Set(now.AddMinutes(10));
        await Task.WhenAll(
            nodes.A.Do<PassClocks, bool>(async clocks =>
            {
                await clocks.Run(CancellationToken.None);
                return true;
            }),
            Task.WhenAll(subjects.Select(subject => nodes.B.Look(db => db.InTransaction(() => db.MeetClock(shop, "test", subject, nodes.Clock.Now, CancellationToken.None), CancellationToken.None)))));
        await nodes.B.RunJob("clocks");
        await nodes.A.RunJob("clocks");
        var passed = (await nodes.Heard(shop)).ConvertAll(f => f.SubjectId);
        var clocks = await nodes.A.Look(db => db.Set<DueClock>().Where(c => c.ShopId == shop).ToListAsync());
        clocks.ShouldAllBe(c => c.EndedAt != null && c.NextAt == null);
        passed.Count.ShouldBe(passed.Distinct().Count());
        passed.ShouldBe(clocks.Where(c => c.PassedAt != null).Select(c => c.SubjectId), ignoreOrder: true);
    }
}
