using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yingke.Server.Features.Buyers;

/// <summary>A page of the shop that a buyer looked at, as their window tells it.</summary>
internal sealed class PageView
{
    public Guid ShopId { get; init; }
    public Guid BuyerId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset At { get; init; }
    public required string Title { get; init; }
    public required string Url { get; init; }
}

internal sealed class PageViewTables : IEntityTypeConfiguration<PageView>
{
    public void Configure(EntityTypeBuilder<PageView> pages)
    {
        pages.ToTable("page_views");
        pages.HasKey(p => new { p.ShopId, p.BuyerId, p.Id });
        pages.HasIndex(p => new { p.ShopId, p.At });
    }
}
