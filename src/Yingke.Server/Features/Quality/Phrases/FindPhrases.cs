using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Phrases;

/// <summary>A shop's phrases as people look through them, and as browsers look for them.</summary>
internal static class FindPhrases
{
    /// <param name="Shipped">All shipped ones that match, with the first page.</param>
    /// <param name="Items">The shop's own, newest first.</param>
    /// <param name="Own">How many of the shop's own there are altogether.</param>
    public sealed record PhrasePage(IReadOnlyList<PhraseView> Shipped, IReadOnlyList<PhraseView> Items, string? Next, int Own);

    /// <summary>All that is looked for, by severity: a list may be long.</summary>
    /// <param name="Replacements">What can be said instead, by phrase.</param>
    public sealed record BookView(
        long Version, IReadOnlyList<string> Block, IReadOnlyList<string> Warn, IReadOnlyList<string> Mark, IReadOnlyDictionary<string, string> Replacements, IReadOnlyDictionary<string, string> Notes,
        IReadOnlyList<string> Exempt);

    public sealed record ExemptList(IReadOnlyList<ExemptView> Items);

    public static async Task<PhrasePage> Handle(HttpContext http, Db db, CancellationToken cancel, string? q = null, Word<PhraseSeverity>? severity = null, Guid? before = null, int limit = 50)
    {
        var (shopId, size) = (http.Agent()!.ShopId, Paging.Limit(limit, 200));
        if (q is { Length: > EditPhrases.LongestText })
            throw Refusal.Invalid("q");
        var (plain, wanted) = (PhraseBook.Plain(q ?? ""), severity?.Value);
        var own = db.Set<Phrase>().Where(p => p.ShopId == shopId && !p.IsShipped);
        var count = await own.CountAsync(cancel);
        if (plain.Length > 0)
            own = own.Where(p => p.Plain.Contains(plain));
        if (wanted is not null)
            own = own.Where(p => p.Severity == wanted);
        if (before is { } cursor)
            own = own.Where(p => p.Id.CompareTo(cursor) < 0);
        var page = Paging.Of((await own.OrderByDescending(p => p.Id).Take(size + 1).ToListAsync(cancel)).ConvertAll(PhraseView.Of), size, p => p.Id);
        var shipped = before is not null ? [] : ShippedRows.Merge(shopId, await db.Set<Phrase>().Where(p => p.ShopId == shopId && p.IsShipped).ToListAsync(cancel))
            .Where(p => p.Plain.Contains(plain, StringComparison.Ordinal) && (wanted is null || p.Severity == wanted)).Select(PhraseView.Of).ToList();
        return new(shipped, page.Items, page.Next, count);
    }

    public static async Task<BookView> Book(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var version = await db.Set<PhraseList>().Where(l => l.ShopId == shopId).Select(l => (long?)l.Version).SingleOrDefaultAsync(cancel) ?? 0;
        var rows = await db.Set<Phrase>().Where(p => p.ShopId == shopId).ToListAsync(cancel);
        var on = ShippedRows.Merge(shopId, rows).Concat(rows.Where(r => !r.IsShipped)).Where(r => !r.IsOff).ToList();
        IReadOnlyList<string> Of(PhraseSeverity severity) => [.. on.Where(p => p.Severity == severity).Select(p => p.Text)];
        var exempt = await db.Set<ExemptText>().Where(e => e.ShopId == shopId).Select(e => e.Text).ToListAsync(cancel);
        // Two that are written alike are one in the shop's list; their texts differ as texts.
        return new(version, Of(PhraseSeverity.Block), Of(PhraseSeverity.Warn), Of(PhraseSeverity.Mark),
            on.Where(p => p.Replacement is not null).ToDictionary(p => p.Text, p => p.Replacement!), on.Where(p => p.Note is not null).ToDictionary(p => p.Text, p => p.Note!), exempt);
    }

    public static async Task<ExemptList> Exempt(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        return new(await db.Set<ExemptText>().Where(e => e.ShopId == shopId).OrderByDescending(e => e.Id).Select(e => new ExemptView(e.Id, e.Text)).ToListAsync(cancel));
    }
}
