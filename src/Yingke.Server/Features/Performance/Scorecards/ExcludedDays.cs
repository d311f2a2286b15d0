using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <summary>Indicators that leave the scorecards for some days, and what for: a campaign. Whoever has such days writes them here. (spec: campaigns.md, Assessment)</summary>
internal sealed class ExcludedDays
{
    public Guid ShopId { get; init; }

    /// <summary>What it is for; it has one row.</summary>
    public Guid CauseId { get; init; }
    public required string Name { get; set; }

    /// <summary>Local days, counted from 0001-01-01, both included.</summary>
    public int FromDay { get; set; }
    public int ToDay { get; set; }
    public required IReadOnlyList<string> Indicators { get; set; }
}

/// <summary>As the sheet tells it.</summary>
internal sealed record ExcludedView(string Name, DateOnly From, DateOnly To, IReadOnlyList<string> Indicators);

internal sealed class ExcludedDaysTables : IEntityTypeConfiguration<ExcludedDays>
{
    public void Configure(EntityTypeBuilder<ExcludedDays> days)
    {
        days.ToTable("excluded_days");
        days.HasKey(d => new { d.ShopId, d.CauseId });
        days.Property(d => d.Indicators).HasConversion(new JsonText<IReadOnlyList<string>>(), JsonText<IReadOnlyList<string>>.Comparer);
    }
}

internal static class Exclusions
{
    /// <summary>Within the open transaction: from now on these days are without these indicators. No indicators, no days.</summary>
    public static async Task Exclude(this Db db, Guid shopId, Guid causeId, string name, Period days, IReadOnlyList<string> indicators, CancellationToken cancel)
    {
        var row = await db.Set<ExcludedDays>().AsTracking().SingleOrDefaultAsync(d => d.ShopId == shopId && d.CauseId == causeId, cancel);
        var (from, to) = (days.From.DayNumber, days.To.DayNumber);
        if (row is not null && (indicators.Count == 0 || to < from))
            db.Remove(row);
        else if (row is not null)
            (row.Name, row.FromDay, row.ToDay, row.Indicators) = (name, from, to, indicators);
        else if (indicators.Count > 0 && to >= from)
            db.Add(new ExcludedDays { ShopId = shopId, CauseId = causeId, Name = name, FromDay = from, ToDay = to, Indicators = indicators });
    }

    /// <summary>Those that touch a period.</summary>
    public static Task<List<ExcludedDays>> Excluded(this Db db, Guid shopId, Period period, CancellationToken cancel)
    {
        var (first, last) = (period.From.DayNumber, period.To.DayNumber);
        return db.Set<ExcludedDays>().Where(d => d.ShopId == shopId && d.FromDay <= last && d.ToDay >= first).OrderBy(d => d.FromDay).ThenBy(d => d.CauseId).ToListAsync(cancel);
    }
}
