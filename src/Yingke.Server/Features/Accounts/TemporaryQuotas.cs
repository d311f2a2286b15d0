using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Accounts;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>Places above a shop's quota, for a while.</summary>
internal sealed class TemporaryQuota
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int Places { get; init; }
    public DateTimeOffset FromAt { get; init; }

    /// <summary>From this instant on they are no more, and neither are the accounts on them.</summary>
    public DateTimeOffset UntilAt { get; init; }

    /// <summary>Of the thirty days before, by which it was granted.</summary>
    public int Orders { get; init; }
    public required string AppliedBy { get; init; }
}

internal sealed class TemporaryQuotaTables : IEntityTypeConfiguration<TemporaryQuota>
{
    public void Configure(EntityTypeBuilder<TemporaryQuota> quotas)
    {
        quotas.ToTable("temporary_quotas");
        quotas.HasKey(q => new { q.ShopId, q.Id });
        quotas.HasIndex(q => new { q.ShopId, q.UntilAt }, "until_at");
    }
}

internal sealed record TemporaryPlacesView(int Places, int Used, DateTimeOffset UntilAt);

/// <param name="Orders">Of the last thirty whole days.</param>
/// <param name="Why">Why nobody can apply now; null where somebody can.</param>
internal sealed record TemporaryQuotaAnswer(int Orders, int Days, decimal Average, int Needed, int Places, TemporaryPlacesView? Granted, [property: WordsOf("too_few_orders", "places_granted")] string? Why);

/// <summary>临时子账号: ten more for a month, for a shop with five hundred orders a day (spec: campaigns.md, Sub-account quota).</summary>
internal static class TemporaryQuotas
{
    public static Task<TemporaryQuotaAnswer> Show(HttpContext http, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel) => Answer(http.Agent()!.ShopId, db, shops, time, cancel);

    public static async Task<TemporaryQuotaAnswer> Apply(HttpContext http, Dispatcher dispatcher, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel)
    {
        var by = http.Agent()!;
        // In a turn of the shop: of two who apply at once the second finds the first one's places.
        await dispatcher.Run(by.ShopId, async turn =>
        {
            if (await Running(turn.Db, by.ShopId, turn.Now) is not null)
                throw Refusal.Conflict("places_granted");
            var orders = await Orders(turn.Db, by.ShopId, turn.Shop.Zone, turn.Now);
            if (!TemporaryPlaces.MayApply(orders))
                throw Refusal.Conflict("too_few_orders");
            var quota = new TemporaryQuota { ShopId = by.ShopId, Places = TemporaryPlaces.Count, FromAt = turn.Now, UntilAt = TemporaryPlaces.Until(turn.Now, turn.Shop.Zone), Orders = orders, AppliedBy = by.Name };
            turn.Db.Add(quota);
            Audit.Add(turn.Db, http, "quota.extended", turn.Shop.Name, null, new { quota.Places, quota.UntilAt, quota.Orders });
            await turn.Db.SaveChangesAsync();
        }, cancel);
        return await Answer(by.ShopId, db, shops, time, cancel);
    }

    /// <summary>Within a turn: a place for one more account. An ordinary one, or else one that lapses at the instant that is given back.</summary>
    public static async Task<DateTimeOffset?> TakePlace(DispatchTurn turn)
    {
        if (await FindAgents.Used(turn.Db, turn.Shop.Id, CancellationToken.None) < turn.Shop.SubAccountQuota)
            return null;
        return await Granted(turn.Db, turn.Shop.Id, turn.Now) is { } granted && granted.Used < granted.Places ? granted.UntilAt : throw Refusal.Conflict("quota_reached");
    }

    public static async Task<TemporaryPlacesView?> Granted(Db db, Guid shopId, DateTimeOffset now, CancellationToken cancel = default) =>
        await Running(db, shopId, now, cancel) is { } quota
            ? new(quota.Places, await db.Set<Agent>().CountAsync(a => a.ShopId == shopId && a.SuspendedAt == null && a.LapsesAt > now, cancel), quota.UntilAt)
            : null;

    private static Task<TemporaryQuota?> Running(Db db, Guid shopId, DateTimeOffset now, CancellationToken cancel = default) =>
        db.Set<TemporaryQuota>().Where(q => q.ShopId == shopId && q.UntilAt > now).OrderByDescending(q => q.UntilAt).FirstOrDefaultAsync(cancel);

    private static Task<int> Orders(Db db, Guid shopId, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancel = default)
    {
        var today = LocalDay.Of(now, zone);
        var (from, to) = (LocalDay.Start(today.AddDays(-TemporaryPlaces.Days), zone), LocalDay.Start(today, zone));
        return db.Set<Order>().CountAsync(o => o.ShopId == shopId && o.PlacedAt >= from && o.PlacedAt < to, cancel);
    }

    private static async Task<TemporaryQuotaAnswer> Answer(Guid shopId, Db db, ShopDirectory shops, TimeProvider time, CancellationToken cancel)
    {
        var now = time.Now();
        var orders = await Orders(db, shopId, (await shops.Shop(shopId, cancel)).Zone, now, cancel);
        var granted = await Granted(db, shopId, now, cancel);
        return new(orders, TemporaryPlaces.Days, TemporaryPlaces.Average(orders), TemporaryPlaces.OrdersADay, TemporaryPlaces.Count, granted,
            granted is not null ? "places_granted" : TemporaryPlaces.MayApply(orders) ? null : "too_few_orders");
    }
}
