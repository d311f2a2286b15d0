using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Knowledge;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Knowledge;

/// <summary>The entries as editors look through them; and one entry as anybody of the staff reads it.</summary>
internal sealed class FindKnowledge(Db db, KnowledgeBase knowledge, ShopDirectory shops, TimeProvider time)
{
    private const int LongestQuery = 200;

    /// <param name="InUse">Whether there is a published version.</param>
    /// <param name="Holds">Whether today is within the days on which it holds.</param>
    public sealed record KnowledgeRow(
        Guid Id, long Version, KnowledgeKind Kind, string Question, int Phrasings, KnowledgeState State, bool InUse, bool Holds, int Revision, Guid? CategoryId, IReadOnlyList<string> Products, DateOnly? ValidFrom,
        DateOnly? ValidTo, string WriterName, bool Own, DateTimeOffset ChangedAt);

    /// <param name="Content">What is being written, for editors; for all others what is in use.</param>
    /// <param name="InUse">What is in use, if that is something else.</param>
    /// <param name="Own">Written by whoever asks: somebody else passes it.</param>
    public sealed record KnowledgeView(
        Guid Id, long Version, KnowledgeState State, KnowledgeContent Content, KnowledgeContent? InUse, int Revision, string WriterName, bool Own, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string? Note);

    public sealed record KnowledgeCounts(int Draft, int Review, int Published, int Withdrawn, int Unanswered);

    public sealed record KnowledgeRevisions(IReadOnlyList<KnowledgeRevisionView> Items);

    public sealed record KnowledgeRevisionView(int Number, KnowledgeContent Content, string WriterName, string ReviewerName, DateTimeOffset At);

