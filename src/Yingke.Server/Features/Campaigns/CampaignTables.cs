using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Yingke.Domain.Campaigns;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Campaigns;

internal sealed class CampaignTables : IEntityTypeConfiguration<Campaign>, IEntityTypeConfiguration<HourlyBroadcast>, IEntityTypeConfiguration<GoalReview>
{
    public void Configure(EntityTypeBuilder<Campaign> campaigns)
    {
        campaigns.ToTable("campaigns");
        campaigns.HasKey(c => new { c.ShopId, c.Id });
        campaigns.HasIndex(c => new { c.ShopId, c.EndAt });
        campaigns.Property(c => c.Plan).HasConversion(new JsonText<CampaignPlan>(), JsonText<CampaignPlan>.Comparer);
        campaigns.Property(c => c.Overload).HasConversion((ValueConverter)new JsonText<OwnOverload>(), JsonText<OwnOverload>.Comparer);
    }

    public void Configure(EntityTypeBuilder<HourlyBroadcast> broadcasts)
    {
        broadcasts.ToTable("campaign_broadcasts");
        broadcasts.HasKey(b => new { b.ShopId, b.CampaignId, b.HourAt });
        broadcasts.Property(b => b.Document).HasConversion(new JsonText<BroadcastDocument>(), JsonText<BroadcastDocument>.Comparer);
    }

    public void Configure(EntityTypeBuilder<GoalReview> reviews)
    {
        reviews.ToTable("campaign_reviews");
        reviews.HasKey(r => new { r.ShopId, r.CampaignId, r.Day });
        reviews.Property(r => r.Document).HasConversion(new JsonText<ReviewDocument>(), JsonText<ReviewDocument>.Comparer);
    }
}
