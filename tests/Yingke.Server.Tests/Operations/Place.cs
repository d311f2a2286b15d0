using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Commands;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Archive;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Operations;

/// <summary>A database and a folder with the program beside it that does not listen, as the commands have it.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication app;

    private Place(TestDatabase database) =>
        (this.database, app) = (database, Server.Commands.Host.Build(["--Logging:LogLevel:Default=Error", .. database.Arguments]));

    public StorageOptions Storage => app.Services.GetRequiredService<StorageOptions>();

    /// <summary>On a database without tables.</summary>
    public static async Task<Place> Empty()
    {
        var database = TestDatabase.Empty();
        await database.Create();
        return new(database);
    }

    public async Task<T> Do<T>(Func<IServiceProvider, Db, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<Db>());
    }

    public Task Restore(string path) => Do(async (services, db) =>
    {
        using var archive = await OpenArchive.Verify(path, CancellationToken.None);
        await new EmptyPlace(db, Storage).Fill(() => services.GetRequiredService<Restore>().Run(archive, CancellationToken.None), CancellationToken.None);
        return true;
    });

    public Task<CheckData.Outcome> Check() => Do((services, _) => services.GetRequiredService<CheckData>().Run(CancellationToken.None));

    /// <summary>Rows and checksum of every table.</summary>
    public Task<Dictionary<string, (long, string)>> Sums() => Do((_, db) => Sums(db));

    public static async Task<Dictionary<string, (long, string)>> Sums(Db db)
    {
        await using var snapshot = await db.Dialect.BeginSnapshot(db, CancellationToken.None);
        var transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!);
        var sums = new Dictionary<string, (long, string)>();
        foreach (var table in StoredTable.All(db))
        {
            var sum = new RowSum();
            await foreach (var row in table.Read(transaction.Connection!, transaction, CancellationToken.None))
                sum.Add(table, row);
            sums[table.Name] = (sum.Count, sum.Checksum);
        }
        return sums;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }
}
