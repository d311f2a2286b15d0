using System.Globalization;

namespace Yingke.Domain.Orders;

/// <summary>What order files write in words: states and times. (data/README: what exports look like)</summary>
public static class FileWords
{
    private static readonly Dictionary<string, OrderState> States = new(StringComparer.OrdinalIgnoreCase)
    {
        ["等待买家付款"] = OrderState.Placed, ["待付款"] = OrderState.Placed, ["已拍"] = OrderState.Placed, ["已拍未付"] = OrderState.Placed, ["未付款"] = OrderState.Placed, ["placed"] = OrderState.Placed,
        ["买家已付款,等待卖家发货"] = OrderState.Paid, ["待发货"] = OrderState.Paid, ["已付款"] = OrderState.Paid, ["paid"] = OrderState.Paid,
        ["卖家已发货,等待买家确认"] = OrderState.Shipped, ["待收货"] = OrderState.Shipped, ["已发货"] = OrderState.Shipped, ["shipped"] = OrderState.Shipped,
        ["已签收"] = OrderState.Received, ["received"] = OrderState.Received,
        ["交易成功"] = OrderState.Completed, ["已完成"] = OrderState.Completed, ["completed"] = OrderState.Completed,
        ["交易关闭"] = OrderState.Closed, ["退款成功"] = OrderState.Closed, ["已关闭"] = OrderState.Closed, ["已取消"] = OrderState.Closed, ["closed"] = OrderState.Closed,
    };

    private static readonly string[] Times =
    [
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d", "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy/M/d", "yyyy.M.d H:m:s", "yyyy年M月d日 H:m:s", "yyyy年M月d日 H:m", "yyyy-M-d'T'H:m:s",
    ];

    /// <summary>The comma may be half or full width, with blanks around it.</summary>
    public static OrderState? State(string text) =>
        States.TryGetValue(text.Trim().Replace('，', ',').Replace(" ", "", StringComparison.Ordinal), out var state) ? state : null;

    /// <summary>A local time in one of the forms that exports use, or a spreadsheet's day number; null for anything else.</summary>
    public static DateTime? Time(string text)
    {
        text = text.Trim();
        if (DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time.Year is >= 2000 and <= 2100 ? time : null;
        // Days since 1899-12-30: 36526 is the first day of 2000.
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is >= 36526 and < 73415
            ? new DateTime(1899, 12, 30).AddSeconds(Math.Round(days * 86_400))
            : null;
    }
}
