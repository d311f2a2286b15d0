namespace Yingke.Domain.AfterSales;

/// <summary>What refund exports of Taobao and Tmall write in words. (data/README: what exports look like)</summary>
public static class RefundFileWords
{
    private static readonly Dictionary<string, ApplicationState> States = new()
    {
        ["买家已经申请退款,等待卖家同意"] = ApplicationState.Applied, ["等待卖家同意"] = ApplicationState.Applied, ["待卖家处理"] = ApplicationState.Applied,
        ["卖家已经同意退款,等待买家退货"] = ApplicationState.Approved, ["等待买家退货"] = ApplicationState.Approved, ["待买家退货"] = ApplicationState.Approved,
        ["买家已经退货,等待卖家确认收货"] = ApplicationState.SentBack, ["等待卖家确认收货"] = ApplicationState.SentBack, ["待卖家确认收货"] = ApplicationState.SentBack,
        ["卖家拒绝退款"] = ApplicationState.Rejected, ["卖家拒绝"] = ApplicationState.Rejected,
        ["退款关闭"] = ApplicationState.Withdrawn, ["退款成功"] = ApplicationState.Closed,
    };

    /// <summary>
    /// Where it stands; null for words that nobody knows. A refund that succeeded is closed: money and invoice were the platform's business. While the platform's own people look into it, it is theirs.
    /// </summary>
    /// <param name="state">退款状态; the comma may be half or full width.</param>
    /// <param name="intervention">客服介入状态; empty where nobody stepped in.</param>
    public static ApplicationState? State(string state, string? intervention)
    {
        if (!States.TryGetValue(state.Trim().Replace('，', ',').Replace(" ", "", StringComparison.Ordinal), out var known))
            return null;
        var platform = intervention is not null && (intervention.Contains("已介入", StringComparison.Ordinal) || intervention.Contains("已经介入", StringComparison.Ordinal) || intervention.StartsWith("需要", StringComparison.Ordinal));
        return platform && !IsEnd(known) ? ApplicationState.PlatformIn : known;
    }

    /// <summary>Whether goods come back with it: 是否需要退货.</summary>
    public static ApplicationType Type(string? needsReturn) =>
        needsReturn is null || needsReturn.StartsWith('否') || needsReturn.StartsWith('不') || needsReturn.StartsWith('无') || needsReturn.Contains("仅退款", StringComparison.Ordinal) ? ApplicationType.Refund : ApplicationType.Return;

    /// <summary>Nothing comes after it.</summary>
    public static bool IsEnd(ApplicationState state) => state is ApplicationState.Withdrawn or ApplicationState.Closed;
}
