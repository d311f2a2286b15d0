using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <param name="Now">As it stands; none for a scorecard that was put away.</param>
/// <param name="Frozen">Its closed revisions, the latest first.</param>
internal sealed record ScoresOfCard(Guid ScorecardId, string Name, SheetDocument? Now, IReadOnlyList<FrozenView> Frozen);

/// <param name="IsOver">Only then it can be frozen.</param>
internal sealed record ScoresAnswer(string Month, bool IsOver, IReadOnlyList<ScoresOfCard> Cards);

/// <summary>The scores of a month: everybody's for who may see reports, a company's for its lead, one's own for an agent.</summary>
internal sealed class ShowScores(Db db, WorkOutScores scores, ShopDirectory shops, TimeProvider time)
{
    /// <param name="ScorecardId">Of which it is a change: what supervisors noted there counts here too. Null for a new one.</param>
    public sealed record PreviewRequest(Guid? ScorecardId, string? Month, ScorecardRole? Role, bool IsPlatform, IReadOnlyList<SchemeItem>? Items, IReadOnlyList<Guid>? AgentIds);

    /// <summary>Of last month unless another is asked for.</summary>
    public async Task<ScoresAnswer> Of(CurrentAgent viewer, string? text, CancellationToken cancel)
    {
        var zone = (await shops.Shop(viewer.ShopId, cancel)).Zone;
        var month = text is null ? Month.Of(time.Now(), zone).Before : MonthText.Needed(text);
        var all = viewer.Reach(Permission.ReportsView) == Scope.All;
        var now = (await scores.Of(viewer.ShopId, month, null, cancel)).Select(s => s.For(viewer)).Where(s => all || s.Rows.Count > 0).ToList();
        var frozen = (await db.Set<FrozenScores>().Where(f => f.ShopId == viewer.ShopId && f.MonthKey == month.Key).OrderByDescending(f => f.Revision).ToListAsync(cancel))
            .Where(f => all || FreezeScores.Sheet(f).For(viewer).Rows.Count > 0).ToLookup(f => f.ScorecardId);
        var cards = now.ConvertAll(s => new ScoresOfCard(s.ScorecardId, s.Name, s, [.. frozen[s.ScorecardId].Select(FreezeScores.View)]));
        cards.AddRange(frozen.Where(f => now.TrueForAll(s => s.ScorecardId != f.Key)).Select(f => new ScoresOfCard(f.Key, f.First().Name, null, [.. f.Select(FreezeScores.View)])));
        return new(month.ToString(), time.Now() >= month.In(zone).End, cards);
    }

    /// <summary>What a scorecard that is still being written would have given; nothing of it is kept.</summary>
    public async Task<SheetDocument> Preview(CurrentAgent viewer, PreviewRequest request, CancellationToken cancel)
    {
        var month = request.Month is null ? Month.Of(time.Now(), (await shops.Shop(viewer.ShopId, cancel)).Zone).Before : MonthText.Needed(request.Month);
        var scheme = new Scheme(request.Role ?? throw Refusal.Invalid("role"), request.IsPlatform, request.Items ?? throw Refusal.Invalid("items"), []);
        scheme.Check();
        var agents = EditScorecards.People(request.AgentIds);
        if (request.ScorecardId is { } id && !await db.Set<ScorecardRow>().AnyAsync(c => c.ShopId == viewer.ShopId && c.Id == id && c.ArchivedAt == null, cancel))
            throw Refusal.NotFound();
        return (await scores.Measure(viewer.ShopId, month, [new(request.ScorecardId ?? Guid.Empty, "", scheme, agents)], cancel))[0];
    }

    public async Task<FrozenSheet> Frozen(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var frozen = await db.Set<FrozenScores>().SingleOrDefaultAsync(f => f.ShopId == viewer.ShopId && f.Id == id, cancel) ?? throw Refusal.NotFound();
        var sheet = FreezeScores.Sheet(frozen).For(viewer);
        // Who has no row in it is not told that it is there.
        return sheet.Rows.Count > 0 ? new(FreezeScores.View(frozen), sheet) : throw Refusal.NotFound();
    }
}