    public async Task<Page<KnowledgeRow>> List(CurrentAgent by, string? q, KnowledgeState? state, Guid? categoryId, Guid? before, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit, 200);
        if (q is { Length: > LongestQuery })
            throw Refusal.Invalid("q");
        var some = db.Set<KnowledgeEntry>().Where(e => e.ShopId == by.ShopId);
        if (state is not null)
            some = some.Where(e => e.State == state);
        if (PhraseBook.Plain(q ?? "") is { Length: > 0 } plain)
            some = some.Where(e => EF.Property<string>(e, KnowledgeTables.Sought).Contains(plain));
        if (categoryId is not null)
            some = some.Where(e => EF.Property<Guid?>(e, KnowledgeTables.CategoryId) == categoryId);
        if (before is { } cursor)
            some = some.Where(e => e.Id.CompareTo(cursor) < 0);
        var today = await Today(by.ShopId, cancel);
        return Paging.Of((await some.OrderByDescending(e => e.Id).Take(size + 1).ToListAsync(cancel)).ConvertAll(e => new KnowledgeRow(
            e.Id, e.Version, e.Content.Kind, e.Content.Question, e.Content.Phrasings.Count, e.State, e.Published is not null, e.Content.HoldsOn(today), e.Revision, e.Content.CategoryId, e.Content.Products,
            e.Content.ValidFrom, e.Content.ValidTo, e.WriterName, e.WriterId == by.AgentId && !by.IsOwner, e.ChangedAt)), size, e => e.Id);
    }

    public async Task<KnowledgeView> One(CurrentAgent by, Guid id, CancellationToken cancel)
    {
        var e = await db.Set<KnowledgeEntry>().SingleOrDefaultAsync(x => x.ShopId == by.ShopId && x.Id == id, cancel) ?? throw Refusal.NotFound();
        if (by.May(Permission.KnowledgeEdit))
            return new(e.Id, e.Version, e.State, e.Content, e.Published is { } used && !used.Says(e.Content) ? used : null, e.Revision, e.WriterName, e.WriterId == by.AgentId && !by.IsOwner, e.CreatedAt, e.ChangedAt, e.Note);
        if (e.Published is not { } published || !published.HoldsOn(await Today(by.ShopId, cancel)))
            throw Refusal.NotFound();
        return new(e.Id, e.Version, KnowledgeState.Published, published, null, e.Revision, e.WriterName, false, e.CreatedAt, e.ChangedAt, null);
    }

    public async Task<KnowledgeRevisions> Revisions(CurrentAgent by, Guid id, CancellationToken cancel)
    {
        if (!await db.Set<KnowledgeEntry>().AnyAsync(e => e.ShopId == by.ShopId && e.Id == id, cancel))
            throw Refusal.NotFound();
        return new((await db.Set<KnowledgeRevision>().Where(r => r.ShopId == by.ShopId && r.EntryId == id).OrderByDescending(r => r.Number).ToListAsync(cancel))
            .ConvertAll(r => new KnowledgeRevisionView(r.Number, r.Content, r.WriterName, r.ReviewerName, r.At)));
    }

    public async Task<KnowledgeCounts> Counts(CurrentAgent by, CancellationToken cancel)
    {
        var states = await db.Set<KnowledgeEntry>().Where(e => e.ShopId == by.ShopId).GroupBy(e => e.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var open = await db.Set<UnansweredQuestion>().CountAsync(u => u.ShopId == by.ShopId && u.State == UnansweredState.Open, cancel);
        int Of(KnowledgeState state) => states.GetValueOrDefault(state);
        return new(Of(KnowledgeState.Draft), Of(KnowledgeState.Review), Of(KnowledgeState.Published), Of(KnowledgeState.Withdrawn), open);
    }

    /// <param name="Confidence">From 0 to 1; null where the entry was found by its very words, or nothing was asked.</param>
    public sealed record FoundEntry(
        Guid Id, KnowledgeKind Kind, string Question, string Answer, Guid? CategoryId, IReadOnlyList<string> Products, DateOnly? ValidTo, double? Confidence);

    /// <param name="Sure">Whether one of them is near enough to be the answer.</param>
    public sealed record FoundEntries(IReadOnlyList<FoundEntry> Items, bool Sure, bool More);

    /// <summary>What is published and holds today: the nearest in meaning first, then what has the very words; those about <paramref name="product"/> before the others.</summary>
    public async Task<FoundEntries> Search(CurrentAgent by, string? q, Guid? categoryId, string? product, int skip, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit, 50);
        if (q is { Length: > LongestQuery })
            throw Refusal.Invalid("q");
        if (product is { Length: > LongestQuery })
            throw Refusal.Invalid("product");
        if (skip is < 0 or > EditKnowledge.MostEntries)
            throw Refusal.Invalid("skip");
        var (edition, today) = (await knowledge.Of(by.ShopId, cancel), await Today(by.ShopId, cancel));
        var asked = PhraseBook.Plain(q ?? "");
        var near = asked.Length == 0 ? [] : edition.Find(q!, today, NearestTaken);
        near = [.. near.Where(m => m.Confidence >= near[0].Confidence * StillNear)];
        var found = near.Select(m => (m.Entry, Confidence: (double?)m.Confidence));
        var worded = edition.Entries.Values.Where(e => e.Content.HoldsOn(today) && (asked.Length == 0 || e.Plain.Contains(asked, StringComparison.Ordinal))).OrderByDescending(e => e.Id).Select(e => (Entry: e, Confidence: (double?)null));
        var all = found.Concat(worded).DistinctBy(f => f.Entry.Id).Where(f => categoryId is null || f.Entry.Content.CategoryId == categoryId);
        if (product is { Length: > 0 })
            all = all.OrderBy(f => f.Entry.Content.Products.Count == 0 ? 1 : f.Entry.Content.Products.Any(p => product.Contains(p, StringComparison.OrdinalIgnoreCase) || p.Contains(product, StringComparison.OrdinalIgnoreCase)) ? 0 : 2);
        var page = all.Skip(skip).Take(size + 1).ToList();
        return new([.. page.Take(size).Select(f => new FoundEntry(
            f.Entry.Id, f.Entry.Content.Kind, f.Entry.Content.Question, f.Entry.Content.Answer, f.Entry.Content.CategoryId, f.Entry.Content.Products, f.Entry.Content.ValidTo, f.Confidence))],
            near.Any(m => m.Confidence >= SureFrom) || (asked.Length > 0 && page.Exists(f => f.Confidence is null)), page.Count > size);
    }

    private const int NearestTaken = 10;

    /// <summary>What has less than this share of the best one's confidence only happens to share some characters.</summary>
    private const double StillNear = 0.4;

    /// <summary>A person sees what it is: half is enough.</summary>
    private const double SureFrom = 0.5;

    private async Task<DateOnly> Today(Guid shopId, CancellationToken cancel) => LocalDay.Of(time.Now(), (await shops.Shop(shopId, cancel)).Zone);
}
