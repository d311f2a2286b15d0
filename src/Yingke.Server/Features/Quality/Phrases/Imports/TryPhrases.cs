using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;

namespace Yingke.Server.Features.Quality.Phrases.Imports;

/// <summary>Tries a list on what the shop's agents wrote before anybody has to live with it: how many messages each entry would have hit, and which.</summary>
internal sealed class TryPhrases(Db db)
{
    /// <summary>The latest; more would not tell more.</summary>
    private const int MostMessages = 200_000;

    private const int ExamplesEach = 3;
    private const int Around = 30;
    private const int AtOnce = 5_000;
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    /// <returns>Null, or why the file is refused.</returns>
    public async Task<string?> Run(PhraseImport import, string path, Func<Action<PhraseImport>, Task> note, CancellationToken cancel)
    {
        var read = new ReadPhrases(import.Severity);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            read.Read(file);
        }
        catch (BadTable bad)
        {
            return bad.Code;
        }
        var listed = (await db.Set<Phrase>().Where(p => p.ShopId == import.ShopId).Select(p => p.Plain).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var fresh = read.Found.Where(c => !listed.Contains(c.Plain) && !ShippedRows.Has(c.Plain)).ToList();
        await note(row =>
        {
            (row.Entries, row.Known, row.Repeated) = (fresh.Count, read.Found.Count - fresh.Count, read.Repeated);
            (row.BadCount, row.Bad, row.Percent) = (read.BadCount, read.Bad, 1);
        });
        if (fresh.Count == 0 && read.Found.Count == 0)
            return "no_phrases";
        var (messages, hitMessages, hits) = await Try(import.ShopId, fresh, note, cancel);
        await Write(import, fresh, hits, cancel);
        await note(row => (row.Messages, row.HitMessages, row.HitEntries, row.Percent) = (messages, hitMessages, hits.Count, 100));
        return null;
    }

    private async Task<(int Messages, int HitMessages, Dictionary<string, Tried> Hits)> Try(Guid shopId, List<PhraseCandidate> fresh, Func<Action<PhraseImport>, Task> note, CancellationToken cancel)
    {
        var exempt = await db.Set<ExemptText>().Where(e => e.ShopId == shopId).Select(e => e.Text).ToListAsync(cancel);
        var book = new PhraseBook([.. fresh.Select(c => new ListedPhrase(c.Text, c.Severity))], exempt, new());
        var written = db.Set<Entry>().Where(e => e.ShopId == shopId && e.From == Sender.Agent && e.Kind == EntryKind.Text && e.Text != null);
        var all = Math.Min(MostMessages, await written.CountAsync(cancel));
        var (messages, hitMessages, hits, clock) = (0, 0, new Dictionary<string, Tried>(StringComparer.Ordinal), Stopwatch.StartNew());
        // Conversations are numbered by time: the latest first, along the key.
        await foreach (var one in written.OrderByDescending(e => e.ConversationId).ThenByDescending(e => e.Seq).Take(MostMessages).Select(e => new { e.ConversationId, e.Text }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            messages++;
            var found = book.Find(one.Text!);
            hitMessages += found.Count > 0 ? 1 : 0;
            foreach (var hit in found.DistinctBy(f => f.Listed.Text))
            {
                var tried = hits.TryGetValue(hit.Listed.Text, out var known) ? known : hits[hit.Listed.Text] = new();
                tried.Messages++;
                if (tried.Examples.Count < ExamplesEach)
                    tried.Examples.Add(Example(one.ConversationId, one.Text!, hit));
            }
            if (clock.Elapsed < Report)
                continue;
            clock.Restart();
            await note(row => row.Percent = (int)(messages * 98L / Math.Max(1, all)));
        }
        return (messages, hitMessages, hits);
    }

    private Task Write(PhraseImport import, List<PhraseCandidate> fresh, Dictionary<string, Tried> hits, CancellationToken cancel)
    {
        var rows = fresh.OrderByDescending(c => hits.TryGetValue(c.Text, out var tried) ? tried.Messages : 0).Select((c, i) => new PhraseCandidate
        {
            ShopId = import.ShopId, ImportId = import.Id, Number = i + 1, Text = c.Text, Plain = c.Plain, Severity = c.Severity, Replacement = c.Replacement, Note = c.Note,
            Hits = hits.TryGetValue(c.Text, out var tried) ? tried.Messages : 0, Examples = tried?.Examples ?? [],
        }).ToList();
        return db.InTransaction(async () =>
        {
            foreach (var some in rows.Chunk(AtOnce))
                await db.BulkInsert(some, cancel);
        }, cancel);
    }

    /// <summary>The hit with what stands around it, never half a surrogate pair.</summary>
    private static HitExample Example(Guid conversationId, string text, FoundPhrase hit)
    {
        var (from, to) = (Math.Max(0, hit.Start - Around), Math.Min(text.Length, hit.End + Around));
        from -= from > 0 && char.IsLowSurrogate(text[from]) ? 1 : 0;
        to += to < text.Length && char.IsLowSurrogate(text[to]) ? 1 : 0;
        return new(conversationId, text[from..to], hit.Start - from, hit.End - from);
    }

    private sealed class Tried
    {
        public int Messages { get; set; }
        public List<HitExample> Examples { get; } = [];
    }

    /// <summary>Forgets entries of imports that are no longer listed.</summary>
    public async Task Sweep(CancellationToken cancel)
    {
        foreach (var shopId in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
        {
            using var turn = await db.Dialect.EnterWrite(cancel);
            await db.Set<PhraseCandidate>().Where(c => c.ShopId == shopId && !db.Set<PhraseImport>().Any(i => i.ShopId == shopId && i.Id == c.ImportId)).ExecuteDeleteAsync(cancel);
        }
    }
}
