using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>What one post may refund by itself.</summary>
internal sealed record PostLimit(Guid PostId, long? PerOrderFen, long? PerDayFen);

/// <summary>What a shop sets of its after-sales: limits above which a second person confirms, the holidays of the working-day calendar, reasons to choose from.</summary>
internal sealed record AfterSaleSettings
{
    public long? PerOrderFen { get; init; } = 50_000;
    public long? PerDayFen { get; init; } = 500_000;
    public IReadOnlyList<PostLimit> Posts { get; init; } = [];
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];
    public IReadOnlyList<string> Reasons { get; init; } = ["质量问题", "与描述不符", "少件漏发", "发错货", "不想要了", "未收到货", "其他"];

    public RefundLimit LimitOf(Guid? postId) => Posts.FirstOrDefault(p => p.PostId == postId) is { } own ? new(own.PerOrderFen, own.PerDayFen) : new(PerOrderFen, PerDayFen);
}

internal sealed class AfterSaleSettingsRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public required AfterSaleSettings Document { get; set; }
}

/// <summary>Reads and replaces them as one document; of two editors the second is told that it changed meanwhile.</summary>
internal static class EditAfterSaleSettings
{
    public sealed record PostName(Guid Id, string Name);

    public sealed record Answer(long Version, AfterSaleSettings Settings, IReadOnlyList<PostName> Posts);

    public sealed record Request(long Version, AfterSaleSettings? Settings);

    private const long MostFen = 1_000_000_000;

    public static async Task<AfterSaleSettings> AfterSales(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<AfterSaleSettingsRow>().Where(s => s.ShopId == shopId).Select(s => s.Document).SingleOrDefaultAsync(cancel) ?? new();

    public static async Task<Answer> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<AfterSaleSettingsRow>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
        var posts = await db.Set<Post>().Where(p => p.ShopId == shopId).OrderBy(p => p.Id).Select(p => new PostName(p.Id, p.Name)).ToListAsync(cancel);
        return new(row?.Version ?? 0, row?.Document ?? new(), posts);
    }

    public static async Task<Answer> Replace(Request request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = await Check(request.Settings ?? throw Refusal.Invalid("settings"), shopId, db, cancel);
        await db.InTransaction(async () =>
        {
            var row = await db.Set<AfterSaleSettingsRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            Audit.Add(db, http, "aftersale_settings.changed", "售后设置", row?.Document ?? new AfterSaleSettings(), next);
            if (row is null)
                db.Add(new AfterSaleSettingsRow { ShopId = shopId, Version = 1, Document = next });
            else
                (row.Version, row.Document) = (row.Version + 1, next);
        }, cancel);
        return await Show(http, db, cancel);
    }

    private static async Task<AfterSaleSettings> Check(AfterSaleSettings s, Guid shopId, Db db, CancellationToken cancel)
    {
        Limit(s.PerOrderFen, "settings.perOrderFen");
        Limit(s.PerDayFen, "settings.perDayFen");
        if (s.Posts is null || s.Posts.Count > 100 || s.Posts.Contains(null!) || s.Posts.DistinctBy(p => p.PostId).Count() != s.Posts.Count)
            throw Refusal.Invalid("settings.posts");
        foreach (var post in s.Posts)
        {
            Limit(post.PerOrderFen, "settings.posts");
            Limit(post.PerDayFen, "settings.posts");
        }
        var ids = s.Posts.Select(p => p.PostId).ToList();
        if (await db.Set<Post>().CountAsync(p => p.ShopId == shopId && ids.Contains(p.Id), cancel) != ids.Count)
            throw Refusal.Invalid("settings.posts");
        if (s.Holidays is null || s.Holidays.Count > 400 || s.Holidays.Distinct().Count() != s.Holidays.Count)
            throw Refusal.Invalid("settings.holidays");
        if (s.Reasons is null || s.Reasons.Count is 0 or > 50 || s.Reasons.Distinct(StringComparer.Ordinal).Count() != s.Reasons.Count)
            throw Refusal.Invalid("settings.reasons");
        foreach (var reason in s.Reasons)
            AgentFields.Text(reason ?? "", "settings.reasons", 1, 40);
        return s with { Holidays = [.. s.Holidays.Order()], Reasons = [.. s.Reasons.Select(r => r.Trim())] };
    }

    private static void Limit(long? fen, string field)
    {
        if (fen is < 0 or > MostFen)
            throw Refusal.Invalid(field, $"0–{MostFen}");
    }
}
