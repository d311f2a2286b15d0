using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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

internal static class Leases
{
    /// <summary>How long a lease lasts without being renewed: another node takes over after it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    /// <summary>Takes or renews the lease <paramref name="name"/>; false while another node holds it.</summary>
    public static async Task<bool> Take(Db db, string name, string holder, DateTimeOffset now, CancellationToken cancel)
    {
        if (!db.Dialect.IsPostgres)
            return true; // one process
        var until = (now + Length).Stored();
        var taken = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO job_leases (name, holder, number, until) VALUES ({name}, {holder}, 1, {until})
            ON CONFLICT (name) DO UPDATE SET
                number = CASE WHEN job_leases.holder = excluded.holder THEN job_leases.number ELSE job_leases.number + 1 END,
                holder = excluded.holder, until = excluded.until
            WHERE job_leases.holder = excluded.holder OR job_leases.until < {now.Stored()}
            """, cancel);
        return taken == 1;
    }

    /// <summary>Gives up all leases of <paramref name="holder"/>, who ends: others need not wait for them to run out. Their numbers stay.</summary>
    public static Task GiveUp(Db db, string holder, CancellationToken cancel) =>
        db.Dialect.IsPostgres ? db.Database.ExecuteSqlAsync($"UPDATE job_leases SET until = 0 WHERE holder = {holder}", cancel) : Task.CompletedTask;
}
