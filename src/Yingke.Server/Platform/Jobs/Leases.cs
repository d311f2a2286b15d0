using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Platform.Jobs;

/// <summary>Who does a periodic job just now. The number grows with every change of holder: late work of a former one is told by it.</summary>
internal sealed class JobLease
{
    public required string Name { get; init; }
    public required string Holder { get; set; }
    public long Number { get; set; }
    public DateTimeOffset Until { get; set; }
}

internal sealed class JobLeaseTables : IEntityTypeConfiguration<JobLease>
{
    public void Configure(EntityTypeBuilder<JobLease> leases)
    {
        leases.ToTable("job_leases");
        leases.HasKey(l => l.Name);
    }
}

/// <summary>
/// What the job that runs in this scope holds. A node that was stopped for a while does not know that another took its place: its number
/// tells the database, within the very transaction that writes.
/// </summary>
internal sealed class HeldLease
{
    private string? name;
    private long number;

    public void Is(JobLease lease) => (name, number) = (lease.Name, lease.Number);

    /// <summary>Within the open transaction of <paramref name="db"/>: nobody takes the lease over until it ends, or it writes nothing.</summary>
    /// <exception cref="RuleViolation"><c>lease_lost</c>.</exception>
    public async Task Confirm(Db db, CancellationToken cancel)
    {
        if (name is null)
            return;
        var held = await db.Database.SqlQuery<long>($"SELECT number AS \"Value\" FROM job_leases WHERE name = {name} FOR SHARE").ToListAsync(cancel);
        if (held is not [var current] || current != number)
            throw new RuleViolation("lease_lost");
    }
}

internal static class Leases
{
    /// <summary>How long a lease lasts without being renewed: another node takes over after it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    /// <summary>Takes or renews the lease <paramref name="name"/>; false while another node holds it.</summary>
    /// <param name="db">The scope's.</param>
    /// <param name="name">Of the job.</param>
    /// <param name="holder">The node.</param>
    /// <param name="now">The instant.</param>
    /// <param name="held">Learns the lease, for <see cref="HeldLease.Confirm"/>.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<bool> Take(Db db, string name, string holder, DateTimeOffset now, HeldLease? held, CancellationToken cancel)
    {
        if (!db.Dialect.IsPostgres)
            return true; // one process
        var until = (now + Length).Stored();
        var taken = await db.Database.SqlQuery<long>($"""
            INSERT INTO job_leases (name, holder, number, until) VALUES ({name}, {holder}, 1, {until})
            ON CONFLICT (name) DO UPDATE SET
                number = CASE WHEN job_leases.holder = excluded.holder THEN job_leases.number ELSE job_leases.number + 1 END,
                holder = excluded.holder, until = excluded.until
            WHERE job_leases.holder = excluded.holder OR job_leases.until < {now.Stored()}
            RETURNING number AS "Value"
            """).ToListAsync(cancel);
        if (taken is not [var number])
            return false;
        held?.Is(new JobLease { Name = name, Holder = holder, Number = number });
        return true;
    }

    /// <summary>Gives up all leases of <paramref name="holder"/>, who ends: others need not wait for them to run out. Their numbers stay.</summary>
    public static Task GiveUp(Db db, string holder, CancellationToken cancel) =>
        db.Dialect.IsPostgres ? db.Database.ExecuteSqlAsync($"UPDATE job_leases SET until = 0 WHERE holder = {holder}", cancel) : Task.CompletedTask;
}
