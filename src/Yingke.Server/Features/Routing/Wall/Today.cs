using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;

namespace Yingke.Server.Features.Routing.Wall;

/// <summary>The shop's local day so far, and its night: the last one, or the one that has begun.</summary>
internal sealed record Today(DateTimeOffset Start, DateTimeOffset NightFrom, DateTimeOffset NightTo)
{
    /// <summary>From when on closed conversations matter.</summary>
    public DateTimeOffset Since => NightFrom < Start ? NightFrom : Start;

    public static Today Of(Shop shop, DateTimeOffset now)
    {
        var (zone, service) = (shop.Zone, shop.Settings.Service);
        var day = LocalDay.Of(now, zone);
        var isNight = TimeOnly.FromDateTime(LocalDay.Local(now, zone)) >= service.End && service.End > service.Start;
        var evening = isNight ? day : day.AddDays(-1);
        return new(LocalDay.Start(day, zone), LocalDay.Instant(evening.ToDateTime(service.End), zone), LocalDay.Instant(evening.AddDays(1).ToDateTime(service.Start), zone));
    }

    /// <summary>Both ends belong to the night (spec: routing.md, Service hours and deadlines).</summary>
    public bool IsNight(DateTimeOffset at) => at >= NightFrom && at <= NightTo;
}
