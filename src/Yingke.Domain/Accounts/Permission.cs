namespace Yingke.Domain.Accounts;

/// <summary>The ids of all permissions. (spec: accounts.md)</summary>
public static class Permission
{
    public const string ImChat = "im.chat";
    public const string ImSupervise = "im.supervise";
    public const string BuyersContact = "buyers.contact";
    public const string OrdersManage = "orders.manage";
    public const string OrdersPrice = "orders.price";
    public const string AftersaleHandle = "aftersale.handle";
    public const string RefundPay = "refund.pay";
    public const string TicketsHandle = "tickets.handle";
    public const string HotlineHandle = "hotline.handle";
    public const string KnowledgeEdit = "knowledge.edit";
    public const string PhrasesShare = "phrases.share";
    public const string QualityInspect = "quality.inspect";
    public const string QualityDecide = "quality.decide";
    public const string ComplaintsDecide = "complaints.decide";
    public const string ReportsView = "reports.view";
    public const string ScorecardsEdit = "scorecards.edit";
    public const string PayView = "pay.view";
    public const string PayClose = "pay.close";
    public const string ShiftsPlan = "shifts.plan";
    public const string CampaignsRun = "campaigns.run";
    public const string AgentsManage = "agents.manage";
    public const string SettingsEdit = "settings.edit";
    public const string ApiKeys = "api.keys";
    public const string HistoryMove = "history.move";
    public const string AuditView = "audit.view";
}
