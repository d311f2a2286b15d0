using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Quality;

namespace Yingke.Server.Features.Quality;

internal sealed class QualityTables : IEntityTypeConfiguration<Inspection>
{
    public void Configure(EntityTypeBuilder<Inspection> inspections)
    {
        inspections.ToTable("inspections");
        inspections.HasKey(i => new { i.ShopId, i.Id });
        inspections.HasIndex(i => new { i.ShopId, i.SourceId }).IsUnique();
        inspections.HasIndex(i => new { i.ShopId, i.At });
        inspections.Ignore(i => i.Score);
    }
}
