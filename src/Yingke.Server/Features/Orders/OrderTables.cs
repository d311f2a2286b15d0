using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Orders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Orders;

internal sealed class OrderTables :
    IEntityTypeConfiguration<Order>, IEntityTypeConfiguration<OrderLine>, IEntityTypeConfiguration<OrderChange>, IEntityTypeConfiguration<PriceOffer>,
    IEntityTypeConfiguration<Reminder>, IEntityTypeConfiguration<OrderException>, IEntityTypeConfiguration<OrderImport>
{
    public void Configure(EntityTypeBuilder<Order> orders)
    {
        orders.ToTable("orders");
        orders.HasKey(o => new { o.ShopId, o.Id });
        orders.HasIndex(o => new { o.ShopId, o.Number }).IsUnique();
        orders.HasIndex(o => new { o.ShopId, o.BuyerId, o.Id });
        // The badges of the desk's lists, however many orders a buyer has.
        orders.HasIndex(o => new { o.ShopId, o.BuyerId }, "unpaid").HasFilter("state = 'placed'");
        orders.HasIndex(o => new { o.ShopId, o.BuyerId }, "aftersale").HasFilter("open_applications > 0");
        orders.HasIndex(o => new { o.ShopId, o.State, o.PlacedAt });
        orders.HasIndex(o => new { o.ShopId, o.PaidAt });
        orders.HasIndex(o => new { o.ShopId, o.ReceiverPhone }, "receiver_phone").HasFilter("receiver_phone IS NOT NULL");
        orders.HasIndex(o => new { o.ShopId, o.PlacedAt });
        orders.Ignore(o => o.Address).Ignore(o => o.Badge).Ignore(o => o.IsUnshipped);
        orders.Property(o => o.Track).HasConversion(new JsonText<IReadOnlyList<TrackEvent>>(), JsonText<IReadOnlyList<TrackEvent>>.Comparer);
        orders.HasMany(o => o.Lines).WithOne().HasForeignKey(l => new { l.ShopId, l.OrderId });
    }

    public void Configure(EntityTypeBuilder<OrderLine> lines)
    {
        lines.ToTable("order_lines");
        lines.HasKey(l => new { l.ShopId, l.OrderId, l.Id });
        lines.Property(l => l.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<OrderChange> changes)
    {
        changes.ToTable("order_changes");
        changes.HasKey(c => new { c.ShopId, c.OrderId, c.Id });
    }

    public void Configure(EntityTypeBuilder<PriceOffer> offers)
    {
        offers.ToTable("price_offers");
        offers.HasKey(o => new { o.ShopId, o.Id });
        offers.HasIndex(o => new { o.ShopId, o.OrderId });
        offers.Property(o => o.Lines).HasConversion(new JsonText<IReadOnlyList<LinePrice>>(), JsonText<IReadOnlyList<LinePrice>>.Comparer);
    }

    public void Configure(EntityTypeBuilder<Reminder> reminders)
    {
        reminders.ToTable("payment_reminders");
        // The same order never twice: the key itself says so.
        reminders.HasKey(r => new { r.ShopId, r.OrderId });
        reminders.HasIndex(r => new { r.ShopId, r.BuyerId, r.Day }).IsUnique();
        reminders.HasIndex(r => new { r.ShopId, r.At });
    }

    public void Configure(EntityTypeBuilder<OrderException> exceptions)
    {
        exceptions.ToTable("order_exceptions");
        exceptions.HasKey(e => new { e.ShopId, e.Id });
        exceptions.HasIndex(e => new { e.ShopId, e.OrderId });
        exceptions.HasIndex(e => new { e.ShopId, e.ReportedAt });
    }

    public void Configure(EntityTypeBuilder<OrderImport> imports)
    {
        imports.ToTable("order_imports");
        imports.HasKey(i => new { i.ShopId, i.Id });
        imports.Property(i => i.Bad).HasConversion(new JsonText<IReadOnlyList<BadRow>>(), JsonText<IReadOnlyList<BadRow>>.Comparer);
    }
}
