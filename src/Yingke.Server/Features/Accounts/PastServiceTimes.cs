using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Performance;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>Service times and zone that stood until an instant: a message of the night is one of the night as it was then. (spec: performance.md, Stints)</summary>
internal sealed class PastServiceTimes
{
    public Guid ShopId { get; init; }
    public DateTimeOffset Until { get; init; }
    public required ServiceSettings Service { get; init; }
    public required string TimeZone { get; init; }
}

internal sealed class PastServiceTimesTables : IEntityTypeConfiguration<PastServiceTimes>
{
    public void Configure(EntityTypeBuilder<PastServiceTimes> times)
    {
        times.ToTable("past_service_times");
        times.HasKey(t => new { t.ShopId, t.Until });
        times.Property(t => t.Service).HasConversion((ValueConverter)new JsonText<ServiceSettings>());
    }
}

internal static class ServiceTimesOfShop
{
    /// <summary>Within the open transaction, before the shop's settings are replaced: what stood until <paramref name="now"/>, if it changes.</summary>
    public static async Task KeepServiceTimes(this Db db, Shop before, ServiceSettings service, string timeZone, DateTimeOffset now, CancellationToken cancel)
    {
        static (TimeOnly, TimeOnly, TimeOnly) Times(ServiceSettings of) => (of.Start, of.End, of.NightDue);
        if (Times(before.Settings.Service) == Times(service) && before.TimeZone == timeZone)
            return;
        // Twice in one millisecond: the first of the two stood for no time at all.
        if (!await db.Set<PastServiceTimes>().AnyAsync(t => t.ShopId == before.Id && t.Until == now, cancel))
            db.Add(new PastServiceTimes { ShopId = before.Id, Until = now, Service = before.Settings.Service, TimeZone = before.TimeZone });
    }

    /// <summary>In the order of their beginnings; the last are today's.</summary>
    public static async Task<IReadOnlyList<ServiceTimes>> AllServiceTimes(this Db db, Shop shop, CancellationToken cancel)
    {
        var (all, from) = (new List<ServiceTimes>(), DateTimeOffset.MinValue);
        void Add(ServiceSettings service, string zone) => all.Add(new(from, service.Start, service.End, service.NightDue, TimeZoneInfo.FindSystemTimeZoneById(zone)));
        foreach (var past in await db.Set<PastServiceTimes>().Where(t => t.ShopId == shop.Id).OrderBy(t => t.Until).ToListAsync(cancel))
        {
            Add(past.Service, past.TimeZone);
            from = past.Until;
        }
        Add(shop.Settings.Service, shop.TimeZone);
        return all;
    }
}
