using Yingke.Domain.Performance;

namespace Yingke.Server.Features.Performance;

/// <summary>What the indicators are called in exported sheets; on the screens the web has the words. (spec: performance.md)</summary>
internal static class IndicatorNames
{
    private static readonly Dictionary<string, (string Zh, string En)> Names = new()
    {
        ["consulted"] = ("咨询人数", "Buyers asking"), ["unreplied"] = ("未回复人数", "Buyers without reply"), ["received"] = ("接待人数", "Buyers received"), ["receptions"] = ("接待人次", "Receptions"),
        ["reply_rate"] = ("在线客服回复率", "Reply rate"), ["avg_response"] = ("平均响应时长（秒）", "Mean response (s)"), ["avg_first_response"] = ("平均首次响应时长（秒）", "Mean first response (s)"),
        ["reply_60s"] = ("60秒回复率", "Replied within 60 s"), ["reply_2min"] = ("2分钟回复率", "Replied within 2 min"), ["reply_3min"] = ("3分钟回复率", "Replied within 3 min"),
        ["overnight_on_time"] = ("夜间留言及时率", "Night messages on time"), ["answer_ratio"] = ("答问比", "Answers per question"), ["good_rate"] = ("客服好评率", "Good ratings"), ["attitude"] = ("服务态度", "Attitude score"),
        ["orderers"] = ("最终下单人数", "Buyers ordering"), ["conversion"] = ("转化率", "Conversion"), ["sales"] = ("客服销售额（元）", "Sales (yuan)"), ["payers"] = ("付款人数", "Buyers paying"),
        ["basket"] = ("客单价（元）", "Basket (yuan)"), ["sales_share"] = ("客服销售额占比", "Share of sales"), ["payment_success"] = ("询单→最终付款成功率", "Paid after asking"),
        ["aftersale_satisfaction"] = ("售后服务满意度", "After-sale satisfaction"), ["review_time"] = ("售后处理时长（秒）", "Review time (s)"), ["review_on_time"] = ("售后审核及时率", "Reviewed within 12 h"),
        ["refunded"] = ("完成退款金额（元）", "Refunded (yuan)"), ["repair_share"] = ("维修占比", "Share of repairs"), ["ticket_on_time"] = ("工单及时回复率", "Tickets replied on time"),
        ["ticket_first_contact"] = ("工单首次解决率", "Tickets solved at first contact"), ["call_answer_rate"] = ("400电话接通率", "Calls answered"), ["call_20s"] = ("20秒接听率", "Answered within 20 s"),
        ["refund_rate"] = ("退款率", "Refund rate"), ["return_rate"] = ("退货率", "Return rate"), ["repurchase_rate"] = ("回购率", "Repurchase rate"), ["complaint_rate"] = ("客诉率", "Complaint rate"),
        ["ticket_clean_contact"] = ("工单一次到位率", "Clean first contact"), ["dsr_goods"] = ("店铺评分·描述相符", "Store rating: goods"), ["dsr_service"] = ("店铺评分·服务态度", "Store rating: service"),
        ["dsr_delivery"] = ("店铺评分·物流服务", "Store rating: delivery"),
        ["call_satisfaction"] = ("电话满意度", "Call satisfaction"), ["call_inspection"] = ("电话质检分", "Call inspection score"),
    };

    public static string Of(string id, bool english) => english ? Names[id].En : Names[id].Zh;

    public static string Of(Section section, bool english) => (section, english) switch
    {
        (Section.All, false) => "全部咨询", (Section.Presale, false) => "售前", (Section.Aftersale, false) => "售后", (Section.Sales, false) => "销售", (Section.Service, false) => "售后与工单", (Section.Hotline, false) => "热线",
        (Section.All, _) => "All chats", (Section.Presale, _) => "Pre-sale", (Section.Aftersale, _) => "After-sale", (Section.Sales, _) => "Sales", (Section.Service, _) => "After-sales and tickets", _ => "Hotline",
    };
}
