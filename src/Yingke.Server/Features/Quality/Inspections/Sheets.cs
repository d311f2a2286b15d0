using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <param name="Id">Of this version.</param>
internal sealed record SheetView(Guid Id, string Key, int Version, DateTimeOffset MadeAt, string? MadeBy, InspectionSheet Sheet)
{
    public static SheetView Of(SheetVersion s, IReadOnlyDictionary<Guid, string> names) => new(s.Id, s.Key, s.Version, s.MadeAt, s.MadeBy is { } by ? names.GetValueOrDefault(by, "—") : null, s.Sheet);
}

/// <summary>质检表. Every shop has the shipped ones from the first look on; a change is a new version. (spec: quality.md, Sheets)</summary>
internal sealed class Sheets(Db db, ShopDirectory shops, TimeProvider time)
{
    private const int MostSheets = 30;

    public sealed record SheetRequest(InspectionSheet? Sheet);

    public sealed record SheetList(IReadOnlyList<SheetView> Items);

    /// <summary>The newest version of each, in the order of their making.</summary>
    public async Task<List<SheetVersion>> Current(Guid shopId, CancellationToken cancel)
    {
        var newest = await Newest(shopId, cancel);
        if (ShippedSheets.All.All(s => newest.Exists(n => n.Key == s.Key)))
            return newest;
        try
        {
            await db.InTransaction(async () =>
            {
                var known = await db.Set<SheetVersion>().Where(s => s.ShopId == shopId).Select(s => s.Key).Distinct().ToListAsync(cancel);
                foreach (var (key, sheet) in ShippedSheets.All.Where(s => !known.Contains(s.Key)))
                    db.Add(new SheetVersion { ShopId = shopId, Key = key, Version = 1, MadeAt = time.Now(), Sheet = sheet });
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            // Another look gave the shop its sheets in this moment.
            db.ChangeTracker.Clear();
        }
        return await Newest(shopId, cancel);
    }

    public async Task<SheetVersion> Current(Guid shopId, string? key, CancellationToken cancel) =>
        (await Current(shopId, cancel)).Find(s => s.Key == key) ?? throw Refusal.Invalid("sheetKey");

    public async Task<SheetList> List(Guid shopId, CancellationToken cancel)
    {
        var names = await shops.Names(shopId, cancel);
        return new((await Current(shopId, cancel)).ConvertAll(s => SheetView.Of(s, names)));
    }

    public async Task<SheetView> Add(SheetRequest request, HttpContext http, CancellationToken cancel)
    {
        var (shopId, sheet) = (http.Agent()!.ShopId, Checked(request.Sheet));
        if ((await Current(shopId, cancel)).Count >= MostSheets)
            throw Refusal.Conflict("too_many_sheets");
        return await Write(http, new() { ShopId = shopId, Key = "own_" + Guid.NewGuid().ToString("N")[..10], Version = 1, MadeAt = time.Now(), MadeBy = http.Agent()!.AgentId, Sheet = sheet }, null, cancel);
    }

    /// <param name="id">The version that was looked at: of two editors the second is told.</param>
    public async Task<SheetView> Change(Guid id, SheetRequest request, HttpContext http, CancellationToken cancel)
    {
        var (shopId, sheet) = (http.Agent()!.ShopId, Checked(request.Sheet));
        var before = await db.Set<SheetVersion>().SingleOrDefaultAsync(s => s.ShopId == shopId && s.Id == id, cancel) ?? throw Refusal.NotFound();
        return await Write(http, new() { ShopId = shopId, Key = before.Key, Version = before.Version + 1, MadeAt = time.Now(), MadeBy = http.Agent()!.AgentId, Sheet = sheet }, before, cancel);
    }

    private async Task<SheetView> Write(HttpContext http, SheetVersion next, SheetVersion? before, CancellationToken cancel)
    {
        try
        {
            await db.InTransaction(() =>
            {
                db.Add(next);
                Audit.Add(db, http, before is null ? "sheet.added" : "sheet.changed", next.Sheet.Name, before?.Sheet, next.Sheet);
                return Task.CompletedTask;
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("sheet_changed");
        }
        return SheetView.Of(next, await shops.Names(next.ShopId, cancel));
    }

    private static InspectionSheet Checked(InspectionSheet? sheet)
    {
        var checkedSheet = sheet ?? throw Refusal.Invalid("sheet");
        checkedSheet.Check();
        return checkedSheet with { Name = checkedSheet.Name.Trim(), Grades = [.. checkedSheet.Grades.OrderByDescending(g => g.AtLeast)] };
    }

    private async Task<List<SheetVersion>> Newest(Guid shopId, CancellationToken cancel) =>
        (await db.Set<SheetVersion>().Where(s => s.ShopId == shopId && !db.Set<SheetVersion>().Any(n => n.ShopId == shopId && n.Key == s.Key && n.Version > s.Version)).ToListAsync(cancel))
            .OrderBy(s => s.Key == ShippedSheets.VipServiceKey ? 0 : s.Key == ShippedSheets.HotlineKey ? 1 : 2).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
}
