using System.Globalization;
using Yingke.Domain.Alerts;
using Yingke.Domain.Deadlines;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Alerts;

/// <summary>An alert in words, for where no page of ours translates it: a browser's notice, a group's robot. What is stored are kinds and numbers. The words are those of the pages; a test compares both.</summary>
internal static class AlertWords
{
    private const int Most = 180;

    internal static readonly Dictionary<AlertKind, (string Chinese, string English)> Kinds = new()
    {
        [AlertKind.OfflineMessage] = ("有新的离线留言", "New offline message"), [AlertKind.OfflineMessageDue] = ("离线留言快到回复时限", "An offline message is due soon"), [AlertKind.BadRating] = ("收到差评", "Bad rating received"),
        [AlertKind.Mention] = ("同事在备注里提到了你", "A colleague mentioned you in a note"), [AlertKind.TicketAssigned] = ("交给你一张工单", "A ticket for you"), [AlertKind.TicketMoved] = ("关注的工单有进展", "A ticket moved on"),
        [AlertKind.TicketNear] = ("工单快到时限", "Ticket nearly due"), [AlertKind.TicketOverdue] = ("工单已超时", "Ticket overdue"), [AlertKind.CallbackNear] = ("今天还没回访", "Call-back still to do"),
        [AlertKind.CallbackMissed] = ("漏访", "Call-back missed"), [AlertKind.OrderNear] = ("订单快到时限", "Order nearly due"), [AlertKind.OrderOverdue] = ("订单已超时", "Order overdue"),
        [AlertKind.ForbiddenPhrase] = ("客服用了违禁词", "An agent used a forbidden phrase"), [AlertKind.Complaint] = ("新的投诉", "A new complaint"), [AlertKind.InspectionResult] = ("质检出结果了", "Inspection result"),
        [AlertKind.InspectionAppealed] = ("有人申诉质检结果", "Inspection appealed"), [AlertKind.AppealDecided] = ("申诉已裁定", "Appeal decided"), [AlertKind.GoalReview] = ("目标检视", "Goal review"),
        [AlertKind.DutyUncovered] = ("职责无人负责", "Duty uncovered"), [AlertKind.StaffingDue] = ("售后人力该调整了", "Time to move people to after-sale"),
        [AlertKind.StaffingMoved] = ("你暂时换了分组", "You serve another group for now"), [AlertKind.StaffingUndone] = ("你回到原来的分组了", "You are back in your own group"), [AlertKind.Threshold] = ("提醒", "Alert"),
    };

    internal static readonly Dictionary<AlertMeasure, (string Chinese, string English)> Measures = new()
    {
        [AlertMeasure.QueueLength] = ("排队人数", "Queue length"), [AlertMeasure.LongestWait] = ("最长排队等待", "Longest wait in queue"), [AlertMeasure.AgentSilence] = ("客服最久未回复", "Longest unanswered"),
        [AlertMeasure.OpenTotal] = ("全店接待中", "Open conversations"), [AlertMeasure.OpenPerAgent] = ("单个客服接待中（最多的一位）", "Open per agent (the most)"), [AlertMeasure.AgentsOnline] = ("在线客服（营业时间内）", "Agents online (in service hours)"),
        [AlertMeasure.OfflineMessages] = ("待回复留言", "Offline messages waiting"), [AlertMeasure.DeadlinesNear] = ("快到的时限", "Deadlines near"), [AlertMeasure.DeadlinesOverdue] = ("已超的时限", "Deadlines overdue"),
        [AlertMeasure.Satisfaction] = ("今日好评率", "Satisfaction today"), [AlertMeasure.ReplyRate] = ("今日回复率", "Reply rate today"), [AlertMeasure.OpenComplaints] = ("待裁定投诉", "Open complaints"),
        [AlertMeasure.InspectionsWaiting] = ("待质检", "Inspections waiting"), [AlertMeasure.AppealsOpen] = ("待裁定申诉", "Appeals open"),
    };

    internal static readonly Dictionary<string, (string Chinese, string English)> Clocks = new()
    {
        ["order_ship"] = ("发货", "Shipping"), ["order_pickup"] = ("揽收", "Pick-up"), ["order_exception"] = ("异常核实", "Exception check"),
    };

    internal static readonly Dictionary<string, (string Chinese, string English)> DutyNames = new()
    {
        ["presale_reception"] = ("售前接待", "Pre-sale reception"), ["shipping"] = ("发货跟进", "Shipping"), ["tickets"] = ("工单处理", "Tickets"), ["refunds"] = ("退款处理", "Refunds"), ["quality_checks"] = ("质检抽查", "Quality checks"),
        ["aftersale_reception"] = ("售后接待", "After-sale reception"), ["warehouse_contact"] = ("仓库对接", "Warehouse contact"),
    };

