using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Phrases;

internal sealed record PhraseView(Guid Id, string Text, PhraseSeverity Severity, string? Replacement, string? Note, bool Off, bool Shipped)
{
    public static PhraseView Of(Phrase p) => new(p.Id, p.Text, p.Severity, p.Replacement, p.Note, p.IsOff, p.IsShipped);
}

internal sealed record ExemptView(Guid Id, string Text);

/// <summary>Changes of a shop's forbidden phrases, white list and courtesy words. Every one is a new version, which all nodes and browsers hear of at once.</summary>
internal sealed class EditPhrases(Db db, PhraseBooks books, NodeBus bus)
{
    public const int LongestText = 100;
    public const int MostPhrases = 100_000;

    private const int MostExempt = 2_000;
    private const int MostWords = 100;
    private const int Tries = 3;

    public sealed record AddPhraseRequest(string? Text, PhraseSeverity? Severity, string? Replacement, string? Note);

    /// <summary>What is null stays; an empty text takes it away.</summary>
    public sealed record EditPhraseRequest(PhraseSeverity? Severity, string? Replacement, string? Note, bool? Off);

    public sealed record ExemptRequest(string? Text);

    public sealed record CourtesyWordsRequest(long Version, IReadOnlyList<string>? Openings, IReadOnlyList<string>? Closings, IReadOnlyList<string>? Fillers);

    public sealed record CourtesyWordsAnswer(long Version, IReadOnlyList<string> Openings, IReadOnlyList<string> Closings, IReadOnlyList<string> Fillers);

    public async Task<PhraseView> Add(HttpContext http, AddPhraseRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var (text, plain) = Written(request.Text);
        var row = new Phrase { ShopId = shopId, Text = text, Plain = plain, Severity = request.Severity ?? throw Refusal.Invalid("severity") };
        Describe(row, request.Replacement, request.Note);
        await Change(http, async () =>
        {
            await MustBeNew(shopId, plain, cancel);
            if (await db.Set<Phrase>().CountAsync(p => p.ShopId == shopId, cancel) >= MostPhrases)
                throw Refusal.Conflict("too_many_phrases");
            db.Add(row);
            Audit.Add(db, http, "phrase.added", text, null, Described(row));
        }, cancel);
        return PhraseView.Of(row);
    }

    public async Task<PhraseView> Edit(HttpContext http, Guid id, EditPhraseRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        Phrase? row = null;
        await Change(http, async () =>
        {
            row = await db.Set<Phrase>().AsTracking().SingleOrDefaultAsync(p => p.ShopId == shopId && p.Id == id, cancel);
            if (row is null)
                db.Add(row = ShippedRows.AsItComes(shopId, id) ?? throw Refusal.NotFound());
            var before = Described(row);
            (row.Severity, row.IsOff) = (request.Severity ?? row.Severity, request.Off ?? row.IsOff);
            Describe(row, request.Replacement, request.Note);
            Audit.Add(db, http, "phrase.changed", row.Text, before, Described(row));
        }, cancel);
        return PhraseView.Of(row!);
    }

    public Task Remove(HttpContext http, Guid id, CancellationToken cancel) => Change(http, async () =>
    {
        var shopId = http.Agent()!.ShopId;
        if (ShippedRows.AsItComes(shopId, id) is not null)
            throw Refusal.Conflict("shipped_phrase");
        var row = await db.Set<Phrase>().AsTracking().SingleOrDefaultAsync(p => p.ShopId == shopId && p.Id == id, cancel) ?? throw Refusal.NotFound();
        db.Remove(row);
        Audit.Add(db, http, "phrase.removed", row.Text, Described(row));
    }, cancel);

    public async Task<ExemptView> Exempt(HttpContext http, ExemptRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var (text, plain) = Written(request.Text);
        var row = new ExemptText { ShopId = shopId, Text = text, Plain = plain };
        await Change(http, async () =>
        {
            var all = db.Set<ExemptText>().Where(e => e.ShopId == shopId);
            if (await all.AnyAsync(e => e.Plain == plain, cancel))
                throw new Refusal(StatusCodes.Status409Conflict, "exempt_already", "text");
            if (await all.CountAsync(cancel) >= MostExempt)
                throw Refusal.Conflict("too_many_phrases");
            db.Add(row);
            Audit.Add(db, http, "exempt_text.added", text);
        }, cancel);
        return new(row.Id, row.Text);
    }

