using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance.Scorecards;

internal sealed record FrozenView(Guid Id, int Revision, string ByName, DateTimeOffset At, string? Reason);

internal sealed record FrozenSheet(FrozenView Frozen, SheetDocument Sheet);

/// <summary>Closes a month of a scorecard. What is closed is never changed: a correction is a further revision beside it (spec: performance.md, Scorecards).</summary>
internal sealed class FreezeScores(Db db, WorkOutScores scores, ShopDirectory shops, TimeProvider time)
{
    /// <param name="After">The revision that the closing person has seen, 0 for none: of two who close at once one is told.</param>
    /// <param name="Reason">Why there has to be another.</param>
    public sealed record Request(Guid? ScorecardId, string? Month, int? After, string? Reason);

    public async Task<FrozenSheet> Handle(HttpContext http, Request request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var month = MonthText.Needed(request.Month);
        var after = request.After is >= 0 ? request.After.Value : throw Refusal.Invalid("after");
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (reason?.Length > 200 || (after > 0 && reason is null))
            throw Refusal.Invalid("reason", "1–200 characters for another revision");
        var card = await db.Set<ScorecardRow>().SingleOrDefaultAsync(c => c.ShopId == by.ShopId && c.Id == request.ScorecardId && c.ArchivedAt == null, cancel) ?? throw Refusal.Invalid("scorecardId");
        if (time.Now() < month.In((await shops.Shop(by.ShopId, cancel)).Zone).End)
            throw Refusal.Conflict("month_not_over");
        var sheet = (await scores.Of(by.ShopId, month, card.Id, cancel)).Single();
        if (sheet.Rows.Count == 0)
            throw Refusal.Conflict("nobody_on_scorecard");
        var frozen = new FrozenScores
        {
            ShopId = by.ShopId, ScorecardId = card.Id, MonthKey = month.Key, Revision = after + 1, Name = card.Name, Reason = reason, ById = by.AgentId, ByName = by.Name, At = time.Now(),
            Document = JsonSerializer.Serialize(sheet, Stored.Json),
        };
        try
        {
            await db.InTransaction(async () =>
            {
                if ((await db.Set<FrozenScores>().Where(f => f.ShopId == by.ShopId && f.MonthKey == month.Key && f.ScorecardId == card.Id).MaxAsync(f => (int?)f.Revision, cancel) ?? 0) != after)
                    throw Refusal.Conflict("frozen_meanwhile");
                db.Add(frozen);
                Audit.Add(db, http, "scores.frozen", $"{month} {card.Name}", null, new { frozen.Revision, reason });
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("frozen_meanwhile");
        }
        return new(View(frozen), sheet);
    }

    public static FrozenView View(FrozenScores frozen) => new(frozen.Id, frozen.Revision, frozen.ByName, frozen.At, frozen.Reason);

    public static SheetDocument Sheet(FrozenScores frozen) => JsonSerializer.Deserialize<SheetDocument>(frozen.Document, Stored.Json)!;
}
