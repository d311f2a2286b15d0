using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Phrases;

/// <summary>A listed phrase in a text that an agent is about to send.</summary>
internal sealed record TextHit(string Phrase, PhraseSeverity Severity, int Start, int End, string? Replacement, string? Note);

/// <summary>
/// Looks at every text of an agent before it is stored (spec: quality.md, Forbidden phrases): one pass over the text, and the database is asked only where
/// something was found. What blocks is refused, what warns must have been confirmed in this very text, and all that goes out is told in the message's own commit.
/// </summary>
internal sealed class WatchPhrases(Db db, PhraseBooks books, TimeProvider time) : TextRule
{
    public const string Sent = "phrase.sent";
    public const string Refused = "phrase.refused";
    public const string Blocked = "phrases_blocked";
    public const string Unconfirmed = "phrases_unconfirmed";

    private const int MostConfirmed = 500;

    /// <summary>The details of both facts.</summary>
    public sealed record Said(Guid AgentId, string ClientId, long? Seq, string Text, IReadOnlyList<TextHit> Hits);

    public override async ValueTask<Func<Entry, Fact>?> Check(
        CurrentAgent agent, Guid conversationId, string clientId, string text, IReadOnlyList<ConfirmedPhrase>? confirmed, CancellationToken cancel)
    {
        var found = (await books.Of(agent.ShopId, cancel)).Book.Find(text);
        if (found.Count == 0)
            return null;
        if (confirmed is { Count: > MostConfirmed })
            throw Refusal.Invalid("confirmed", $"at most {MostConfirmed}");
        var hits = found.Select(f => new TextHit(f.Listed.Text, f.Listed.Severity, f.Start, f.End, f.Listed.Replacement, f.Listed.Note)).ToList();
        var blocks = hits.Exists(h => h.Severity == PhraseSeverity.Block);
        if ((blocks || hits.Exists(h => h.Severity == PhraseSeverity.Warn && !IsConfirmed(h, confirmed))) && !await IsKnown(agent, conversationId, clientId, cancel))
        {
            await MustServe(agent, conversationId, cancel);
            if (blocks)
                await Keep(agent, conversationId, new(agent.AgentId, clientId, null, text, [.. hits.Where(h => h.Severity == PhraseSeverity.Block)]), cancel);
            throw new Refusal(blocks ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict, blocks ? Blocked : Unconfirmed, "text") { More = new Dictionary<string, object?> { ["hits"] = hits } };
        }
        return entry => Told(Sent, agent.ShopId, conversationId, entry.At, new(agent.AgentId, clientId, entry.Seq, text, hits));
    }

    private static bool IsConfirmed(TextHit hit, IReadOnlyList<ConfirmedPhrase>? confirmed) =>
        confirmed is not null && confirmed.Any(c => c is not null && c.Phrase == hit.Phrase && c.Start == hit.Start && c.End == hit.End);

    /// <summary>Sent before, when the list was another one perhaps: the log gives the first entry back, and stores nothing.</summary>
    private Task<bool> IsKnown(CurrentAgent agent, Guid conversationId, string clientId, CancellationToken cancel) =>
        db.Set<Entry>().AnyAsync(e => e.ShopId == agent.ShopId && e.ConversationId == conversationId && e.SenderId == agent.AgentId && e.ClientId == clientId, cancel);

    /// <summary>Whoever may not write here hears that, and nothing is held against them; in the log's own words.</summary>
    private async Task MustServe(CurrentAgent agent, Guid conversationId, CancellationToken cancel)
    {
        var talk = await db.Set<Conversation>().Where(c => c.ShopId == agent.ShopId && c.Id == conversationId).Select(c => new { c.AgentId, c.State, c.HeadSeq }).SingleOrDefaultAsync(cancel)
            ?? throw Refusal.NotFound();
        if (talk.State == ConversationState.Closed || talk.AgentId != agent.AgentId)
            throw new Refusal(StatusCodes.Status409Conflict, talk.State == ConversationState.Closed ? "conversation_closed" : "not_your_conversation") { More = new Dictionary<string, object?> { ["head"] = talk.HeadSeq } };
    }

    /// <summary>Of a refused text nothing is stored but this; the same send again counts once.</summary>
    private async Task Keep(CurrentAgent agent, Guid conversationId, Said said, CancellationToken cancel)
    {
        var now = time.Now();
        try
        {
            await db.InTransaction(async () =>
            {
                var known = await db.Set<PhraseHitRecord>()
                    .Where(h => h.ShopId == agent.ShopId && h.ConversationId == conversationId && h.AgentId == agent.AgentId && h.ClientId == said.ClientId && h.Outcome == HitOutcome.Refused)
                    .Select(h => new { h.StartsAt, h.Phrase }).ToListAsync(cancel);
                var fresh = said.Hits.Where(h => !known.Exists(k => k.StartsAt == h.Start && k.Phrase == h.Phrase)).ToList();
                db.AddRange(Rows(agent.ShopId, conversationId, HitOutcome.Refused, said with { Hits = fresh }, now));
                if (fresh.Count > 0)
                    db.Record(Told(Refused, agent.ShopId, conversationId, now, said with { Hits = fresh }));
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // The same send came twice at once.
            db.ChangeTracker.Clear();
        }
    }

    public static IEnumerable<PhraseHitRecord> Rows(Guid shopId, Guid conversationId, HitOutcome outcome, Said said, DateTimeOffset at) => said.Hits.Select(h => new PhraseHitRecord
    {
        ShopId = shopId, Id = Guid.CreateVersion7(at), ConversationId = conversationId, AgentId = said.AgentId, ClientId = said.ClientId, Seq = said.Seq, Outcome = outcome, Phrase = h.Phrase,
        Severity = h.Severity, StartsAt = h.Start, EndsAt = h.End, Text = said.Text, At = at,
    });

    private static Fact Told(string type, Guid shopId, Guid conversationId, DateTimeOffset at, Said said) =>
        new() { ShopId = shopId, Type = type, At = at, SubjectId = conversationId, Details = JsonSerializer.Serialize(said, Stored.Json) };
}
