using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Domain.Accounts;

namespace Yingke.Server.Features.Alerts;

/// <summary>Which ways one kind of alert takes to somebody. Who chose nothing sees it on the page, and there alone.</summary>
internal sealed class AlertChoice
{
    public Guid ShopId { get; init; }
    public Guid AgentId { get; init; }
    public AlertKind Kind { get; init; }

    /// <summary>The bell, and a notice while the page is open.</summary>
    public bool Page { get; set; } = true;
    public bool Push { get; set; }

    /// <summary>To the shop's webhooks that want alerts.</summary>
    public bool Webhook { get; set; }
}

internal sealed class AlertChoiceTables : IEntityTypeConfiguration<AlertChoice>
{
    public void Configure(EntityTypeBuilder<AlertChoice> choices)
    {
        choices.ToTable("alert_choices");
        choices.HasKey(c => new { c.ShopId, c.AgentId, c.Kind });
    }
}

/// <summary>Whom which kind concerns at all; the single alert still asks whether this one may be seen.</summary>
internal static class AlertKinds
{
    private static readonly Dictionary<AlertKind, string[]> Concerned = new()
    {
        [AlertKind.OfflineMessage] = [Permission.ImChat], [AlertKind.OfflineMessageDue] = [Permission.ImChat], [AlertKind.Mention] = [Permission.ImChat],
        [AlertKind.BadRating] = [Permission.ImSupervise], [AlertKind.ForbiddenPhrase] = [Permission.ImSupervise],
        [AlertKind.TicketAssigned] = [Permission.TicketsHandle], [AlertKind.TicketMoved] = [Permission.TicketsHandle],
        [AlertKind.TicketNear] = [Permission.TicketsHandle, Permission.ImSupervise], [AlertKind.TicketOverdue] = [Permission.TicketsHandle, Permission.ImSupervise],
        [AlertKind.CallbackNear] = [Permission.ImChat, Permission.TicketsHandle], [AlertKind.CallbackMissed] = [Permission.ImSupervise],
        [AlertKind.OrderNear] = [Permission.ImSupervise], [AlertKind.OrderOverdue] = [Permission.ImSupervise],
        [AlertKind.Complaint] = [Permission.ComplaintsDecide],
        [AlertKind.InspectionResult] = [Permission.ImChat, Permission.HotlineHandle], [AlertKind.AppealDecided] = [Permission.ImChat, Permission.HotlineHandle, Permission.QualityInspect],
        [AlertKind.InspectionAppealed] = [Permission.QualityInspect, Permission.QualityDecide],
        [AlertKind.DutyUncovered] = [Permission.ImSupervise], [AlertKind.GoalReview] = [Permission.ImSupervise], [AlertKind.StaffingDue] = [Permission.CampaignsRun],
        [AlertKind.StaffingMoved] = [Permission.ImChat], [AlertKind.StaffingUndone] = [Permission.ImChat],
    };

    /// <summary>All but thresholds, which are chosen one by one.</summary>
    public static IEnumerable<AlertKind> For(IReadOnlyDictionary<string, Scope> permissions) => Concerned.Where(k => k.Value.Any(permissions.ContainsKey)).Select(k => k.Key);

    /// <summary>A group's robot reads along for everybody in it: only who sees the whole shop, or looks after its connections, may send there.</summary>
    public static bool MaySendOut(IReadOnlyDictionary<string, Scope> permissions) =>
        permissions.ContainsKey(Permission.ApiKeys) || (permissions.TryGetValue(Permission.ImSupervise, out var reach) && reach == Scope.All);
}
