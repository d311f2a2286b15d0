using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Operations;

/// <summary>A database that may lose what it confirms is not accepted unless the operator says so (reliability I33).</summary>
public sealed class DurabilityTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_setting_that_breaks_the_promise_is_found_at_the_start_and_named()
    {
        var dialect = server.Host.Services.GetRequiredService<Dialect>();
        if (TestDatabase.IsPostgres)
        {
            var name = server.Host.Database.Name!;
            await server.Host.Look(db => Execute(db, $"ALTER DATABASE {name} SET synchronous_commit = off"));
            Npgsql.NpgsqlConnection.ClearAllPools();
            await using var fresh = new PostgresDialect(new StorageOptions { Database = "postgres", ConnectionString = server.Host.Database.ConnectionString });
            // Where fsync is off, that is named first.
            (await Should.ThrowAsync<Durability.NotKept>(() => Durability.Check(fresh, new StorageOptions(), CancellationToken.None))).Message.ShouldMatch("(fsync|synchronous_commit) is off");
            await Durability.Check(fresh, new StorageOptions { MayLoseLastSeconds = true }, CancellationToken.None);
            await server.Host.Look(db => Execute(db, $"ALTER DATABASE {name} RESET synchronous_commit"));
            return;
        }
        // As the program opens it, it keeps what it confirms …
        await Durability.Check(dialect, new StorageOptions(), CancellationToken.None);
        // … and a file that somebody took the write-ahead log from does not.
        await using var other = TestDatabase.Empty();
        using var plain = new SqliteDialect(new StorageOptions { Folder = other.Folder });
        (await Should.ThrowAsync<Durability.NotKept>(() => Durability.Check(plain, new StorageOptions(), CancellationToken.None))).Message.ShouldContain("journal_mode is delete");
    }

    private static async Task<int> Execute(Db db, string sql) => await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, sql);
}
