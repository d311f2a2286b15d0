using Yingke.Domain.Accounts;

namespace Yingke.Domain.Shifts;

/// <summary>A day's work to begin with, by the key of the shipped post; a shop takes it over and changes it.</summary>
public static class ShippedDayPlans
{
    public static IReadOnlyDictionary<string, IReadOnlyList<(int Hour, string Text)>> All { get; } = new Dictionary<string, IReadOnlyList<(int, string)>>
    {
        [BuiltInPosts.Presale.Key] =
        [
            (9, "上线，看交接记录和店铺公告"), (9, "处理夜间留言和待回访"), (10, "核对今天的活动、优惠券和库存变化"), (11, "催付：昨天未付款的订单"), (14, "跟进上午问过没下单的顾客"),
            (16, "催付：今天上午未付款的订单"), (17, "补充常用短语，反馈答不上来的问题"), (20, "晚高峰接待，超时会话优先"), (22, "结束会话或交接，写当日小结"),
        ],
        [BuiltInPosts.Aftersale.Key] =
        [
            (9, "上线，看交接记录和今天到期的售后单"), (9, "审核新的退换申请"), (10, "登记仓库收到的退件，安排检验"), (11, "跟进物流异常和签收核实工单"), (14, "完成今天的回访"),
            (15, "处理退款和补发"), (16, "跟进平台介入的单子，补齐凭证"), (17, "核对超过一天没有进展的工单"), (22, "未完成的交接给同事，写当日小结"),
        ],
        [BuiltInPosts.Supervisor.Key] =
        [
            (9, "晨会：昨天的数据、今天的目标和活动"), (9, "看排班缺口和出勤"), (10, "看时限看板，安排超时的会话和工单"), (11, "抽查会话，给出辅导意见"), (13, "检视目标进度"),
            (15, "处理投诉和升级的售后单"), (17, "看知识库未答问题，安排补充"), (20, "晚高峰盯大屏，调整接待上限"), (22, "看交接和各岗位当天的完成情况"),
        ],
    };
}
