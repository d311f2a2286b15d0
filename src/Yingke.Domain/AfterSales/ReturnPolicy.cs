namespace Yingke.Domain.AfterSales;

/// <summary>One version of a shop's or a product's after-sales policy. (spec: orders-aftersales.md, policy)</summary>
/// <param name="ProductId">Null: of the whole shop.</param>
/// <param name="ReturnDays">Return window from receipt; 0: none.</param>
/// <param name="WarrantyMonths">From receipt; 0: none.</param>
/// <param name="Unsaleable">Goods that cannot be sold again once out of season 过季.</param>
public sealed record ReturnPolicy(
    Guid Id, string? ProductId, DateTimeOffset EffectiveAt, int ReturnDays, string Exceptions, int WarrantyMonths, bool Unsaleable, string Text);

/// <summary>Why a reviewer should look twice; never a reason to refuse the request.</summary>
public enum PolicyWarning { OutOfReturnWindow, OutOfWarranty, Unsaleable, NotReceived }

public static class ReturnPolicies
{
    /// <summary>The version that holds at <paramref name="at"/>: the product's own if it has one, else the shop's; the latest that is in effect.</summary>
    public static ReturnPolicy? At(IEnumerable<ReturnPolicy> versions, string? productId, DateTimeOffset at)
    {
        var inEffect = versions.Where(v => v.EffectiveAt <= at && (v.ProductId is null || v.ProductId == productId));
        return inEffect.OrderByDescending(v => v.ProductId is not null).ThenByDescending(v => v.EffectiveAt).ThenByDescending(v => v.Id).FirstOrDefault();
    }

    public static IReadOnlyList<PolicyWarning> Warnings(ReturnPolicy? policy, ApplicationType type, DateTimeOffset? received, DateTimeOffset appliedAt)
    {
        if (policy is null)
            return [];
        var warnings = new List<PolicyWarning>();
        if (received is null && type != ApplicationType.Refund)
            warnings.Add(PolicyWarning.NotReceived);
        if (type is ApplicationType.Return or ApplicationType.Exchange)
        {
            if (received is { } at && appliedAt > at.AddDays(policy.ReturnDays))
                warnings.Add(PolicyWarning.OutOfReturnWindow);
            if (policy.Unsaleable)
                warnings.Add(PolicyWarning.Unsaleable);
        }

        if (type == ApplicationType.Repair && received is { } since && appliedAt > since.AddMonths(policy.WarrantyMonths))
            warnings.Add(PolicyWarning.OutOfWarranty);
        return warnings;
    }
}
