using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Hotline;

/// <summary>
/// Calls from an exchange's records, looked at first, then taken in: bad rows are listed, the others taken, and the same file again changes
/// nothing. Small enough to wait for: a day of a busy hotline is a few thousand rows.
/// </summary>
internal sealed class ImportCalls(Db db, TakeCalls take, StorageOptions storage)
{
    public const int MostRows = 100_000;

    private const long MostBytes = 20L << 20;
    private const int Listed = 100;
    private const int Batch = 50;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    /// <param name="Strangers">Extensions that no sub-account has: their calls are nobody's.</param>
    public sealed record CdrLook(
        CdrFormat Format, long Rows, int Calls, int Answered, int Missed, DateTimeOffset? First, DateTimeOffset? Last, IReadOnlyList<string> Strangers, int BadCount, IReadOnlyList<BadCdrRow> Bad);

    public sealed record CdrImported(CdrLook File, int Imported, int Unchanged);

    public Task<CdrLook> Look(HttpContext http, CancellationToken cancel) => With(http, (file, _) => Describe(file, http.Agent()!.ShopId, cancel), cancel);

    public Task<CdrImported> Import(HttpContext http, CancellationToken cancel) => With(http, async (file, name) =>
    {
        var (shopId, imported, unchanged) = (http.Agent()!.ShopId, 0, 0);
        foreach (var batch in file.Calls.Chunk(Batch))
        {
            var taken = await take.Handle(shopId, CallSource.Cdr, [.. batch.Select(c => new Reported(c.Id, c.Events))], cancel);
            (imported, unchanged) = (imported + taken.Changed, unchanged + taken.Known);
        }
        Audit.Add(db, http, "calls.imported", name, null, new { Calls = imported });
        await db.SaveChangesAsync(cancel);
        return new CdrImported(await Describe(file, shopId, cancel), imported, unchanged);
    }, cancel);

    private async Task<T> With<T>(HttpContext http, Func<CdrFile, string, Task<T>> work, CancellationToken cancel)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(storage.Folder, "imports")).FullName, $"calls-{Guid.NewGuid():N}");
        try
        {
            using var upload = new Upload(http.Request, Idle, cancel);
            var name = await upload.Save(path, MostBytes) is { Length: > 0 } given ? given : "cdr.csv";
            var shopId = http.Agent()!.ShopId;
            var zone = (await db.Set<Shop>().SingleAsync(s => s.Id == shopId, cancel)).Zone;
            await using var stored = File.OpenRead(path);
            var file = CdrFile.Read(TableRows.Read(stored), zone, MostRows);
            if (file.Format is null)
                throw Refusal.Invalid("file", "not_a_cdr");
            if (file.Rows > MostRows)
                throw new Refusal(StatusCodes.Status413PayloadTooLarge, "too_many_rows", "file");
            return await work(file, name);
        }
        catch (BadTable bad)
        {
            throw Refusal.Invalid("file", bad.Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<CdrLook> Describe(CdrFile file, Guid shopId, CancellationToken cancel)
    {
        var (answered, first, last, extensions) = (0, (DateTimeOffset?)null, (DateTimeOffset?)null, new HashSet<string>());
        foreach (var call in file.Calls)
        {
            answered += call.Events.Any(e => e.Kind == CallEventKind.Answered) ? 1 : 0;
            var at = call.Events.Min(e => e.At);
            (first, last) = (first < at ? first : at, last > at ? last : at);
            extensions.UnionWith(call.Events.Select(e => e.Extension).OfType<string>());
        }
        var known = await db.Set<Agent>().Where(a => a.ShopId == shopId && a.Extension != null).Select(a => a.Extension!).ToListAsync(cancel);
        return new(file.Format!.Value, file.Rows, file.Count, answered, file.Count - answered, first, last, [.. extensions.Except(known).Order(StringComparer.Ordinal).Take(20)], file.Bad.Count, [.. file.Bad.Take(Listed)]);
    }
}
