using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>What the machine looks for besides forbidden phrases. (spec: quality.md, Forbidden phrases)</summary>
internal sealed record QualitySettings
{
    public IReadOnlyList<string> Openings { get; init; } = Courtesies.Openings;
    public IReadOnlyList<string> Closings { get; init; } = Courtesies.Closings;

    /// <summary>Of one character each.</summary>
    public IReadOnlyList<string> Fillers { get; init; } = FillerWords.Shipped;

    /// <summary>An answer that took longer, in service hours, is proposed as slow.</summary>
    public int SlowSeconds { get; init; } = Wordlists.DefaultSlowSeconds;
}

internal sealed class QualitySettingsRow
{
    public Guid ShopId { get; init; }
    public long Version { get; set; }
    public required QualitySettings Document { get; set; }
}

/// <summary>Reads and replaces them as one document; of two editors the second is told that it changed meanwhile.</summary>
internal static class EditQualitySettings
{
    private const int MostWords = 200;

    public sealed record QualitySettingsAnswer(long Version, QualitySettings Settings);

    public sealed record QualitySettingsRequest(long Version, QualitySettings? Settings);

    public static async Task<QualitySettings> QualitySettings(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<QualitySettingsRow>().Where(s => s.ShopId == shopId).Select(s => s.Document).SingleOrDefaultAsync(cancel) ?? new();

    public static async Task<QualitySettingsAnswer> Show(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var row = await db.Set<QualitySettingsRow>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
        return new(row?.Version ?? 0, row?.Document ?? new());
    }

    public static async Task<QualitySettingsAnswer> Replace(QualitySettingsRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var next = Check(request.Settings ?? throw Refusal.Invalid("settings"));
        await db.InTransaction(async () =>
        {
            var row = await db.Set<QualitySettingsRow>().AsTracking().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel);
            if ((row?.Version ?? 0) != request.Version)
                throw Refusal.Conflict("settings_changed");
            Audit.Add(db, http, "quality_settings.changed", "质检设置", row?.Document ?? new QualitySettings(), next);
            if (row is null)
                db.Add(new QualitySettingsRow { ShopId = shopId, Version = 1, Document = next });
            else
                (row.Version, row.Document) = (row.Version + 1, next);
        }, cancel);
        return await Show(http, db, cancel);
    }

    private static QualitySettings Check(QualitySettings s)
    {
        if (s.SlowSeconds is < 10 or > 3600)
            throw Refusal.Invalid("settings.slowSeconds", "10–3600");
        var fillers = Words(s.Fillers, "settings.fillers");
        if (fillers.Any(f => f.EnumerateRunes().Count() != 1))
            throw Refusal.Invalid("settings.fillers", "one character each");
        return s with { Openings = Words(s.Openings, "settings.openings"), Closings = Words(s.Closings, "settings.closings"), Fillers = fillers };
    }

    private static List<string> Words(IReadOnlyList<string>? words, string field)
    {
        if (words is null or { Count: > MostWords } || words.Any(w => string.IsNullOrWhiteSpace(w) || w.Length > 30))
            throw Refusal.Invalid(field, $"at most {MostWords} of 1–30 characters");
        return [.. words.Select(w => w.Trim()).Distinct()];
    }
}
