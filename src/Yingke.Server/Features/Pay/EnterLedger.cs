using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Performance;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

internal sealed record LedgerItem(
    Guid Id, string Cause, RowKind Kind, Guid? AgentId, string? AgentName, string? Company, long Fen, DateTimeOffset At, string Details, Guid? ConversationId, string? ByName, bool Reversed, decimal? Points = null);

internal sealed record LedgerAnswer(string Month, IReadOnlyList<LedgerItem> Items);

/// <summary>奖惩: rows that people enter, rows that they take back by another, and who sees which. Nothing is ever changed in it. (spec: performance.md, Ledger)</summary>
internal sealed class EnterLedger(Db db, ShopDirectory shops, TimeProvider time)
{
    /// <summary>What people enter by hand, and what it is.</summary>
    private static readonly Dictionary<string, RowKind> ByHand = new()
    {
        ["praise"] = RowKind.Reward, ["prize"] = RowKind.Reward, ["other_reward"] = RowKind.Reward, ["other_penalty"] = RowKind.Penalty, ["deadline_missed"] = RowKind.Penalty, ["loss"] = RowKind.Loss,
    };

    /// <param name="Fen">Above zero, whether it is paid or taken off; none for a row of points alone.</param>
    /// <param name="Points">Likewise; for an agent.</param>
    /// <param name="Day">When it happened; today unless said.</param>
    public sealed record EntryRequest(string? ClientId, string? Cause, Guid? AgentId, string? Company, long? Fen, string? Reason, DateOnly? Day, Guid? ConversationId, decimal? Points = null);

    public sealed record ReversalRequest(string? Reason);

