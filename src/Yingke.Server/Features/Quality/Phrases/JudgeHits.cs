using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Phrases;

internal enum HitVerdict { Open, Upheld, Dismissed }

internal sealed record PhraseHitView(
    Guid Id, Guid ConversationId, Guid AgentId, string AgentName, long? Seq, HitOutcome Outcome, string Phrase, PhraseSeverity Severity, int Start, int End, string Text, DateTimeOffset At,
    HitVerdict Verdict, string? Note, string? VerdictBy, DateTimeOffset? VerdictAt);

/// <summary>命中记录: what agents sent or were refused, and whether it is held against them: a person's word, nobody's about themselves.</summary>
internal sealed class JudgeHits(Db db, ShopDirectory shops, TimeProvider time)
{
    public const string Upheld = "phrase_hit.upheld";
    public const string Dismissed = "phrase_hit.dismissed";

    public sealed record HitVerdictRequest(bool? Upheld, string? Note);

    /// <summary>Of both facts; their subject is the hit.</summary>
    public sealed record Judged(Guid AgentId, Guid ConversationId, long? Seq, string Phrase, PhraseSeverity Severity, HitOutcome Outcome, DateTimeOffset At, Guid By);

    public async Task<Page<PhraseHitView>> Find(
        CurrentAgent by, Guid? agentId, PhraseSeverity? severity, HitOutcome? outcome, HitVerdict? verdict, Guid? before, int limit, CancellationToken cancel)
    {
        var size = Paging.Limit(limit, 200);
        var hits = db.Set<PhraseHitRecord>().Where(h => h.ShopId == by.ShopId);
        if (agentId is not null)
            hits = hits.Where(h => h.AgentId == agentId);
        if (severity is not null)
            hits = hits.Where(h => h.Severity == severity);
        if (outcome is not null)
            hits = hits.Where(h => h.Outcome == outcome);
        hits = verdict switch
        {
            HitVerdict.Open => hits.Where(h => h.Upheld == null),
            HitVerdict.Upheld => hits.Where(h => h.Upheld == true),
            HitVerdict.Dismissed => hits.Where(h => h.Upheld == false),
            _ => hits,
        };
        if (before is { } cursor)
            hits = hits.Where(h => h.Id.CompareTo(cursor) < 0);
        var found = await hits.OrderByDescending(h => h.Id).Take(size + 1).ToListAsync(cancel);
        var names = await shops.Names(by.ShopId, cancel);
        return Paging.Of(found.ConvertAll(h => View(h, names)), size, h => h.Id);
    }

    public async Task<PhraseHitView> Judge(HttpContext http, Guid id, HitVerdictRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var upheld = request.Upheld ?? throw Refusal.Invalid("upheld");
        AgentFields.Text(request.Note, "note", 0, 300);
        PhraseHitRecord? hit = null;
        var names = await shops.Names(by.ShopId, cancel);
        await db.InTransaction(async () =>
        {
            hit = await Hold(by.ShopId, id, cancel) ?? throw Refusal.NotFound();
            if (hit.AgentId == by.AgentId)
                throw Refusal.Conflict("own_hit");
            var before = new { hit.Upheld, Note = hit.VerdictNote };
            var changed = hit.Upheld != upheld;
            (hit.Upheld, hit.VerdictNote, hit.VerdictBy, hit.VerdictAt) = (upheld, string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), by.AgentId, time.Now());
            Audit.Add(db, http, "phrase_hit.judged", $"{names.GetValueOrDefault(hit.AgentId, "—")} · {hit.Phrase}", before, new { hit.Upheld, Note = hit.VerdictNote });
            if (changed)
            {
                await db.Charge(hit, by.Name, time.Now(), cancel);
                var judged = new Judged(hit.AgentId, hit.ConversationId, hit.Seq, hit.Phrase, hit.Severity, hit.Outcome, hit.At, by.AgentId);
                db.Record(new Fact { ShopId = by.ShopId, Type = upheld ? Upheld : Dismissed, At = time.Now(), SubjectId = hit.Id, Details = JsonSerializer.Serialize(judged, Stored.Json) });
            }
        }, cancel);
        return View(hit!, names);
    }

    /// <summary>Of two who judge at once the second sees what the first said.</summary>
    private Task<PhraseHitRecord?> Hold(Guid shopId, Guid id, CancellationToken cancel) => db.Dialect.IsPostgres
        ? db.Set<PhraseHitRecord>().FromSqlRaw("SELECT * FROM phrase_hits WHERE shop_id = {0} AND id = {1} FOR UPDATE", shopId, id).AsTracking().SingleOrDefaultAsync(cancel)
        : db.Set<PhraseHitRecord>().AsTracking().SingleOrDefaultAsync(h => h.ShopId == shopId && h.Id == id, cancel);

    private static PhraseHitView View(PhraseHitRecord h, IReadOnlyDictionary<Guid, string> names) => new(
        h.Id, h.ConversationId, h.AgentId, names.GetValueOrDefault(h.AgentId, "—"), h.Seq, h.Outcome, h.Phrase, h.Severity, h.StartsAt, h.EndsAt, h.Text, h.At,
        h.Upheld switch { null => HitVerdict.Open, true => HitVerdict.Upheld, _ => HitVerdict.Dismissed }, h.VerdictNote, h.VerdictBy is { } judge ? names.GetValueOrDefault(judge, "—") : null, h.VerdictAt);
}
