using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations.Files;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Tables;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Performance;

/// <summary>DSR 店铺评分 of a day, entered or imported; what is entered again replaces it. (spec: performance.md, Guard rails)</summary>
internal sealed class StoreRatingRow
{
    public Guid ShopId { get; init; }

    /// <summary>Counted from 0001-01-01.</summary>
    public int Day { get; init; }
    public required StoreRating Rating { get; set; }
    public required string ByName { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class StoreRatingTables : IEntityTypeConfiguration<StoreRatingRow>
{
    public void Configure(EntityTypeBuilder<StoreRatingRow> ratings)
    {
        ratings.ToTable("store_ratings");
        ratings.HasKey(r => new { r.ShopId, r.Day });
        ratings.Property(r => r.Rating).HasConversion(new JsonText<StoreRating>());
    }
}

internal static class StoreRatingsOfShop
{
    public static IQueryable<StoreRatingRow> StoreRatings(this Db db, Guid shopId, Period period)
    {
        var (first, last) = (period.From.DayNumber, period.To.DayNumber);
        return db.Set<StoreRatingRow>().Where(r => r.ShopId == shopId && r.Day >= first && r.Day <= last);
    }
}

internal sealed record StoreRatingView(DateOnly Day, decimal Goods, decimal Service, decimal Delivery, string ByName, DateTimeOffset At);

internal sealed record StoreRatingList(IReadOnlyList<StoreRatingView> Items);

internal sealed record StoreRatingsTaken(int Days);

/// <summary>Shows, enters, imports and takes away a shop's ratings by day.</summary>
internal sealed class StoreRatings(Db db, ShowReport report, ShopDirectory shops, TimeProvider time)
{
    private const int MostDays = 1_000;
    private const long MostBytes = 1L << 20;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly string[] Days = ["日期", "date", "day"], Goods = ["描述相符", "宝贝描述", "goods"], Service = ["服务态度", "卖家服务", "service"], Delivery = ["物流服务", "发货速度", "delivery"];

    public sealed record RatingRequest(decimal? Goods, decimal? Service, decimal? Delivery);

    public async Task<StoreRatingList> List(CurrentAgent viewer, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        if (viewer.Reach(Permission.ReportsView) != Scope.All)
            throw Refusal.NotFound();
        var rows = await db.StoreRatings(viewer.ShopId, await report.PeriodOf(viewer, from, to, cancel)).OrderByDescending(r => r.Day).ToListAsync(cancel);
        return new(rows.ConvertAll(r => new StoreRatingView(r.Rating.Day, r.Rating.Goods, r.Rating.Service, r.Rating.Delivery, r.ByName, r.At)));
    }

    public Task<StoreRatingsTaken> Enter(HttpContext http, DateOnly day, RatingRequest request, CancellationToken cancel) => Keep(http, [new(
        day, request.Goods ?? throw Refusal.Invalid("goods"), request.Service ?? throw Refusal.Invalid("service"), request.Delivery ?? throw Refusal.Invalid("delivery"))], cancel);

    public async Task<IResult> Drop(HttpContext http, DateOnly day, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        await db.InTransaction(async () =>
        {
            var row = await db.Set<StoreRatingRow>().SingleOrDefaultAsync(r => r.ShopId == shopId && r.Day == day.DayNumber, cancel) ?? throw Refusal.NotFound();
            db.Remove(row);
            Audit.Add(db, http, "store_rating.removed", Text(day), row.Rating, null);
        }, cancel);
        return Results.NoContent();
    }

    /// <summary>A csv or xlsx with a head: 日期, 描述相符, 服务态度, 物流服务. All of it, or nothing and the line to blame.</summary>
    public async Task<StoreRatingsTaken> Import(HttpContext http, CancellationToken cancel)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var upload = new Upload(http.Request, Idle, cancel))
                await upload.Save(path, MostBytes);
            await using var file = File.OpenRead(path);
            return await Keep(http, Read(file), cancel);
        }
        catch (BadTable bad)
        {
            throw Refusal.Invalid("file", bad.Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<StoreRating> Read(Stream file)
    {
        int[]? columns = null;
        var (line, found) = (0, new Dictionary<DateOnly, StoreRating>());
        foreach (var row in TableRows.Read(file))
        {
            line++;
            if (columns is null)
            {
                columns = [.. new[] { Days, Goods, Service, Delivery }.Select(names => Array.FindIndex(row, cell => names.Contains(cell.Trim().Trim('\uFEFF'), StringComparer.OrdinalIgnoreCase)))];
                if (columns.Contains(-1))
                    throw Refusal.Invalid("file", "head: 日期, 描述相符, 服务态度, 物流服务");
                continue;
            }
            if (row.All(string.IsNullOrWhiteSpace))
                continue;
            string Cell(int i) => columns[i] < row.Length ? row[columns[i]].Trim() : "";
            decimal Mark(int i) => decimal.TryParse(Cell(i), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var mark) ? mark : throw Refusal.Invalid("file", $"line {line}");
            if (!DateOnly.TryParseExact(Cell(0), ["yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                throw Refusal.Invalid("file", $"line {line}");
            var rating = new StoreRating(day, Mark(1), Mark(2), Mark(3));
            try
            {
                rating.Check();
            }
            catch (RuleViolation)
            {
                throw Refusal.Invalid("file", $"line {line}");
            }
            if (!found.TryAdd(day, rating) || found.Count > MostDays)
                throw Refusal.Invalid("file", $"line {line}");
        }
        return found.Count == 0 ? throw Refusal.Invalid("file", "empty") : [.. found.Values];
    }

    private async Task<StoreRatingsTaken> Keep(HttpContext http, List<StoreRating> ratings, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var (now, today) = (time.Now(), LocalDay.Of(time.Now(), (await shops.Shop(by.ShopId, cancel)).Zone));
        ratings.ForEach(r => r.Check());
        if (ratings.Any(r => r.Day > today || r.Day.Year < 2000))
            throw Refusal.Invalid("day", "not in the future");
        try
        {
            await db.InTransaction(async () =>
            {
                var days = ratings.ConvertAll(r => r.Day.DayNumber);
                var known = await db.Set<StoreRatingRow>().AsTracking().Where(r => r.ShopId == by.ShopId && days.Contains(r.Day)).ToDictionaryAsync(r => r.Day, cancel);
                foreach (var rating in ratings)
                {
                    if (!known.TryGetValue(rating.Day.DayNumber, out var row))
                        db.Add(new StoreRatingRow { ShopId = by.ShopId, Day = rating.Day.DayNumber, Rating = rating, ByName = by.Name, At = now });
                    else if (row.Rating != rating)
                        (row.Rating, row.ByName, row.At) = (rating, by.Name, now);
                }
                if (ratings is [var one])
                    Audit.Add(db, http, "store_rating.entered", Text(one.Day), known.GetValueOrDefault(one.Day.DayNumber)?.Rating, one);
                else
                    Audit.Add(db, http, "store_ratings.imported", $"{Text(ratings.Min(r => r.Day))}～{Text(ratings.Max(r => r.Day))}", null, new { days = ratings.Count });
            }, cancel);
        }
        catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
        {
            throw Refusal.Conflict("changed_meanwhile");
        }
        return new(ratings.Count);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
