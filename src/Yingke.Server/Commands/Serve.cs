using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Commands;

/// <summary>Migrates, listens, and drains when told to stop.</summary>
internal static class Serve
{
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var app = Host.Build(args);
        var storage = app.Services.GetRequiredService<StorageOptions>();
        using var folder = storage.IsPostgres ? null : FolderLock.Take(storage.Folder);
        await using (var scope = app.Services.CreateAsyncScope())
            await Migrate.Run(scope.ServiceProvider.GetRequiredService<Db>(), cancel);
        await app.RunAsync(cancel);
        return 0;
    }
}
