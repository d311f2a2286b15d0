using System.Text.RegularExpressions;
using Yingke.Domain.Deadlines;
using Yingke.Domain.Orders;
using Yingke.Domain.Robot;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>The bounds of every setting. The first one that does not hold is refused with its field.</summary>
internal static partial class SettingsRules
{
    private const int Day = 24 * 60;

    // The server takes request bodies of 30,000,000 bytes; a larger limit would promise what it does not keep.
    private const long MostFileBytes = 25 * 1024 * 1024;

    public static void Check(SettingsDocument s)
    {
        AgentFields.Text(s.Name, "name", 1, 60);
        if (!s.TimeZone.Contains('/', StringComparison.Ordinal) || !TimeZoneInfo.TryFindSystemTimeZoneById(s.TimeZone, out _))
            throw Refusal.Invalid("timeZone", "an IANA name such as Asia/Shanghai");
        Length(s.Welcome.Text, "welcome.text", 500);
        Length(s.Greeting, "greeting", 500);
        Service(s.Service);
        Waiting(s.Reply);
        Words(s.Presence.Reasons, "presence.reasons", 1);
        // The connections' leases are renewed every 10 s.
        Range(s.Presence.ConnectionGraceSeconds, "presence.connectionGraceSeconds", 30, 600);
        Range(s.Presence.RerouteGraceSeconds, "presence.rerouteGraceSeconds", 0, 3600);
        Range(s.Conversation.AutoCloseMinutes, "conversation.autoCloseMinutes", 1, 7 * Day);
        Range(s.Conversation.RatingHours, "conversation.ratingHours", 1, 720);
        Range(s.Conversation.RecallSeconds, "conversation.recallSeconds", 0, 3600);
        Words(s.Conversation.CloseReasons, "conversation.closeReasons", 0);
        Words(s.Conversation.CloseTags, "conversation.closeTags", 0);
        Words(s.Conversation.TransferReasons, "conversation.transferReasons", 1);
        Range(s.OfflineMessages.DueAlertMinutes, "offlineMessages.dueAlertMinutes", 0, Day);
        Range(s.CapacityLimit, "capacityLimit", 1, AgentFields.MaxCapacity);
        Widget(s.Widget);
        Range(s.Limits.TextLength, "limits.textLength", 100, 20_000);
        Range(s.Limits.FileBytes, "limits.fileBytes", 1024, MostFileBytes);
        Range(s.Limits.MessagesPerMinute, "limits.messagesPerMinute", 1, 600);
        Range(s.Limits.OpensPerMinute, "limits.opensPerMinute", 1, 600);
        Orders(s.Orders);
        Overload(s.Overload);
        Robot(s.Robot);
    }

    private static void Robot(RobotSettings robot)
    {
        Modes(robot.Modes, "robot.modes");
        if (robot.Hours.Count > 24 || robot.Hours.Contains(null!) || robot.Hours.Any(h => h.From == h.To))
            throw Refusal.Invalid("robot.hours", "at most 24 spans, none empty");
        foreach (var span in robot.Hours)
            Modes(span.Modes, "robot.hours");
        Range(robot.Confidence, "robot.confidence", 0, 100);
        AgentFields.Text(robot.Welcome, "robot.welcome", 1, 500);
        AgentFields.Text(robot.Unsure, "robot.unsure", 1, 500);
        AgentFields.Text(robot.HandOver, "robot.handOver", 1, 500);
    }

    private static void Modes(IReadOnlyList<RobotMode>? modes, string field)
    {
        if (modes is null || modes.Distinct().Count() != modes.Count || modes.Any(m => !Enum.IsDefined(m)))
            throw Refusal.Invalid(field, "each mode once");
    }

