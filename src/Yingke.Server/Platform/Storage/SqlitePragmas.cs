using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yingke.Server.Platform.Storage;

/// <summary>
/// Every connection commits with full sync: an acknowledged word is on the disk. The log is checkpointed seldom, which a third of the
/// writer's time went into with the default of 1,000 pages.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=16000; PRAGMA temp_store=MEMORY;";

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }
}
