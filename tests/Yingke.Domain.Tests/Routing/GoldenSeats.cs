using System.Text.Json;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Routing;

/// <summary>Reads the golden cases' agents and words.</summary>
internal static class GoldenSeats
{
    public static DateTimeOffset Instant(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    public static DateTimeOffset Instant(JsonElement seconds) => Instant(seconds.GetInt64());

    public static Presence Presence(string word) => word switch
    {
        "online" => Domain.Routing.Presence.Online,
        "busy" => Domain.Routing.Presence.Busy,
        "offline" => Domain.Routing.Presence.Offline,
        _ => throw new InvalidDataException(word),
    };

    public static Source Source(string word) => word switch
    {
        "message_center" => Domain.Routing.Source.MessageCenter,
        "order_detail" => Domain.Routing.Source.OrderDetail,
        "order_list" => Domain.Routing.Source.OrderList,
        "shop_home" => Domain.Routing.Source.ShopHome,
        "product_detail" => Domain.Routing.Source.ProductDetail,
        _ => Domain.Routing.Source.Other,
    };

    public static Inquiry Inquiry(JsonElement @case) =>
        Inquiries.Of(Source(@case.GetProperty("source").GetString()!), Domain.Routing.Inquiry.Presale);

    public static Groups Groups(JsonElement words) => words.EnumerateArray().Aggregate(
        Domain.Routing.Groups.None,
        (all, word) => all | word.GetString() switch
        {
            "presale" => Domain.Routing.Groups.Presale,
            "insale" => Domain.Routing.Groups.Insale,
            "aftersale" => Domain.Routing.Groups.Aftersale,
            var other => throw new InvalidDataException(other),
        });

    public static AgentSeat Seat(JsonElement agent) => new(
        agent.GetProperty("id").GetString()!,
        Groups(agent.GetProperty("groups")),
        agent.GetProperty("im").GetBoolean(),
        Presence(agent.GetProperty("presence").GetString()!),
        agent.GetProperty("capacity").GetInt32(),
        agent.GetProperty("open").GetInt32(),
        agent.GetProperty("weight").GetInt32(),
        agent.GetProperty("last_assigned") is { ValueKind: JsonValueKind.Number } last ? Instant(last) : null);
}
