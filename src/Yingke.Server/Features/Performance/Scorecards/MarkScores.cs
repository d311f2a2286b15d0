using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <summary>What supervisors note by hand: grades, attendance and entered numbers of items, and adjustments with their reasons.</summary>
internal sealed class MarkScores(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int MostTimes = 31;
    private const decimal MostPoints = 1000;

    /// <param name="Mark">Null takes it away.</param>
    public sealed record MarkRequest(string? Month, Guid? ScorecardId, Guid? AgentId, string? Key, HandMark? Mark);

    public sealed record AdjustRequest(string? ClientId, string? Month, Guid? AgentId, decimal? Points, string? Reason);

    public async Task Mark(HttpContext http, MarkRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var month = await Known(by.ShopId, request.Month, cancel);
        var card = await db.Set<ScorecardRow>().SingleOrDefaultAsync(c => c.ShopId == by.ShopId && c.Id == request.ScorecardId && c.ArchivedAt == null, cancel) ?? throw Refusal.Invalid("scorecardId");
        if (!await db.Set<ScorecardAgent>().AnyAsync(a => a.ShopId == by.ShopId && a.AgentId == request.AgentId && a.ScorecardId == card.Id, cancel))
            throw Refusal.Invalid("agentId", "not on this scorecard");
        var item = card.Document.Items.FirstOrDefault(i => i.Key == request.Key && i.Kind != ItemKind.Indicator) ?? throw Refusal.Invalid("key");
        var mark = request.Mark is null ? null : Checked(item.Kind, request.Mark);
        var name = (await shops.Names(by.ShopId, cancel)).GetValueOrDefault(request.AgentId!.Value);
        await db.InTransaction(async () =>
        {
            var row = await db.Set<ScoreMark>().AsTracking().SingleOrDefaultAsync(
                m => m.ShopId == by.ShopId && m.ScorecardId == card.Id && m.MonthKey == month.Key && m.AgentId == request.AgentId && m.ItemKey == item.Key, cancel);
            Audit.Add(db, http, "score.marked", $"{month} {name} · {item.Name}", row?.Mark, mark);
            if (mark is null && row is not null)
                db.Remove(row);
            else if (mark is not null && row is null)
                db.Add(new ScoreMark { ShopId = by.ShopId, ScorecardId = card.Id, MonthKey = month.Key, AgentId = request.AgentId.Value, ItemKey = item.Key, Mark = mark, ById = by.AgentId, At = time.Now() });
            else if (mark is not null)
                (row!.Mark, row.ById, row.At) = (mark, by.AgentId, time.Now());
        }, cancel);
    }

    public async Task<AdjustmentView> Adjust(HttpContext http, AdjustRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var clientId = SendMessage.CheckClientId(request.ClientId);
        var month = await Known(by.ShopId, request.Month, cancel);
        var points = request.Points is { } some && some != 0 && Math.Abs(some) <= MostPoints && some.Scale <= 2 ? some : throw Refusal.Invalid("points", $"up to ±{MostPoints}, 2 decimals, not 0");
        AgentFields.Text(request.Reason ?? "", "reason", 1, 200);
        var name = (await shops.Names(by.ShopId, cancel)).GetValueOrDefault(request.AgentId ?? Guid.Empty) ?? throw Refusal.Invalid("agentId");
        var row = new ScoreAdjustment
        {
            ShopId = by.ShopId, MonthKey = month.Key, AgentId = request.AgentId!.Value, Hundredths = (long)(points * 100), Reason = request.Reason!.Trim(), ById = by.AgentId, ByName = by.Name, At = time.Now(), ClientId = clientId,
        };
        await db.InTransaction(async () =>
        {
            if (await db.Set<ScoreAdjustment>().SingleOrDefaultAsync(a => a.ShopId == by.ShopId && a.ById == by.AgentId && a.ClientId == clientId, cancel) is { } earlier)
            {
                row = earlier;
                return;
            }
            db.Add(row);
            Audit.Add(db, http, "score.adjusted", $"{month} {name}", null, new { points, reason = row.Reason });
        }, cancel);
        return new(row.Id, row.Hundredths / 100m, row.Reason, row.ByName, row.At);
    }

    public async Task TakeBack(HttpContext http, Guid id, CancellationToken cancel)
    {
        var by = http.Agent()!;
        await db.InTransaction(async () =>
        {
            var row = await db.Set<ScoreAdjustment>().SingleOrDefaultAsync(a => a.ShopId == by.ShopId && a.Id == id, cancel) ?? throw Refusal.NotFound();
            await db.Set<ScoreAdjustment>().Where(a => a.ShopId == by.ShopId && a.Id == id).ExecuteDeleteAsync(cancel);
            var name = (await shops.Names(by.ShopId, cancel)).GetValueOrDefault(row.AgentId);
            Audit.Add(db, http, "score.adjustment_taken_back", $"{Month.OfKey(row.MonthKey)} {name}", new { points = row.Hundredths / 100m, reason = row.Reason });
        }, cancel);
    }

    private async Task<Month> Known(Guid shopId, string? text, CancellationToken cancel)
    {
        var month = MonthText.Needed(text);
        return month.First <= LocalDay.Of(time.Now(), (await shops.Shop(shopId, cancel)).Zone) ? month : throw Refusal.Invalid("month", "not in the future");
    }

    private static HandMark Checked(ItemKind kind, HandMark mark)
    {
        switch (kind)
        {
            case ItemKind.Graded:
                return new(mark.Grade ?? throw Refusal.Invalid("mark.grade"));
            case ItemKind.Attendance:
                foreach (var (times, field) in new[] { (mark.Late, "mark.late"), (mark.Leave, "mark.leave"), (mark.Absence, "mark.absence") })
                {
                    if (times is < 0 or > MostTimes)
                        throw Refusal.Invalid(field, string.Create(CultureInfo.InvariantCulture, $"0–{MostTimes}"));
                }
                return new(Late: mark.Late, Leave: mark.Leave, Absence: mark.Absence);
            default:
                return mark.Value is { } value && Math.Abs(value) <= SchemeItem.MostNumber && value.Scale <= SchemeItem.MostDecimals ? new(Value: value) : throw Refusal.Invalid("mark.value");
        }
    }
}
