using System.Text.Json;
using System.Text.Json.Serialization;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>A shop's settings as they are read and written: one document, whole.</summary>
/// <param name="Version">Which state it is; a document made from an older one is refused.</param>
internal sealed record SettingsDocument(
    long Version, string Name, string TimeZone, WelcomeSettings Welcome, string Greeting, ServiceSettings Service, ReplySettings Reply, PresenceSettings Presence,
    ConversationSettings Conversation, QueueSettings Queue, OfflineMessageSettings OfflineMessages, int CapacityLimit, WidgetSettings Widget, LimitSettings Limits, OrderSettings Orders, OverloadSettings Overload, TrainingSettings Training, RobotSettings Robot)
{
    private static readonly JsonElement Template = JsonSerializer.SerializeToElement(Of("", "", 0, new ShopSettings()), Stored.Json);

    private static readonly JsonSerializerOptions Strict = new(Stored.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        Converters = { new SentText() },
    };

    public static SettingsDocument Of(Shop shop) => Of(shop.Name, shop.TimeZone, shop.SettingsVersion, shop.Settings);

    public ShopSettings ToSettings() => new()
    {
        Welcome = Welcome, Greeting = Greeting, Service = Service, Reply = Reply, Presence = Presence, Conversation = Conversation, Queue = Queue,
        OfflineMessages = OfflineMessages, CapacityLimit = CapacityLimit, Widget = Widget, Limits = Limits, Orders = Orders, Overload = Overload, Training = Training, Robot = Robot,
    };

    /// <summary>What is left out would silently become a default again, so nothing may be left out but what may be empty.</summary>
    /// <exception cref="Refusal"><c>invalid</c> with the member that is missing, unknown or of the wrong kind.</exception>
    public static SettingsDocument Read(JsonElement sent)
    {
        MustBeWhole(Template, sent, "");
        try
        {
            return sent.Deserialize<SettingsDocument>(Strict)!;
        }
        catch (JsonException wrong)
        {
            throw Refusal.Invalid(wrong.Path is { Length: > 2 } path ? path[2..] : "settings");
        }
    }

    private static SettingsDocument Of(string name, string zone, long version, ShopSettings s) => new(
        version, name, zone, s.Welcome, s.Greeting, s.Service, s.Reply, s.Presence, s.Conversation, s.Queue, s.OfflineMessages, s.CapacityLimit, s.Widget, s.Limits, s.Orders, s.Overload, s.Training, s.Robot);

    private static void MustBeWhole(JsonElement template, JsonElement sent, string path)
    {
        if (sent.ValueKind != JsonValueKind.Object)
            throw Refusal.Invalid(path.Length > 0 ? path : "settings");
        foreach (var member in template.EnumerateObject())
        {
            var field = path.Length > 0 ? $"{path}.{member.Name}" : member.Name;
            if (!sent.TryGetProperty(member.Name, out var value) || value.ValueKind == JsonValueKind.Null)
                throw Refusal.Invalid(field, "missing");
            if (member.Value.ValueKind == JsonValueKind.Object)
                MustBeWhole(member.Value, value, field);
        }
    }
}
