using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Tests.Deadlines;

/// <summary>spec: guarantees.md, a deadline passes exactly once; reliability I37, FL18.</summary>
public sealed class ClockTests(Nodes nodes) : IClassFixture<Nodes>
{
    private readonly Guid shop = Guid.CreateVersion7();

    [Fact]
    public async Task It_warns_once_and_passes_once()
    {
        var subject = await Start(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(45));
        await Look(TimeSpan.FromMinutes(45) - TimeSpan.FromMilliseconds(1), 0, 0);
        await Look(TimeSpan.FromMilliseconds(1), 1, 0);
        await Look(TimeSpan.FromMinutes(10), 1, 0);
        await Look(TimeSpan.FromMinutes(5), 1, 1);
        await Look(TimeSpan.FromDays(3), 1, 1);
        var clock = await Only(subject);
        (clock.PassedAt, clock.EndedAt).ShouldBe((clock.DueAt, null), "it is overdue until somebody does it");
        await Move(db => db.MeetClock(shop, "test", subject, nodes.Clock.Now, CancellationToken.None));
        (await Only(subject)).End.ShouldBe(ClockEnd.Met);
    }

    [Fact]
    public async Task Met_or_dropped_in_time_it_never_passes()
    {
        var (met, dropped) = (await Start(TimeSpan.FromHours(1)), await Start(TimeSpan.FromHours(1)));
        await Move(async db =>
        {
            (await db.MeetClock(shop, "test", met, nodes.Clock.Now, CancellationToken.None)).ShouldBeTrue();
            (await db.MeetClock(shop, "test", met, nodes.Clock.Now, CancellationToken.None)).ShouldBeFalse();
            await db.DropClocks(shop, dropped, nodes.Clock.Now, CancellationToken.None);
        });
        await Look(TimeSpan.FromHours(2), 0, 0);
    }

    [Fact]
    public async Task A_new_date_takes_the_place_of_the_old_one()
    {
        var subject = await Start(TimeSpan.FromHours(1));
        await Look(TimeSpan.FromHours(1), 0, 1);
        await Move(db => db.StartClock(shop, "test", subject, "新的时间", nodes.Clock.Now, nodes.Clock.Now.AddHours(1), CancellationToken.None));
        await Look(TimeSpan.FromMinutes(59), 0, 1);
        await Look(TimeSpan.FromMinutes(1), 0, 2);
        (await nodes.A.Look(db => db.Set<DueClock>().CountAsync(c => c.ShopId == shop && c.EndedAt == null))).ShouldBe(1);
    }

    [Fact]
    public async Task Jumps_of_the_clock_and_restarts_change_nothing()
    {
        for (var i = 1; i <= 20; i++)
            await Start(TimeSpan.FromMinutes(i * 10), TimeSpan.FromMinutes((i * 10) - 5));
        var start = nodes.Clock.Now;
        foreach (var minutes in (int[])[52, -60, 61, -1440, 10, 200, -600, 95, 1440, 0, 3])
        {
            nodes.Clock.Set(start.AddMinutes(minutes));
            await nodes.A.RunJob("clocks");
            if (minutes is 200 or 95)
                await nodes.Restart();
            await nodes.A.RunJob("clocks");
        }
        var facts = await Facts();
        facts.Count(f => f.Type == PassClocks.Passed).ShouldBe(20);
        facts.GroupBy(f => (f.SubjectId, f.Type)).ShouldAllBe(g => g.Count() == 1);
    }

    [Fact]
    public async Task A_warning_that_would_come_with_the_end_is_not_given()
    {
        await Start(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(45));
        await Look(TimeSpan.FromHours(5), 0, 1);
    }

    [Fact]
    public async Task Ten_thousand_that_are_due_in_the_same_minute_are_handled_within_it()
    {
        const int Many = 10_000;
        var now = nodes.Clock.Now;
        await Move(db =>
        {
            for (var i = 0; i < Many; i++)
                db.Add(RunningClocks.Clock(shop, "test", Guid.CreateVersion7(), "一个钟", now, now.AddMinutes(30).AddMilliseconds(i * 6), null, null));
            return Task.CompletedTask;
        });
        nodes.Clock.Set(now.AddMinutes(31));
        var watch = Stopwatch.StartNew();
        await nodes.A.RunJob("clocks");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        var facts = await Facts();
        (facts.Count, facts.Select(f => f.SubjectId).Distinct().Count()).ShouldBe((Many, Many));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Many} clocks in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task One_cause_has_one_row_in_the_ledger()
    {
        var subject = Guid.CreateVersion7();
        LedgerRow Row() => new() { ShopId = shop, Cause = "test", SubjectId = subject, Fen = -5000, At = nodes.Clock.Now, Details = "没有回访" };
        (await Move(db => db.Enter(Row(), CancellationToken.None))).ShouldBeTrue();
        (await Move(db => db.Enter(Row(), CancellationToken.None))).ShouldBeFalse();
        await Should.ThrowAsync<DbUpdateException>(() => Move(db =>
        {
            db.Add(Row());
            return Task.FromResult(true);
        }));
    }

    /// <summary>After a while and one turn of the job: so many warnings, so many passed.</summary>
    private async Task Look(TimeSpan after, int near, int passed)
    {
        nodes.Clock.Advance(after);
        await nodes.A.RunJob("clocks");
        var facts = await Facts();
        (facts.Count(f => f.Type == PassClocks.Near), facts.Count(f => f.Type == PassClocks.Passed)).ShouldBe((near, passed));
        facts.ShouldAllBe(f => JsonSerializer.Deserialize<ClockFact>(f.Details!, Stored.Json)!.Kind == "test");
    }

    private async Task<Guid> Start(TimeSpan due, TimeSpan? near = null)
    {
        var (subject, now) = (Guid.CreateVersion7(), nodes.Clock.Now);
        await Move(db => db.StartClock(shop, "test", subject, "一个钟", now, now + due, CancellationToken.None, now + near));
        return subject;
    }

    private Task<bool> Move(Func<Db, Task> work) => Move(async db =>
    {
        await work(db);
        return true;
    });

    private Task<T> Move<T>(Func<Db, Task<T>> work) => nodes.A.Look(db => db.InTransaction(() => work(db), CancellationToken.None));

    private Task<DueClock> Only(Guid subject) => nodes.A.Look(db => db.Set<DueClock>().SingleAsync(c => c.ShopId == shop && c.SubjectId == subject));

    private Task<List<Fact>> Facts() => nodes.Heard(shop);
}
