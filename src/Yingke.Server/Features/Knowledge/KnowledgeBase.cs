using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Knowledge;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Knowledge;

/// <summary>A published entry as it is answered with.</summary>
/// <param name="Plain">Question, phrasings and answer as texts are compared.</param>
internal sealed record ServedEntry(Guid Id, int Revision, KnowledgeContent Content, string Plain);

/// <summary>
/// The door to what a shop has published: indexed once for each version, of which only what changed since the one before is read.
/// </summary>
internal sealed class KnowledgeBase(IServiceScopeFactory scopes, Signals signals, TimeProvider time) : ShopEditions<KnowledgeBase.Edition>(ShopPart.Knowledge, signals, time)
{
    /// <summary>A match in use on the day asked for.</summary>
    public sealed record Match(ServedEntry Entry, double Score, double Confidence);

    /// <summary>All that was published with one version of the shop's knowledge base.</summary>
    public sealed record Edition(long Version, AnswerIndex Index, IReadOnlyDictionary<Guid, ServedEntry> Entries)
    {
        /// <summary>The nearest entries that hold on <paramref name="day"/>, best first.</summary>
        public IReadOnlyList<Match> Find(string query, DateOnly day, int take) =>
            [.. Index.Find(query, take * 3 + 5).Select(f => new Match(Entries[Guid.Parse(f.Id)], f.Score, f.Confidence)).Where(m => m.Entry.Content.HoldsOn(day)).Take(take)];
    }

    protected override async Task<Edition> Load(Guid shopId, Edition? before)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var version = await db.Set<KnowledgeBaseRow>().Where(b => b.ShopId == shopId).Select(b => (long?)b.Version).SingleOrDefaultAsync() ?? 0;
        if (before?.Version == version)
            return before;
        var since = before?.Version ?? 0;
        var entries = before is null ? [] : new Dictionary<Guid, ServedEntry>(before.Entries);
        await foreach (var entry in db.Set<KnowledgeEntry>().Where(e => e.ShopId == shopId && e.ServedIn > since).AsAsyncEnumerable())
        {
            if (entry.Published is { } content)
                entries[entry.Id] = new(entry.Id, entry.Revision, content, PlainOf(content));
            else
                entries.Remove(entry.Id);
        }
        return new(version, AnswerIndex.Of(entries.Values.Select(e => new IndexedAnswer(e.Id.ToString(), e.Content.Question, e.Content.Phrasings, e.Content.CategoryId?.ToString()))), entries);
    }

    /// <summary>As an entry is sought by its very words.</summary>
    public static string PlainOf(KnowledgeContent content) =>
        string.Join('\n', ((string[])[content.Question, .. content.Phrasings, content.Answer, .. content.Products]).Select(PhraseBook.Plain));
}