    public async Task<LedgerAnswer> List(CurrentAgent viewer, string? text, CancellationToken cancel)
    {
        var zone = (await shops.Shop(viewer.ShopId, cancel)).Zone;
        var month = text is null ? Month.Of(time.Now(), zone) : MonthText.Needed(text);
        var (start, end) = (month.In(zone).Start, month.In(zone).End);
        var rows = await Visible(viewer).Where(r => r.At >= start && r.At < end).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).ToListAsync(cancel);
        return new(month.ToString(), await Items(viewer.ShopId, rows, cancel));
    }

    public async Task<LedgerItem> Enter(HttpContext http, EntryRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var clientId = SendMessage.CheckClientId(request.ClientId);
        var kind = ByHand.TryGetValue(request.Cause ?? "", out var known) ? known : throw Refusal.Invalid("cause");
        var points = request.Points is null or (> 0 and <= PaySettings.MostPoints and { Scale: <= 2 }) ? request.Points ?? 0 : throw Refusal.Invalid("points", $"up to {PaySettings.MostPoints}, 2 decimals");
        var fen = request.Fen is > 0 and <= PaySettings.MostFen ? request.Fen.Value : request.Fen is null && points > 0 ? 0 : throw Refusal.Invalid("fen", $"1–{PaySettings.MostFen}");
        AgentFields.Text(request.Reason ?? "", "reason", 1, 300);
        var company = await Bearer(by.ShopId, request, cancel);
        if (points > 0 && company is not null)
            throw Refusal.Invalid("points", "an agent's only");
        if (request.ConversationId is { } talk && !await db.Set<Domain.Conversations.Conversation>().VisibleTo(by, db).AnyAsync(c => c.Id == talk, cancel))
            throw Refusal.Invalid("conversationId");
        var (now, zone) = (time.Now(), (await shops.Shop(by.ShopId, cancel)).Zone);
        var today = LocalDay.Of(now, zone);
        var day = request.Day ?? today;
        if (day > today || day < today.AddDays(-366))
            throw Refusal.Invalid("day", "today or within the year before");
        var row = new LedgerRow
        {
            ShopId = by.ShopId, Cause = request.Cause!, SubjectId = KeyIds.Of(by.AgentId, clientId), Kind = kind, AgentId = request.AgentId, Company = company, Fen = kind == RowKind.Reward ? fen : -fen, Hundredths = (long)(points * 100) * (kind == RowKind.Reward ? 1 : -1),
            At = day == today ? now : LocalDay.Start(day, zone), Details = request.Reason!.Trim(), ConversationId = request.ConversationId, ByName = by.Name,
        };
        await Write(http, row, "ledger.entered", cancel);
        return await One(row, cancel);
    }

    /// <summary>A row of its own that takes another off: what was written stays written.</summary>
    public async Task<LedgerItem> Reverse(HttpContext http, Guid id, ReversalRequest request, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var row = await db.Set<LedgerRow>().SingleOrDefaultAsync(r => r.ShopId == by.ShopId && r.Id == id, cancel) ?? throw Refusal.NotFound();
        AgentFields.Text(request.Reason ?? "", "reason", 1, 300);
        if (row.Cause == Ledger.Reversal)
            throw Refusal.Conflict("is_reversal");
        var reversal = row.Off(time.Now(), by.Name, $"{request.Reason!.Trim()}（冲销：{row.Details}）");
        if (!await Write(http, reversal, "ledger.reversed", cancel))
            throw Refusal.Conflict("reversed_already");
        return await One(reversal, cancel);
    }

    /// <summary>An agent of the shop, or an outsourcing company that one of its agents is of; one of both.</summary>
    private async Task<string?> Bearer(Guid shopId, EntryRequest request, CancellationToken cancel)
    {
        var company = string.IsNullOrWhiteSpace(request.Company) ? null : request.Company.Trim();
        if ((request.AgentId is null) == (company is null))
            throw Refusal.Invalid("agentId", "an agent or a company");
        if (request.AgentId is { } agent && !await db.Set<Agent>().AnyAsync(a => a.ShopId == shopId && a.Id == agent, cancel))
            throw Refusal.Invalid("agentId");
        if (company is not null && !await db.Set<Agent>().AnyAsync(a => a.ShopId == shopId && a.Company == company, cancel))
            throw Refusal.Invalid("company");
        return company;
    }

    private async Task<bool> Write(HttpContext http, LedgerRow row, string action, CancellationToken cancel)
    {
        var name = row.Company ?? (await shops.Names(row.ShopId, cancel)).GetValueOrDefault(row.AgentId ?? Guid.Empty) ?? "—";
        try
        {
            return await db.InTransaction(async () =>
            {
                if (!await db.Enter(row, cancel))
                    return false;
                Audit.Add(db, http, action, name, null, new { row.Cause, row.Fen, row.Points, reason = row.Details });
                return true;
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            return false;
        }
    }

    /// <summary>What is stored: an entry that was sent twice is the first one.</summary>
    private async Task<LedgerItem> One(LedgerRow row, CancellationToken cancel) =>
        (await Items(row.ShopId, [await db.Set<LedgerRow>().SingleAsync(r => r.ShopId == row.ShopId && r.Cause == row.Cause && r.SubjectId == row.SubjectId, cancel)], cancel))[0];

    private async Task<List<LedgerItem>> Items(Guid shopId, List<LedgerRow> rows, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        var ids = rows.ConvertAll(r => r.Id);
        var reversed = (await db.Set<LedgerRow>().Where(r => r.ShopId == shopId && r.Cause == Ledger.Reversal && ids.Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(cancel)).ToHashSet();
        return rows.ConvertAll(r => new LedgerItem(r.Id, r.Cause, r.Kind, r.AgentId, r.AgentId is { } agent ? names.GetValueOrDefault(agent) : null, r.Company, r.Fen, r.At, r.Details, r.ConversationId, r.ByName, reversed.Contains(r.Id), r.Points));
    }

    private IQueryable<LedgerRow> Visible(CurrentAgent viewer)
    {
        var rows = db.Set<LedgerRow>().Where(r => r.ShopId == viewer.ShopId);
        var people = db.Set<Agent>().Where(a => a.ShopId == viewer.ShopId && a.Company != null && a.Company == viewer.Company);
        return viewer.Reach(Permission.PayView) switch
        {
            Scope.All => rows,
            Scope.Own => rows.Where(r => (r.Company != null && r.Company == viewer.Company) || (r.Company == null && people.Any(a => a.Id == r.AgentId)) || r.AgentId == viewer.AgentId),
            _ => rows.Where(r => r.AgentId == viewer.AgentId && r.Company == null),
        };
    }
}
