using Yingke.Domain.Routing;

namespace Yingke.Domain.History;

/// <summary>The format's words for what the program has enums for. (spec: history-format.md; routing.md, Inflow)</summary>
public static class HistoryWords
{
    internal static readonly string[] GroupWords = ["presale", "insale", "aftersale"];
    internal static readonly string[] ChannelWords = ["web", "h5", "api", "hotline"];

    private static readonly Dictionary<string, Source> Sources = new(StringComparer.Ordinal)
    {
        ["message_center"] = Source.MessageCenter,
        ["order_detail"] = Source.OrderDetail,
        ["order_list"] = Source.OrderList,
        ["shop_home"] = Source.ShopHome,
        ["product_detail"] = Source.ProductDetail,
    };

    /// <summary>Any other word is a source too: the shop's setting says what it asks for.</summary>
    public static Source SourceOf(string word) => Sources.GetValueOrDefault(word, Source.Other);

    public static string Word(Source source) => Sources.FirstOrDefault(s => s.Value == source).Key ?? "other";

    public static Groups GroupsOf(IEnumerable<string> words) => words.Aggregate(
        Groups.None, (all, word) => all | (Groups)(1 << Array.IndexOf(GroupWords, word)));

    public static IReadOnlyList<string> Words(Groups groups) =>
        [.. GroupWords.Where((_, i) => (groups & (Groups)(1 << i)) != 0)];
}
