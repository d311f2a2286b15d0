namespace Yingke.Server.Tests.Security;

/// <summary>The rows of what somebody wants to be told of.</summary>
public static partial class RouteTable
{
    private static IReadOnlyList<Row> OfAlerts =>
    [
        new("GET", "/alerts", "staff"),
        new("PUT", "/alerts/{id}/seen", "staff"),
        new("GET", "/alerts/choices", "person"),
        new("PUT", "/alerts/choices", "person", _ => new { kind = "bad_rating", page = true, push = true, webhook = false }),
        new("PUT", "/alerts/thresholds", "person", _ => new { measure = "queue_length", enabled = true, limit = 10, quietMinutes = 5, page = true, push = false, webhook = false }),
        new("GET", "/alerts/push", "person"),
        new("POST", "/alerts/push/subscriptions", "person", _ => Browser()),
        new("DELETE", "/alerts/push/subscriptions/{id}", "person"),
        new("POST", "/alerts/push/test", "person"),
    ];

    /// <summary>What a browser hands over, with the key of the standard's example; the address is a new one each time.</summary>
    public static object Browser() => new
    {
        endpoint = "https://push.example.com/send/" + NewId(), p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", auth = "BTBZMqHH6r4Tts7J_aSIgg",
    };
}
