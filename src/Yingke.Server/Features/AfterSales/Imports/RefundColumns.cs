using Yingke.Server.Features.Orders.Imports;

namespace Yingke.Server.Features.AfterSales.Imports;

internal enum RefundField { Number, Order, AppliedAt, State, Intervention, Fen, Return, Title, Reason, Text, FinishedAt, Reviewer, Operator, SentAt, Company, Tracking }

/// <summary>The columns of Taobao's and Tmall's refund exports, by their trimmed names.</summary>
internal static class RefundColumns
{
    public static readonly IReadOnlyList<RefundField> Needed = [RefundField.Number, RefundField.Order, RefundField.AppliedAt, RefundField.State, RefundField.Fen];

    private static readonly (RefundField Field, string[] Names)[] Known =
    [
        (RefundField.Number, ["退款编号"]), (RefundField.Order, ["订单编号"]), (RefundField.AppliedAt, ["退款的申请时间", "退款申请时间"]), (RefundField.State, ["退款状态"]), (RefundField.Intervention, ["客服介入状态"]),
        (RefundField.Fen, ["买家退款金额", "退款金额"]), (RefundField.Return, ["是否需要退货"]), (RefundField.Title, ["宝贝标题"]), (RefundField.Reason, ["买家退款原因", "退款原因"]), (RefundField.Text, ["买家退款说明"]),
        (RefundField.FinishedAt, ["退款完结时间", "完结时间"]), (RefundField.Reviewer, ["审核操作人"]), (RefundField.Operator, ["退款操作人"]), (RefundField.SentAt, ["买家退货时间"]),
        (RefundField.Company, ["退货物流公司"]), (RefundField.Tracking, ["退货物流单号"]),
    ];

    public static Dictionary<RefundField, string> Recognize(IReadOnlyList<string> header) => OrderColumns.Recognize(header, Known);

    public static Dictionary<RefundField, int[]> Places(IReadOnlyList<string> header)
    {
        var names = header.Select(OrderColumns.Plain).ToList();
        return Recognize(header).ToDictionary(f => f.Key, f => (int[])[names.IndexOf(f.Value)]);
    }
}
