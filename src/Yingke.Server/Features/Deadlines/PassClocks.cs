using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Deadlines;

/// <summary>What the facts <c>clock.near</c> and <c>clock.passed</c> carry besides the subject.</summary>
internal sealed record ClockFact(Guid ClockId, string Kind, DateTimeOffset DueAt);

/// <summary>
/// Lets clocks pass, each exactly once: the mark and the fact are one transaction under the row's lock, and a marked row is never looked at
/// again, whatever clocks, restarts and nodes do (spec: guarantees.md). A warning that is found together with its end is not given: it would
/// come too late.
/// </summary>
internal sealed class PassClocks(Db db, Pump pump, TimeProvider time)
{
    public const string Near = "clock.near";
    public const string Passed = "clock.passed";

    private const int AtOnce = 500;
    private const string DueSql = "SELECT * FROM clocks WHERE next_at <= {0} ORDER BY next_at LIMIT {1}";

    public async Task Run(CancellationToken cancel)
    {
        var any = false;
        while (await Turn(cancel) is var handled && handled > 0)
        {
            any = true;
            // What was passed is handled while the next ones are marked.
            pump.Wake();
            db.ChangeTracker.Clear();
            if (handled < AtOnce)
                break;
        }
        if (any)
            pump.Wake();
    }

    private Task<int> Turn(CancellationToken cancel) => db.InTransaction(async () =>
    {
        var now = time.Now();
        var sql = db.Dialect.IsPostgres ? DueSql + " FOR UPDATE SKIP LOCKED" : DueSql;
        var due = await db.Set<DueClock>().FromSqlRaw(sql, now.Stored(), AtOnce).AsTracking().ToListAsync(cancel);
        foreach (var clock in due)
        {
            if (clock.DueAt <= now)
                (clock.PassedAt, clock.NextAt) = (now, null);
            else
                (clock.NearPassedAt, clock.NextAt) = (now, clock.DueAt);
            db.Record(new Fact
            {
                ShopId = clock.ShopId, Type = clock.PassedAt is null ? Near : Passed, At = now, SubjectId = clock.SubjectId,
                Details = JsonSerializer.Serialize(new ClockFact(clock.Id, clock.Kind, clock.DueAt), Stored.Json),
            });
        }
        return due.Count;
    }, cancel);
}
