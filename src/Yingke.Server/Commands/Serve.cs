using Microsoft.AspNetCore.Connections;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Commands;

/// <summary>Migrates, listens, and drains when told to stop.</summary>
internal static class Serve
{
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var app = Host.Build(args);
        try
        {
            using var folder = await Prepare(app, cancel);
            await app.RunAsync(cancel);
            return 0;
        }
        catch (Exception refused) when (refused is FolderLock.Taken or Migrate.Newer or Durability.NotKept or IOException { InnerException: AddressInUseException })
        {
            await Console.Error.WriteLineAsync($"未启动 (not started): {refused.Message}");
            return 1;
        }
    }

    /// <summary>What comes before listening: the folder is ours, the schema is this program's. Disposing gives the folder back.</summary>
    public static async Task<IDisposable?> Prepare(WebApplication app, CancellationToken cancel)
    {
        var storage = app.Services.GetRequiredService<StorageOptions>();
        var folder = storage.IsPostgres ? null : FolderLock.Take(storage.Folder);
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            await Migrate.Run(scope.ServiceProvider.GetRequiredService<Db>(), cancel);
            await Durability.Check(app.Services.GetRequiredService<Dialect>(), storage, cancel);
            return folder;
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }
}
