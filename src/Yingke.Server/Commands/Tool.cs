using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Commands;

/// <summary>What commands besides <c>serve</c> share: the program without its listeners and jobs, on a database that it brings to this version unless told not to.</summary>
internal static class Tool
{
    public static Task<int> Run(Func<IServiceProvider, Db, Task<int>> work, CancellationToken cancel) => RunOn(migrate: true, work, cancel);

    public static async Task<int> RunOn(bool migrate, Func<IServiceProvider, Db, Task<int>> work, CancellationToken cancel)
    {
        await using var app = Host.Build(["--Logging:LogLevel:Default=Warning"]);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        try
        {
            if (migrate)
                await Migrate.Run(db, cancel);
            return await work(scope.ServiceProvider, db);
        }
        catch (Exception refused) when (refused is Refused or FolderLock.Taken or Migrate.Newer)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>Ends a command with a sentence for the person who typed it.</summary>
    internal sealed class Refused(string message) : Exception(message);

    public static async Task<Shop> Shop(Db db, string code, CancellationToken cancel) =>
        await db.Set<Shop>().AsNoTracking().SingleOrDefaultAsync(s => s.Code == code, cancel)
        ?? throw new Refused($"没有店铺 {code} (no such shop). 现有 (there are): {string.Join(", ", await db.Set<Shop>().AsNoTracking().Select(s => s.Code).Take(50).ToListAsync(cancel))}");
}
