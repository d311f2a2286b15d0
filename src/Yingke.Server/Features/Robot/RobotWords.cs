using Yingke.Domain.AfterSales;
using Yingke.Domain.Orders;
using Yingke.Domain.Robot;

namespace Yingke.Server.Features.Robot;

/// <summary>The robot's own words, in the buyer's language; what a shop may word itself stands in its settings.</summary>
internal sealed class RobotWords(bool english)
{
    private static readonly RobotWords Chinese = new(false);
    private static readonly RobotWords English = new(true);

    public static RobotWords In(bool english) => english ? English : Chinese;

    public string Courtesy => Of("您好，请直接说您的问题，也可以问“查快递”“订单状态”“退款进度”“几点上班”。", "Hello! Just type your question, or ask for tracking, order status, refund status or working hours.");

    public string CannotSee => Of("图片和文件我还看不懂。请用文字说一下问题，或者找人工客服。", "I cannot read pictures or files yet. Please describe it in words, or ask for an agent.");

    public string NoAnswer => Of("这个问题我还不会，已经记下来请同事补充。需要的话可以找人工客服。", "I do not know this yet and have noted it for my colleagues. You can ask for an agent.");

    public string AboutProduct(string title) => Of($"收到。关于“{title}”，您想了解什么？", $"Got it. What would you like to know about “{title}”?");

    public string NothingOfYours(RobotSkill skill) => skill == RobotSkill.ReturnProgress
        ? Of("没有查到您名下的退换货申请。如果是用别的账号下的单，可以找人工客服帮您查。", "I found no return or refund of yours. If you ordered with another account, an agent can look it up.")
        : Of("没有查到您名下的订单。如果是用别的账号下的单，可以找人工客服帮您查。", "I found no order of yours. If you ordered with another account, an agent can look it up.");

    public string Hours(string start, string end, bool isOpen) => isOpen
        ? Of($"人工客服每天 {start}–{end} 在线，现在就在，说“人工”即可。", $"Our agents are online {start}–{end} every day, and right now too: just say “agent”.")
        : Of($"人工客服每天 {start}–{end} 在线。现在是休息时间，说“人工”可以留言，上班后第一时间回复您。", $"Our agents are online {start}–{end} every day. They are off now; say “agent” to leave a message and they will answer first thing.");

    public string Order(string number, OrderState state) => Of($"订单 {number}：{OrderState(state)}", $"Order {number}: {OrderState(state)}");

    public string Shipped(string? company, string? number) => Of($"由 {company ?? "快递"} 承运，运单号 {number}", $"with {company ?? "the carrier"}, tracking number {number}");

    public string NotShipped => Of("还没有发出，发出后这里能查到物流。", "not shipped yet; tracking appears here once it is.");

    public string NoTrack => Of("暂时没有新的物流轨迹。", "no new tracking event yet.");

    public string ShipBy(string by) => Of($"最晚 {by} 前发出", $"ships by {by}");

    public string Application(string number, ApplicationType type, ApplicationState state) => Of($"{Type(type)}申请 {number}：{State(state)}", $"{Type(type)} {number}: {State(state)}");

    public string Refunded(string amount) => Of($"已退 {amount} 元", $"{amount} yuan refunded");

    public string AnswerBy(string by) => Of($"处理时限 {by}", $"due by {by}");

    private string OrderState(OrderState state) => state switch
    {
        Domain.Orders.OrderState.Placed => Of("待付款", "waiting for payment"),
        Domain.Orders.OrderState.Paid => Of("已付款，等待发货", "paid, being prepared"),
        Domain.Orders.OrderState.Shipped => Of("已发货", "shipped"),
        Domain.Orders.OrderState.Received => Of("已签收", "delivered"),
        Domain.Orders.OrderState.Completed => Of("交易完成", "completed"),
        _ => Of("已关闭", "closed"),
    };

    private string Type(ApplicationType type) => type switch
    {
        ApplicationType.Refund => Of("退款", "Refund"),
        ApplicationType.Return => Of("退货", "Return"),
        ApplicationType.Exchange => Of("换货", "Exchange"),
        _ => Of("维修", "Repair"),
    };

    private string State(ApplicationState state) => state switch
    {
        ApplicationState.Applied => Of("已提交，等待商家审核", "submitted, waiting for review"),
        ApplicationState.Approved => Of("审核已通过", "approved"),
        ApplicationState.Rejected => Of("审核未通过", "declined"),
        ApplicationState.Withdrawn => Of("您已撤销", "withdrawn by you"),
        ApplicationState.SentBack => Of("您已寄回，等待商家收货", "sent back, waiting for its arrival"),
        ApplicationState.Received => Of("商家已收货，等待验货", "arrived, waiting for inspection"),
        ApplicationState.Inspected => Of("验货通过，正在办理", "inspected, being completed"),
        ApplicationState.Mismatched => Of("验货不符，请查看说明", "the inspection found a difference, please have a look"),
        ApplicationState.PlatformIn => Of("平台已介入", "with the platform"),
        ApplicationState.Refunded => Of("已退款", "refunded"),
        ApplicationState.Reshipped => Of("换货已寄出", "replacement sent"),
        ApplicationState.Repaired => Of("已修好寄回", "repaired and sent"),
        ApplicationState.AsItWas => Of("已原样寄回", "sent back as it was"),
        _ => Of("已关闭", "closed"),
    };

    private string Of(string chinese, string inEnglish) => english ? inEnglish : chinese;
}
