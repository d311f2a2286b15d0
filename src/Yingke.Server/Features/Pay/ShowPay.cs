using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Performance.Scorecards;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Pay;

internal sealed record PayRunView(Guid Id, string Month, int Revision, string ByName, DateTimeOffset At, string? Reason);

internal sealed record SlipHead(Guid Id, string Month, int Revision, Guid AgentId, string Name, string? Company, long TotalFen, DateTimeOffset At);

internal sealed record SlipList(IReadOnlyList<SlipHead> Items);

internal sealed record SlipAnswer(SlipHead Head, SlipDocument Slip);

/// <param name="Slips">Those that the viewer may see.</param>
/// <param name="TotalFen">The shop's, for who sees it all.</param>
internal sealed record PayView(IReadOnlyList<SlipAnswer> Slips, IReadOnlyList<Settlement> Settlements, long? TotalFen);

/// <param name="Preview">As it would be closed now; not for who sees their own only: what is not closed is nobody's pay yet.</param>
/// <param name="Open">Scorecards to be frozen first.</param>
internal sealed record PayMonth(string Month, bool IsOver, PayView? Preview, IReadOnlyList<string> Open, IReadOnlyList<PayRunView> Runs);

internal sealed record RunAnswer(PayRunView Run, PayView Pay);

/// <summary>Pay for who may see it: everybody's, a company's, or one's own. What is out of reach is not found. (spec: accounts.md, pay.view)</summary>
internal sealed class ShowPay(Db db, WorkOutPay pay, ShopDirectory shops, TimeProvider time)
{
    private const int MostSlips = 60;

    public async Task<PayMonth> Of(CurrentAgent viewer, string? text, CancellationToken cancel)
    {
        var zone = (await shops.Shop(viewer.ShopId, cancel)).Zone;
        var month = text is null ? Month.Of(time.Now(), zone).Before : MonthText.Needed(text);
        var slips = await Visible(viewer).Where(s => s.MonthKey == month.Key).Select(s => s.RunId).Distinct().ToListAsync(cancel);
        var runs = (await db.Set<PayRun>().Where(r => r.ShopId == viewer.ShopId && r.MonthKey == month.Key).OrderByDescending(r => r.Revision).ToListAsync(cancel))
            .Where(r => viewer.Reach(Permission.PayView) == Scope.All || slips.Contains(r.Id)).Select(View).ToList();
        if (viewer.Reach(Permission.PayView) == Scope.Self)
            return new(month.ToString(), time.Now() >= month.In(zone).End, null, [], runs);
        var sheet = await pay.Of(viewer.ShopId, month, cancel);
        var all = viewer.Reach(Permission.PayView) == Scope.All;
        bool Sees(string? company) => all || (company is not null && company == viewer.Company);
        return new(month.ToString(), time.Now() >= month.In(zone).End,
            new([.. sheet.Slips.Where(s => Sees(s.Company)).Select(s => new SlipAnswer(new(Guid.Empty, month.ToString(), 0, s.AgentId, s.Name, s.Company, s.TotalFen, time.Now()), s))],
                [.. sheet.Settlements.Where(s => Sees(s.Company))], all ? sheet.TotalFen : null), all ? sheet.Open : [], runs);
    }

    public async Task<RunAnswer> Run(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var run = await db.Set<PayRun>().SingleOrDefaultAsync(r => r.ShopId == viewer.ShopId && r.Id == id, cancel) ?? throw Refusal.NotFound();
        var all = viewer.Reach(Permission.PayView) == Scope.All;
        var slips = (await Visible(viewer).Where(s => s.RunId == id).ToListAsync(cancel)).ConvertAll(s => Answer(s, run.At));
        var settlements = Settlements(run).Where(s => all || (viewer.Reach(Permission.PayView) == Scope.Own && s.Company == viewer.Company)).ToList();
        if (!all && slips.Count == 0 && settlements.Count == 0)
            throw Refusal.NotFound();
        return new(View(run), new([.. slips.OrderBy(s => s.Head.Name, StringComparer.Ordinal)], settlements, all ? run.TotalFen : null));
    }

    /// <summary>One's own closed slips, the latest month first, of each the latest revision.</summary>
    public async Task<SlipList> Own(CurrentAgent viewer, CancellationToken cancel)
    {
        var rows = await db.Set<PaySlipRow>().Where(s => s.ShopId == viewer.ShopId && s.AgentId == viewer.AgentId).Join(db.Set<PayRun>(), s => new { s.ShopId, Id = s.RunId }, r => new { r.ShopId, r.Id }, (s, r) => new { Slip = s, r.At })
            .OrderByDescending(x => x.Slip.MonthKey).ThenByDescending(x => x.Slip.Revision).Take(MostSlips * 4).ToListAsync(cancel);
        return new([.. rows.GroupBy(x => x.Slip.MonthKey).Take(MostSlips).Select(g => Answer(g.First().Slip, g.First().At).Head)]);
    }

    public async Task<SlipAnswer> Slip(CurrentAgent viewer, Guid id, CancellationToken cancel)
    {
        var found = await Visible(viewer).Where(s => s.Id == id).Join(db.Set<PayRun>(), s => new { s.ShopId, Id = s.RunId }, r => new { r.ShopId, r.Id }, (s, r) => new { Slip = s, r.At }).SingleOrDefaultAsync(cancel);
        return found is null ? throw Refusal.NotFound() : Answer(found.Slip, found.At);
    }

    public static PayRunView View(PayRun run) => new(run.Id, Month.OfKey(run.MonthKey).ToString(), run.Revision, run.ByName, run.At, run.Reason);

    private static SlipAnswer Answer(PaySlipRow row, DateTimeOffset at) =>
        JsonSerializer.Deserialize<SlipDocument>(row.Document, Stored.Json)! is var slip ? new(new(row.Id, slip.Month, row.Revision, row.AgentId, slip.Name, row.Company, row.TotalFen, at), slip) : null!;

    private static List<Settlement> Settlements(PayRun run) => JsonSerializer.Deserialize<List<Settlement>>(run.Settlements, Stored.Json)!;

    private IQueryable<PaySlipRow> Visible(CurrentAgent viewer)
    {
        var slips = db.Set<PaySlipRow>().Where(s => s.ShopId == viewer.ShopId);
        return viewer.Reach(Permission.PayView) switch
        {
            Scope.All => slips,
            Scope.Own => slips.Where(s => (s.Company != null && s.Company == viewer.Company) || s.AgentId == viewer.AgentId),
            _ => slips.Where(s => s.AgentId == viewer.AgentId),
        };
    }
}