    /// <summary>Of a change of sides, by kind, for what, and where to.</summary>
    internal static readonly Dictionary<string, (string Chinese, string English)> Moves = new()
    {
        ["staffing_moved_overload_aftersale"] = ("{name}把你借调到售后，爆旺结束自动还原", "{name} lent you to after-sale; it ends by itself with the overload"),
        ["staffing_moved_overload_warehouse"] = ("{name}把你借调去仓库：先回仓库工单，不分新顾客；爆旺结束自动还原", "{name} lent you to the warehouse, without new buyers; it ends by itself with the overload"),
        ["staffing_moved_during_presale"] = ("大促期间{name}把你调到售前，活动结束自动还原", "{name} moved you to pre-sale for the campaign; it ends by itself with the campaign"),
        ["staffing_moved_during_aftersale"] = ("大促期间{name}把你调到售后，活动结束自动还原", "{name} moved you to after-sale for the campaign; it ends by itself with the campaign"),
        ["staffing_moved_after_presale"] = ("大促刚结束，{name}把你调到售前，活动结束三天后自动还原", "{name} moved you to pre-sale; it ends by itself three days after the campaign"),
        ["staffing_moved_after_aftersale"] = ("大促刚结束，{name}把你调到售后，活动结束三天后自动还原", "{name} moved you to after-sale; it ends by itself three days after the campaign"),
        ["staffing_undone_overload_presale"] = ("爆旺结束，你已回到售前", "The overload is over; you are back in pre-sale"),
        ["staffing_undone_during_presale"] = ("活动结束，你已回到售前", "The campaign is over; you are back in pre-sale"),
        ["staffing_undone_during_aftersale"] = ("活动结束，你已回到售后", "The campaign is over; you are back in after-sale"),
        ["staffing_undone_after_presale"] = ("活动结束满三天，你已回到售前", "Three days after the campaign you are back in pre-sale"),
        ["staffing_undone_after_aftersale"] = ("活动结束满三天，你已回到售后", "Three days after the campaign you are back in after-sale"),
        ["staffing_undone_hand_presale"] = ("{name}让你回到售前", "{name} took you back to pre-sale"),
        ["staffing_undone_hand_aftersale"] = ("{name}让你回到售后", "{name} took you back to after-sale"),
    };

    public static string Title(Alert alert, string language) => Pick(alert.Measure is { } measure ? Measures[measure] : Kinds[alert.Kind], language);

    public static string Body(Alert alert, string language, Shop shop)
    {
        var english = language == "en-US";
        var due = alert.DueAt is { } at ? LocalDay.Local(at, shop.Zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : null;
        var parts = new[]
        {
            Measured(alert, english), alert.Name, alert.Stars is { } stars ? english ? $"{stars} stars" : $"{stars} 星" : null, alert.Clock is { } clock ? Pick(Clocks[clock], language) : null,
            alert is { Kind: AlertKind.DutyUncovered, Text: { } duty } && DutyNames.TryGetValue(duty, out var known) ? Pick(known, language) : alert.Text,
            alert.Kind == AlertKind.StaffingDue ? english ? $"{alert.Value} to move" : $"建议调 {alert.Value} 人" : null, due is null ? null : english ? $"due {due}" : $"{due} 到期",
        };
        var words = Moved(alert, language) ?? string.Join(" · ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
        return words.Length <= Most ? words : words[..(char.IsHighSurrogate(words[Most - 1]) ? Most - 1 : Most)] + "…";
    }

    /// <summary>Where the page shows what it is about.</summary>
    public static string Place(Alert alert) => alert switch
    {
        { Measure: { } measure } => PlaceOf(measure),
        { ConversationId: { } id } => $"/conversations/{id}",
        { Kind: AlertKind.Complaint } => $"/complaints?state=all&id={alert.SubjectId}",
        { Kind: AlertKind.CallbackNear or AlertKind.CallbackMissed } => "/callbacks",
        { Kind: AlertKind.InspectionResult or AlertKind.InspectionAppealed or AlertKind.AppealDecided } => $"/inspections/{alert.SubjectId}",
        { Kind: AlertKind.DutyUncovered } => "/team/duties",
        { Kind: AlertKind.GoalReview } => $"/campaigns?id={alert.SubjectId}&view=reviews",
        { Kind: AlertKind.StaffingDue } => $"/campaigns?id={alert.SubjectId}&view=staffing",
        { Kind: AlertKind.StaffingMoved, SubjectId: { } campaign } => $"/campaigns?id={campaign}",
        { Kind: AlertKind.StaffingMoved, Text: "overload_warehouse" } => "/tickets?kind=warehouse",
        { Kind: AlertKind.StaffingMoved or AlertKind.StaffingUndone } => "/",
        { Kind: AlertKind.OrderNear or AlertKind.OrderOverdue } => $"/orders?q={Uri.EscapeDataString(alert.Text ?? "")}",
        _ => $"/tickets?id={alert.SubjectId}",
    };

    /// <summary>As the shop's webhooks are told.</summary>
    public static SentAlert Sent(Alert alert, Shop shop) => new(
        alert.Id, EnumConverters.Text(alert.Kind), alert.Measure is { } m ? EnumConverters.Text(m) : null, alert.Value, alert.Limit, alert.Name, alert.Text, alert.Stars, alert.DueAt,
        Title(alert, "zh-CN"), Body(alert, "zh-CN", shop));

    private static string PlaceOf(AlertMeasure measure) => measure switch
    {
        AlertMeasure.DeadlinesNear or AlertMeasure.DeadlinesOverdue => "/deadlines",
        AlertMeasure.OpenComplaints => "/complaints",
        AlertMeasure.InspectionsWaiting or AlertMeasure.AppealsOpen => "/quality",
        _ => "/wall",
    };

    private static string? Moved(Alert alert, string language) =>
        Moves.TryGetValue($"{EnumConverters.Text(alert.Kind)}_{alert.Text}", out var known) ? Pick(known, language).Replace("{name}", alert.Name, StringComparison.Ordinal) : null;

    private static string? Measured(Alert alert, bool english)
    {
        if (alert.Measure is not { } measure)
            return null;
        var kind = MeasureKind.Of(measure);
        string In(int? value) => kind.Unit switch { AlertUnit.Percent => $"{value}%", AlertUnit.Seconds => english ? $"{value} s" : $"{value} 秒", _ => $"{value}" };
        return english ? $"now {In(alert.Value)}, limit {In(alert.Limit)}" : $"现在 {In(alert.Value)}，{(kind.Below ? "低于" : "达到")} {In(alert.Limit)}";
    }

    private static string Pick((string Chinese, string English) words, string language) => language == "en-US" ? words.English : words.Chinese;
}