    public static void Overload(OverloadSettings overload)
    {
        Range(overload.Threshold, "overload.threshold", 1, 100_000);
        AgentFields.Text(overload.Text, "overload.text", 1, 1000);
        Length(overload.HowToOrder, "overload.howToOrder", 500);
        Length(overload.Sizes, "overload.sizes", 500);
        Length(overload.Coupons, "overload.coupons", 500);
        if (overload.Links.Count > 10 || overload.Links.Contains(null!))
            throw Refusal.Invalid("overload.links", "at most 10");
        foreach (var link in overload.Links)
        {
            AgentFields.Text(link.Title, "overload.links", 1, 40);
            if (link.Url is not { Length: <= 500 } || !Uri.TryCreate(link.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                throw Refusal.Invalid("overload.links", "addresses such as https://shop.example.cn/new");
        }
    }

    private static void Orders(OrderSettings orders)
    {
        foreach (var (name, limit) in new[] { ("normal", orders.PriceLimits.Normal), ("senior", orders.PriceLimits.Senior), ("lead", orders.PriceLimits.Lead) })
        {
            Range(limit.Percent, $"orders.priceLimits.{name}.percent", 0, 100);
            Range(limit.Fen, $"orders.priceLimits.{name}.fen", 0, 100_000_000);
        }
        Range(orders.ShipHours, "orders.shipHours", 1, 30 * 24);
        Range(orders.PickUpHours, "orders.pickUpHours", orders.ShipHours, 30 * 24);
        Range(orders.NearMinutes, "orders.nearMinutes", 0, Day);
        Range(orders.ExceptionHours, "orders.exceptionHours", 1, 30 * 24);
        Range(orders.Reminders.DelayMinutes, "orders.reminders.delayMinutes", 1, 7 * Day);
        if (orders.Reminders.Templates.Count is < 1 or > 20)
            throw Refusal.Invalid("orders.reminders.templates", "1–20");
        foreach (var template in orders.Reminders.Templates)
        {
            AgentFields.Text(template ?? "", "orders.reminders.templates", 1, ReminderText.MaxLength);
            ReminderText.Check(template!);
        }
    }

    private static void Waiting(ReplySettings reply)
    {
        Range(reply.AmberSeconds, "reply.amberSeconds", 5, 3600);
        Range(reply.RedSeconds, "reply.redSeconds", reply.AmberSeconds, 3600);
        Range(reply.DeepSeconds, "reply.deepSeconds", reply.RedSeconds, 7200);
        Range(reply.PopupSeconds, "reply.popupSeconds", 5, 7200);
    }

    private static void Service(ServiceSettings service)
    {
        foreach (var (channel, hours) in service.Channels)
        {
            var field = $"service.channels.{Platform.Storage.Conventions.Snake(channel.ToString())}";
            if (hours is null)
                throw Refusal.Invalid(field);
            Weekly(hours.Weekly, field + ".weekly");
            if (hours.Holidays.Count > 400 || hours.Holidays.Contains(null!) || hours.Holidays.DistinctBy(d => d.Date).Count() != hours.Holidays.Count)
                throw Refusal.Invalid(field + ".holidays", "each date once, at most 400");
            foreach (var day in hours.Holidays)
                Spans(day.Open, field + ".holidays");
        }
    }

    public static void Weekly(IReadOnlyList<DayHours>? weekly, string field)
    {
        if (weekly is null || weekly.Any(d => d is null or { Day: < 0 or > 6 } or { Open: null }) || weekly.DistinctBy(d => d.Day).Count() != weekly.Count)
            throw Refusal.Invalid(field, "each day once, Monday = 0 … Sunday = 6");
        foreach (var day in weekly)
            Spans(day.Open, field);
    }

    /// <summary>In order, none into the next; 00:00 as an end is the end of the day.</summary>
    private static void Spans(IReadOnlyList<OpenSpan> spans, string field)
    {
        var end = -1L;
        foreach (var span in spans)
        {
            if (span is null)
                throw Refusal.Invalid(field);
            var to = span.To == TimeOnly.MinValue ? TimeSpan.TicksPerDay : span.To.Ticks;
            if (span.From.Ticks <= end || to <= span.From.Ticks)
                throw Refusal.Invalid(field, "spans in order, each from before to, with a break between them");
            end = to;
        }
        if (spans.Count > 10)
            throw Refusal.Invalid(field, "at most 10 spans a day");
    }

    private static void Widget(WidgetSettings widget)
    {
        if (!Color().IsMatch(widget.Color))
            throw Refusal.Invalid("widget.color", "#RRGGBB");
        AgentFields.Text(widget.Title, "widget.title", 0, 40);
        if (widget.Position is not ("left" or "right"))
            throw Refusal.Invalid("widget.position", "left or right");
        if (widget.AllowedOrigins.Count > 50 || widget.AllowedOrigins.Any(o => !IsOrigin(o)))
            throw Refusal.Invalid("widget.allowedOrigins", "at most 50 origins such as https://shop.example.cn");
        if (widget.PictureHosts.Count > 50 || widget.PictureHosts.Any(h => h is not { Length: <= 253 } || !Host().IsMatch(h)))
            throw Refusal.Invalid("widget.pictureHosts", "at most 50 hosts such as img.example.cn or *.example.cn");
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0;

    private static void Range(long value, string field, long from, long to)
    {
        if (value < from || value > to)
            throw Refusal.Invalid(field, $"{from}–{to}");
    }

    private static void Length(string text, string field, int max)
    {
        if (text.Length > max)
            throw Refusal.Invalid(field, $"at most {max} characters");
    }

    private static void Words(IReadOnlyList<string> words, string field, int least)
    {
        if (words.Count < least || words.Count > 50 || words.Distinct(StringComparer.Ordinal).Count() != words.Count)
            throw Refusal.Invalid(field, $"{least}–50 different ones");
        foreach (var word in words)
            AgentFields.Text(word ?? "", field, 1, 20);
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Color();

    /// <summary>At least two labels after the star: nobody means a whole country.</summary>
    [GeneratedRegex(@"^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}(:[0-9]{1,5})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
