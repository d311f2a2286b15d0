using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Knowledge;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Knowledge.Files;

/// <summary>
/// 导入: every row is an entry by its question: a new one, a change of one that is there, or nothing new. All of it goes to review; nothing that came
/// in a file is in use before somebody looked at it. The same file twice changes nothing the second time.
/// </summary>
internal sealed class ImportKnowledge(Db db, EditKnowledge edit, StorageOptions storage, TimeProvider time)
{
    private const long MostBytes = 16L << 20;
    private const int AtOnce = 500;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    /// <param name="Rows">Rows below the head.</param>
    /// <param name="Same">There already, word by word.</param>
    /// <param name="Trial">Nothing was changed.</param>
    public sealed record KnowledgeImport(string FileName, int Rows, int Added, int Changed, int Same, int BadCount, IReadOnlyList<BadEntry> Bad, bool Trial);

    public async Task<KnowledgeImport> Handle(HttpContext http, bool trial, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var folder = Directory.CreateDirectory(Path.Combine(storage.Folder, "imports"));
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.file");
        try
        {
            using var upload = new Upload(http.Request, Idle, cancel);
            var name = await upload.Save(path, MostBytes) is { Length: > 0 } given ? given : "knowledge.csv";
            var reader = new ReadKnowledge(await Categories(shopId, cancel));
            var contents = Read(reader, path);
            var known = await Known(shopId, cancel);
            var added = contents.FindAll(c => !known.ContainsKey(PhraseBook.Plain(c.Question)));
            var changed = contents.FindAll(c => known.TryGetValue(PhraseBook.Plain(c.Question), out var there) && !there.Content.Says(c));
            if (known.Count + added.Count > EditKnowledge.MostEntries)
                throw Refusal.Conflict("too_many_entries");
            if (!trial)
                await Take(http, name, added, [.. changed.Select(c => (known[PhraseBook.Plain(c.Question)].Id, c))], cancel);
            return new(name, reader.Rows, added.Count, changed.Count, contents.Count - added.Count - changed.Count, reader.BadCount, reader.Bad, trial);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Some at a time, so that nobody's writing waits long; what was taken in when it breaks off is known the next time.</summary>
    private async Task Take(HttpContext http, string name, List<KnowledgeContent> added, List<(Guid Id, KnowledgeContent Content)> changed, CancellationToken cancel)
    {
        var (shopId, by) = (http.Agent()!.ShopId, EditKnowledge.By(http));
        foreach (var some in added.Chunk(AtOnce))
        {
            await db.InTransaction(() =>
            {
                foreach (var content in some)
                {
                    var entry = KnowledgeEntry.Begin(shopId, content, by, time.Now());
                    entry.Submit(entry.Version, time.Now());
                    db.Add(entry);
                    edit.Keep(entry);
                }
                return Task.CompletedTask;
            }, cancel);
            db.ChangeTracker.Clear();
        }
        foreach (var some in changed.Chunk(AtOnce))
        {
            await db.InTransaction(async () =>
            {
                var ids = some.Select(s => s.Id).ToList();
                var rows = await db.Set<KnowledgeEntry>().AsTracking().Where(e => e.ShopId == shopId && ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancel);
                foreach (var (id, content) in some.Where(s => rows.ContainsKey(s.Id)))
                {
                    rows[id].Write(rows[id].Version, content, by, time.Now());
                    rows[id].Submit(rows[id].Version, time.Now());
                    edit.Keep(rows[id]);
                }
            }, cancel);
            db.ChangeTracker.Clear();
        }
        Audit.Add(db, http, "knowledge.imported", name, null, new { Added = added.Count, Changed = changed.Count });
        await db.SaveChangesAsync(cancel);
    }

    private static List<KnowledgeContent> Read(ReadKnowledge reader, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return reader.Read(file);
        }
        catch (BadTable bad)
        {
            throw new Refusal(StatusCodes.Status422UnprocessableEntity, bad.Code, "file");
        }
    }

    private async Task<Dictionary<string, (Guid Id, KnowledgeContent Content)>> Known(Guid shopId, CancellationToken cancel)
    {
        var known = new Dictionary<string, (Guid, KnowledgeContent)>(StringComparer.Ordinal);
        await foreach (var entry in db.Set<KnowledgeEntry>().Where(e => e.ShopId == shopId).OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancel))
            known.TryAdd(PhraseBook.Plain(entry.Content.Question), (entry.Id, entry.Content));
        return known;
    }

    private async Task<Func<string, Guid?>> Categories(Guid shopId, CancellationToken cancel)
    {
        var paths = await CategoryPaths.Of(db, shopId, cancel);
        var byPath = paths.Where(p => !p.Value.Archived).GroupBy(p => p.Value.Path).ToDictionary(g => g.Key, g => g.First().Key);
        var byName = paths.Where(p => !p.Value.Archived).GroupBy(p => p.Value.Path.Split('/')[^1]).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single().Key);
        return text => string.Join('/', text.Split(['/', '／', '>'], StringSplitOptions.TrimEntries)) is var path && byPath.TryGetValue(path, out var id) ? id : byName.TryGetValue(path, out id) ? id : null;
    }
}

/// <summary>Categories as people write them: 售后/退货.</summary>
internal static class CategoryPaths
{
    public static async Task<Dictionary<Guid, (string Path, bool Archived)>> Of(Db db, Guid shopId, CancellationToken cancel)
    {
        var all = await db.Set<Category>().Where(c => c.ShopId == shopId).ToDictionaryAsync(c => c.Id, cancel);
        string Path(Category c) => c.ParentId is { } parent && all.TryGetValue(parent, out var above) ? $"{Path(above)}/{c.Name}" : c.Name;
        return all.ToDictionary(c => c.Key, c => (Path(c.Value), c.Value.ArchivedAt is not null));
    }
}