    public Task EndExemption(HttpContext http, Guid id, CancellationToken cancel) => Change(http, async () =>
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<ExemptText>().AsTracking().SingleOrDefaultAsync(e => e.ShopId == shopId && e.Id == id, cancel) ?? throw Refusal.NotFound();
        db.Remove(row);
        Audit.Add(db, http, "exempt_text.removed", row.Text);
    }, cancel);

    public async Task<CourtesyWordsAnswer> Words(Guid shopId, CancellationToken cancel)
    {
        var list = await db.Set<PhraseList>().SingleOrDefaultAsync(l => l.ShopId == shopId, cancel);
        var words = list?.Words ?? new();
        return new(list?.Version ?? 0, words.Openings, words.Closings, words.Fillers);
    }

    /// <summary>Of two editors the second is told that it changed meanwhile.</summary>
    public async Task<CourtesyWordsAnswer> ChangeWords(HttpContext http, CourtesyWordsRequest request, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = new CourtesyWords { Openings = Checked(request.Openings, "openings"), Closings = Checked(request.Closings, "closings"), Fillers = Checked(request.Fillers, "fillers") };
        if (next.Fillers.Any(f => f.EnumerateRunes().Count() != 1))
            throw Refusal.Invalid("fillers", "one character each");
        await Change(http, async () =>
        {
            var list = await db.Set<PhraseList>().AsTracking().SingleOrDefaultAsync(l => l.ShopId == shopId, cancel) ?? db.Set<PhraseList>().Local.Single();
            // One higher already: this change is counted.
            if (list.Version - 1 != request.Version)
                throw Refusal.Conflict("settings_changed");
            Audit.Add(db, http, "courtesy_words.changed", "服务用语", list.Words, next);
            list.Words = next;
        }, cancel);
        return await Words(shopId, cancel);
    }

    /// <summary>Counts the version up first, which makes changes of one shop wait for each other.</summary>
    public async Task Change(HttpContext http, Func<Task> work, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        for (var i = 1; ; i++)
        {
            try
            {
                await db.InTransaction(async () =>
                {
                    if (await db.Set<PhraseList>().Where(l => l.ShopId == shopId).ExecuteUpdateAsync(l => l.SetProperty(x => x.Version, x => x.Version + 1), cancel) == 0)
                        db.Add(new PhraseList { ShopId = shopId, Version = 1, Words = new() });
                    await work();
                }, cancel);
                break;
            }
            catch (DbUpdateException twice) when (i < Tries && db.Dialect.UniqueViolation(twice) is not null)
            {
                // Another node was first with the list, or with the same phrase: the next look finds it.
                db.ChangeTracker.Clear();
            }
        }
        db.ChangeTracker.Clear();
        books.Stale(shopId);
        await bus.Publish(new ShopMoved(shopId, ShopPart.Phrases), CancellationToken.None);
        await bus.Publish(new Told(shopId, [Audiences.Desk(shopId)], "phrases", []), CancellationToken.None);
    }

    public async Task MustBeNew(Guid shopId, string plain, CancellationToken cancel)
    {
        if (ShippedRows.Has(plain) || await db.Set<Phrase>().AnyAsync(p => p.ShopId == shopId && p.Plain == plain, cancel))
            throw new Refusal(StatusCodes.Status409Conflict, "phrase_listed", "text");
    }

    /// <summary>As it was written and as it is looked for: something must be left of it.</summary>
    private static (string Text, string Plain) Written(string? text)
    {
        var written = (text ?? throw Refusal.Invalid("text")).Trim();
        AgentFields.Text(written, "text", 1, LongestText);
        return PhraseBook.Plain(written) is { Length: > 0 } plain ? (written, plain) : throw Refusal.Invalid("text", "nothing but punctuation");
    }

    private static void Describe(Phrase row, string? replacement, string? note)
    {
        AgentFields.Text(replacement, "replacement", 0, 200);
        AgentFields.Text(note, "note", 0, 200);
        (row.Replacement, row.Note) = (Kept(replacement, row.Replacement), Kept(note, row.Note));
        // What is offered instead is sent with a click: it must not be refused again for the same phrase.
        if (row.Replacement is { } offered && PhraseBook.Plain(offered).Contains(row.Plain, StringComparison.Ordinal))
            throw Refusal.Invalid("replacement", "contains the phrase itself");
    }

    private static string? Kept(string? asked, string? present) => asked is null ? present : string.IsNullOrWhiteSpace(asked) ? null : asked.Trim();

    private static object Described(Phrase p) => new { p.Severity, p.Replacement, p.Note, Off = p.IsOff };

    private static IReadOnlyList<string> Checked(IReadOnlyList<string>? words, string field)
    {
        if (words is null or { Count: > MostWords } || words.Contains(null!))
            throw Refusal.Invalid(field, $"at most {MostWords}");
        foreach (var word in words)
        {
            AgentFields.Text(word, field, 1, 20);
            if (PhraseBook.Plain(word).Length == 0)
                throw Refusal.Invalid(field, "nothing but punctuation");
        }
        return [.. words.Select(w => w.Trim()).Distinct()];
    }
}
