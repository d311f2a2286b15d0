const zh = {
  title: '售后', apply: '申请售后', type: '类型', reason: '原因', text: '说明（选填）', quantity: '数量', submit: '提交申请', cancel: '取消', failed: '没有成功，请稍后再试', policy: '售后政策',
  types: { refund: '仅退款', return: '退货退款', exchange: '换货', repair: '维修' } as Record<string, string>,
  states: { applied: '待商家审核', approved: '商家已同意', rejected: '商家已拒绝', withdrawn: '已撤销', sent_back: '已寄回，待商家收货', received: '商家已收货，验货中', inspected: '已验货', mismatched: '验货不符', platform_in: '平台介入中', refunded: '已退款', reshipped: '已换货', repaired: '已维修', as_it_was: '已原样寄回', closed: '已完结' } as Record<string, string>,
  refunding: '退款处理中', refunded: '退款', to: '请寄往', enclose: '请把以下信息写在纸上放进包裹，或打印寄件单', order: '订单号', number: '售后单号', name: '姓名', phone: '电话', print: '打印寄件单', slip: '寄件单',
  company: '快递公司', parcel: '快递单号', sendParcel: '提交寄回单号', withdraw: '撤销申请', reapply: '再次申请', platform: '请平台介入', agree: '同意原样寄回', why: '原因', rate: '评价', sure: '确定',
  due: { review: '商家审核期限', send_back: '请寄回，期限', resolve: '商家处理期限', pay: '退款期限' } as Record<string, string>, rejected: '拒绝原因', vouchers: (n: number) => `${n} 张券`, days: (n: number, m: number) => `${n} 天内可退货，保修 ${m} 个月`,
  reply: '商家寄出', done: '谢谢您的评价',
  refused: {
    quantity: '可申请的数量不够：已申请或已退款的不能再申请', order_not_paid: '订单还没有付款', order_closed: '订单已关闭', buyer_blocked: '暂时不能提交，请致电店铺', step_not_allowed: '商家刚刚处理过，请看最新状态',
    refund_on_way: '退款正在处理中', reapplied_already: '只能再次申请一次', agreed_already: '已经同意过', already_rated: '已经评价过', number: '快递单号不对', text: '说明太长或含有不能使用的字符', too_many_requests: '操作太频繁，请稍后再试', unreachable: '网络不通，请稍后再试',
  } as Record<string, string>,
};

const en: typeof zh = {
  title: 'After-sales', apply: 'Request after-sales', type: 'Type', reason: 'Reason', text: 'Details (optional)', quantity: 'Quantity', submit: 'Submit', cancel: 'Cancel', failed: 'That did not work, please try again', policy: 'After-sales policy',
  types: { refund: 'Refund only', return: 'Return', exchange: 'Exchange', repair: 'Repair' },
  states: { applied: 'Waiting for review', approved: 'Approved', rejected: 'Rejected', withdrawn: 'Withdrawn', sent_back: 'Sent back, on its way', received: 'Received, being inspected', inspected: 'Inspected', mismatched: 'No fault found', platform_in: 'The platform decides', refunded: 'Refunded', reshipped: 'Exchanged', repaired: 'Repaired', as_it_was: 'Returned as it was', closed: 'Closed' },
  refunding: 'Refund on its way', refunded: 'Refunded', to: 'Send it to', enclose: 'Please enclose these numbers, or print the slip', order: 'Order no.', number: 'Application no.', name: 'Name', phone: 'Phone', print: 'Print the slip', slip: 'Parcel slip',
  company: 'Carrier', parcel: 'Parcel number', sendParcel: 'Send the parcel number', withdraw: 'Withdraw', reapply: 'Apply again', platform: 'Ask the platform', agree: 'Agree to its return as it was', why: 'Reason', rate: 'Rate', sure: 'OK',
  due: { review: 'Review by', send_back: 'Please send by', resolve: 'To be settled by', pay: 'Refund by' }, rejected: 'Rejected because', vouchers: (n: number) => `${n} voucher${n === 1 ? '' : 's'}`, days: (n: number, m: number) => `returns within ${n} days, warranty ${m} months`,
  reply: 'Sent by the shop', done: 'Thank you',
  refused: {
    quantity: 'No more of these can be applied for: those applied for or refunded do not count again', order_not_paid: 'The order has not been paid', order_closed: 'The order is closed', buyer_blocked: 'Not possible for now, please call the shop', step_not_allowed: 'The shop has just acted: please see where it stands now',
    refund_on_way: 'The refund is on its way', reapplied_already: 'You can apply again once only', agreed_already: 'You have agreed already', already_rated: 'You have rated already', number: 'That is no parcel number', text: 'The details are too long or hold characters that cannot be used', too_many_requests: 'Too often, please try again in a while', unreachable: 'No connection, please try again in a while',
  },
};

/** Why the shop's server did not take it, in words; the general ones for what nobody foresaw. */
export function whyNot(problem: unknown, w: typeof zh): string {
  const { code, field } = problem as { code?: string; field?: unknown };
  return w.refused[code === 'invalid' ? String(field) : code ?? ''] ?? w.failed;
}

interface PolicyWords { returnDays: number; warrantyMonths: number; exceptions: string; text: string }

export const policyWords = (policy: PolicyWords, w: typeof zh): string =>
  `${w.policy}：${[w.days(policy.returnDays, policy.warrantyMonths), policy.text, policy.exceptions].filter(Boolean).map((one) => String(one).replace(/[。；;.]+$/, '')).join('；')}`;

export const wordsIn = (language: string): typeof zh => (/^en\b/i.test(language) ? en : zh);
