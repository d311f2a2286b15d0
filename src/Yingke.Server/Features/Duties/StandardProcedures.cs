using Yingke.Domain.Duties;

namespace Yingke.Server.Features.Duties;

/// <summary>How each duty is done until a shop writes its own.</summary>
internal static class StandardProcedures
{
    public static string Of(Duty duty) => duty switch
    {
        Duty.PresaleReception => "1. 先问候，再看买家从哪个页面进来。\n2. 首次回复用自己的话，不用「在吗」一类的空话。\n3. 报价、库存、发货时间以商品页和订单为准，不承诺做不到的事。\n4. 买家没下单的，结束前问一句还有什么顾虑。",
        Duty.Shipping => "1. 每天上午、下午各看一次「待发货」，临近时限的先催仓库。\n2. 缺货或地址有问题的，当天联系买家，在订单上记下异常。\n3. 发货后没有揽收记录的，向快递核实并告诉买家。",
        Duty.Tickets => "1. 首问负责：谁先接到，谁跟到底并告诉买家。\n2. 转给仓库、物流的工单，时限前主动问进度。\n3. 结果写进工单再关闭，不只在聊天里说。",
        Duty.Refunds => "1. 先核对订单、金额和凭证，再审核。\n2. 退货的收到货当天验货；原样退回的先征得买家同意。\n3. 超过本岗位上限的交第二人复核。",
        Duty.QualityChecks => "1. 按抽检计划抽查会话，每条写明依据。\n2. 违禁用语当天处理。\n3. 申诉在时限内答复，结论告诉本人。",
        Duty.AftersaleReception => "1. 先安抚，再问清订单和问题，要照片或视频。\n2. 能当场解决的当场解决，不能的开售后单或工单，并告诉买家时限。\n3. 处理完回访一次。",
        _ => "1. 每天与仓库对一次缺货、错发、破损。\n2. 仓库的答复写进工单，不口头传话。\n3. 入库退货与售后单逐一核对。",
    };
}
