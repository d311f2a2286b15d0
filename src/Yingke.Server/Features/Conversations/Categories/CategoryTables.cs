using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yingke.Server.Features.Conversations.Categories;

/// <summary>What an inquiry is about: one tree per shop for chats, calls, tickets and applications (spec: tickets-hotline.md, Categories).</summary>
internal sealed class Category
{
    public const int Deepest = 3;

    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? ParentId { get; init; }
    public required string Name { get; set; }

    /// <summary>Among its siblings, the smallest first.</summary>
    public int Position { get; set; }

    /// <summary>Not to be chosen any more; what was counted under it stays counted.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>Levels below a new shop's first ones.</summary>
    public static IReadOnlyList<(string Name, string[] Below)> Shipped { get; } =
    [
        ("售前", ["商品咨询", "优惠活动", "库存与到货"]), ("售中", ["物流查询", "修改订单", "催发货"]), ("售后", ["退货", "换货", "维修", "退款进度", "错发少发", "质量问题"]), ("发票", []), ("投诉", []), ("其他", []),
    ];
}

internal enum CategorySubject { Conversation, Ticket, Aftersale, Call }

/// <summary>The category of one thing.</summary>
internal sealed class CategoryUse
{
    public Guid ShopId { get; init; }
    public Guid SubjectId { get; init; }
    public CategorySubject Kind { get; init; }
    public Guid CategoryId { get; set; }
    public Guid? AgentId { get; set; }

    /// <summary>What it was about, by the product's name.</summary>
    public string? Product { get; set; }
    public DateTimeOffset At { get; set; }
}

internal sealed class CategoryTables : IEntityTypeConfiguration<Category>, IEntityTypeConfiguration<CategoryUse>
{
    public void Configure(EntityTypeBuilder<Category> categories)
    {
        categories.ToTable("categories");
        categories.HasKey(c => new { c.ShopId, c.Id });
    }

    public void Configure(EntityTypeBuilder<CategoryUse> uses)
    {
        uses.ToTable("category_uses");
        uses.HasKey(u => new { u.ShopId, u.SubjectId });
        uses.HasIndex(u => new { u.ShopId, u.At });
        uses.HasIndex(u => new { u.ShopId, u.AgentId, u.At });
    }
}
