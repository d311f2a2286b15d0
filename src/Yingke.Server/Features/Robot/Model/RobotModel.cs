using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Yingke.Server.Features.Robot.Model;

/// <summary>A shop's language model behind an address that speaks as OpenAI's does; no row, or not switched on, is none. (spec: campaigns.md, Robot)</summary>
internal sealed class RobotModel
{
    public const int UsualSeconds = 4;

    public Guid ShopId { get; init; }
    public bool IsOn { get; set; }

    /// <summary>Up to and without <c>/chat/completions</c>.</summary>
    public string Address { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>So long an answer is waited for.</summary>
    public int Seconds { get; set; } = UsualSeconds;

    /// <summary>Its key, sealed; it never leaves the program but towards the address.</summary>
    public string? Secret { get; set; }
}

internal sealed class RobotModelTables : IEntityTypeConfiguration<RobotModel>
{
    public void Configure(EntityTypeBuilder<RobotModel> models)
    {
        models.ToTable("robot_models");
        models.HasKey(m => m.ShopId);
    }
}
