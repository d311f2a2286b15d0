using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Phrases;

/// <summary>The door to a shop's forbidden phrases and courtesy words, compiled once for each version.</summary>
internal sealed class PhraseBooks(IServiceScopeFactory scopes, Signals signals, TimeProvider time) : ShopEditions<PhraseBooks.Edition>(ShopPart.Phrases, signals, time)
{
    /// <summary>A book and which version of the shop's list it is.</summary>
    public sealed record Edition(long Version, PhraseBook Book);

    protected override async Task<Edition> Load(Guid shopId, Edition? before)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var list = await db.Set<PhraseList>().SingleOrDefaultAsync(l => l.ShopId == shopId);
        if (list is null)
            return new(0, PhraseBook.Shipped);
        if (before?.Version == list.Version)
            return before;
        var rows = await db.Set<Phrase>().Where(p => p.ShopId == shopId).ToListAsync();
        var exempt = await db.Set<ExemptText>().Where(e => e.ShopId == shopId).Select(e => e.Text).ToListAsync();
        return new(list.Version, new PhraseBook([.. ShippedRows.Merge(shopId, rows).Concat(rows.Where(r => !r.IsShipped)).Where(r => !r.IsOff).Select(r => r.Listed)], exempt, list.Words));
    }
}

/// <summary>The shipped phrases as rows of a shop.</summary>
internal static class ShippedRows
{
    private static readonly (Guid Id, string Text, string Plain)[] All = [.. ShippedPhrases.All.Select(t => (KeyIds.Of(t), t, PhraseBook.Plain(t)))];

    /// <summary>All of them, as the shop changed them or as they come.</summary>
    public static IEnumerable<Phrase> Merge(Guid shopId, IReadOnlyCollection<Phrase> rows)
    {
        var changed = rows.Where(r => r.IsShipped).ToDictionary(r => r.Id);
        return All.Select(s => changed.GetValueOrDefault(s.Id) ?? new Phrase { ShopId = shopId, Id = s.Id, Text = s.Text, Plain = s.Plain, Severity = PhraseSeverity.Warn, IsShipped = true });
    }

    /// <summary>Null where no shipped phrase has this id.</summary>
    public static Phrase? AsItComes(Guid shopId, Guid id) => Merge(shopId, []).FirstOrDefault(p => p.Id == id);

    public static bool Has(string plain) => Array.Exists(All, s => s.Plain == plain);
}
