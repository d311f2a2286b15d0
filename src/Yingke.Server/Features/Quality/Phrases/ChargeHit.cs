using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Phrases;

/// <summary>An upheld hit costs what the shop has set for phrases of its severity, once, in the transaction that judges it; a verdict that is revised takes the row off by another. (spec: quality.md, Forbidden phrases)</summary>
internal static class ChargeHit
{
    public static async Task Charge(this Db db, PhraseHitRecord hit, string byName, DateTimeOffset now, CancellationToken cancel)
    {
        var settings = await db.PaySettings(hit.ShopId, cancel);
        var (fen, hundredths) = hit.Severity switch
        {
            PhraseSeverity.Block => (settings.PhraseBlockFen, settings.Hundredths("phrase_block")),
            PhraseSeverity.Warn => (settings.PhraseWarnFen, settings.Hundredths("phrase_warn")),
            _ => (settings.PhraseMarkFen, settings.Hundredths("phrase_mark")),
        };
        // Upheld, taken back, upheld again: each time a subject of its own, so that of two judges at once one is told.
        var times = 0;
        LedgerRow? last = null;
        while (await db.Set<LedgerRow>().SingleOrDefaultAsync(r => r.ShopId == hit.ShopId && r.Cause == Ledger.PhraseHit && r.SubjectId == Subject(hit.Id, times), cancel) is { } row)
            (times, last) = (times + 1, row);
        if (last is not null && await db.Set<LedgerRow>().AnyAsync(r => r.ShopId == hit.ShopId && r.Cause == Ledger.Reversal && r.SubjectId == last.Id, cancel))
            last = null;
        if (last is not null && hit.Upheld != true)
            await db.Enter(last.Off(now, byName, $"改判不计（冲销：{last.Details}）"), cancel);
        else if (last is null && hit.Upheld == true && (fen > 0 || hundredths > 0))
        {
            await db.Enter(new LedgerRow
            {
                ShopId = hit.ShopId, Cause = Ledger.PhraseHit, SubjectId = Subject(hit.Id, times), AgentId = hit.AgentId, Fen = -fen, Hundredths = -hundredths, At = now, ConversationId = hit.ConversationId, ByName = byName,
                Details = $"违禁词“{hit.Phrase}”" + (hit.VerdictNote is { } note ? "：" + note : ""),
            }, cancel);
        }
    }

    private static Guid Subject(Guid hitId, int times) => times == 0 ? hitId : KeyIds.Of(Ledger.PhraseHit, hitId, times);
}
