namespace Yingke.Server.Features.Orders.Imports;

/// <summary>What a column of a file can mean.</summary>
internal enum OrderField
{
    Number, Buyer, State, Total, Paid, Freight, PlacedAt, PaidAt, ShippedAt, ReceivedAt, ClosedAt, Receiver, Phone, Address, Title, Sku, Quantity, Price, Company, Tracking, Message, Note, CloseReason,
}

/// <summary>Which column holds which field, by name. Names are compared without blanks around them: exports carry them.</summary>
internal static class OrderColumns
{
    private static readonly OrderField[] Needed = [OrderField.Number, OrderField.Buyer, OrderField.Total, OrderField.PlacedAt];

    /// <summary>The details of orders that the shop knows already: one row a line, without buyer and times.</summary>
    private static readonly OrderField[] NeededOfDetails = [OrderField.Number, OrderField.Title, OrderField.Price, OrderField.Quantity];

    /// <summary>Names of Taobao's and Tmall's exports first, then what other platforms and people write.</summary>
    private static readonly (OrderField Field, string[] Names)[] Known =
    [
        (OrderField.Number, ["订单编号", "订单号", "主订单编号", "order_no", "order number"]), (OrderField.Buyer, ["买家会员名", "买家昵称", "买家", "会员名", "buyer"]),
        (OrderField.State, ["订单状态", "状态", "state", "status"]), (OrderField.Total, ["总金额", "订单金额", "应付金额", "total", "amount"]),
        (OrderField.Paid, ["买家实际支付金额", "实付金额", "实际支付", "paid"]), (OrderField.Freight, ["买家应付邮费", "邮费", "运费", "freight"]),
        (OrderField.PlacedAt, ["订单创建时间", "下单时间", "创建时间", "placed_at"]), (OrderField.PaidAt, ["订单付款时间", "付款时间", "支付时间", "paid_at"]),
        (OrderField.ShippedAt, ["发货时间", "shipped_at"]), (OrderField.ReceivedAt, ["签收时间", "确认收货时间", "received_at"]), (OrderField.ClosedAt, ["关闭时间", "closed_at"]),
        (OrderField.Receiver, ["收货人姓名", "收货人", "receiver"]), (OrderField.Phone, ["联系手机", "收货人手机", "手机", "联系电话", "phone"]),
        (OrderField.Address, ["修改后的收货地址", "收货地址", "地址", "address"]), (OrderField.Title, ["宝贝标题", "商品标题", "商品名称", "标题", "title"]),
        (OrderField.Sku, ["修改后的sku", "商品属性", "规格", "sku"]), (OrderField.Quantity, ["宝贝总数量", "购买数量", "商品数量", "数量", "quantity"]),
        (OrderField.Price, ["价格", "单价", "price"]), (OrderField.Company, ["物流公司", "快递公司"]), (OrderField.Tracking, ["物流单号", "快递单号", "运单号"]),
        (OrderField.Message, ["买家留言"]), (OrderField.Note, ["订单备注", "卖家备注", "备注"]), (OrderField.CloseReason, ["订单关闭原因", "关闭原因"]),
    ];

    public static string Plain(string name) => name.Trim().Trim('\uFEFF').Trim();

    /// <summary>What the names say by themselves.</summary>
    public static Dictionary<OrderField, string> Recognize(IReadOnlyList<string> header) => Recognize(header, Known);

    /// <summary>Of each field the first of its names that is there.</summary>
    public static Dictionary<TField, string> Recognize<TField>(IReadOnlyList<string> header, IEnumerable<(TField Field, string[] Names)> fields) where TField : struct, Enum
    {
        var names = header.Select(Plain).ToList();
        var found = new Dictionary<TField, string>();
        foreach (var (field, known) in fields)
        {
            if (Array.Find(known, k => names.Contains(k, StringComparer.OrdinalIgnoreCase)) is { } name)
                found[field] = names.First(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
        return found;
    }

    public static bool IsDetails(IReadOnlyDictionary<OrderField, string> mapping) => !mapping.ContainsKey(OrderField.Buyer) && Array.TrueForAll(NeededOfDetails, mapping.ContainsKey);

    public static IReadOnlyList<OrderField> Missing(IReadOnlyDictionary<OrderField, string> mapping) => IsDetails(mapping) ? [] : [.. Needed.Where(f => !mapping.ContainsKey(f))];

    /// <summary>Places of the mapped columns in this file.</summary>
    public static Dictionary<OrderField, int[]> Places(IReadOnlyList<string> header, IReadOnlyDictionary<OrderField, string> mapping)
    {
        var names = header.Select(Plain).ToList();
        var places = mapping.ToDictionary(m => m.Key, m => Enumerable.Range(0, names.Count).Where(i => names[i].Equals(Plain(m.Value), StringComparison.OrdinalIgnoreCase)).ToArray());
        // An address that was changed later stands in a column of its own, mostly empty: the first one counts then.
        foreach (var (field, spare) in new[] { (OrderField.Address, "收货地址"), (OrderField.Phone, "联系电话") })
        {
            if (places.TryGetValue(field, out var known) && names.IndexOf(spare) is >= 0 and var second && !known.Contains(second))
                places[field] = [.. known, second];
        }
        return places.Where(p => p.Value.Length > 0).ToDictionary();
    }
}
