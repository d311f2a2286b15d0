const zh = {
  order: '订单', number: '订单号', pairing: '搭配推荐', total: '合计',
  price: '改价', was: '原价', accept: '接受新价格', accepted: '已接受，按新价格付款', stale: '订单已变化，这张改价卡已失效', failed: '没有成功，请稍后再试',
  orders: '我的订单', none: '还没有订单', back: '返回', pieces: (n: number) => `共 ${n} 件`, noTrack: '还没有物流信息', loading: '正在加载…',
  voucher: (used: number, n: number) => `共 ${n} 张，已用 ${used} 张`, until: '有效期至', noEnd: '长期有效', unused: '未使用随时退', unusedNot: '未使用需审核后退', expired: '过期自动退', expiredNot: '过期不自动退',
  person: '人工客服', useful: '有用', useless: '没用',
  badge: { unpaid: '待付款', paid: '已付款', shipped: '已发货', aftersale: '售后中', done: '已完成', none: '' } as Record<string, string>,
};

const en: typeof zh = {
  order: 'Order', number: 'Order no.', pairing: 'Goes well together', total: 'Total',
  price: 'New price', was: 'Was', accept: 'Accept the new price', accepted: 'Accepted: pay the new price', stale: 'The order has changed; this offer no longer holds', failed: 'That did not work, please try again',
  orders: 'My orders', none: 'No orders yet', back: 'Back', pieces: (n: number) => `${n} item${n === 1 ? '' : 's'}`, noTrack: 'No tracking yet', loading: 'Loading…',
  voucher: (used: number, n: number) => `${n} voucher${n === 1 ? '' : 's'}, ${used} used`, until: 'Valid until', noEnd: 'No end of validity', unused: 'Unused: refunded at any time', unusedNot: 'Unused: refunded after review', expired: 'Expired: refunded by themselves', expiredNot: 'Expired: not refunded by themselves',
  person: 'Talk to a person', useful: 'Useful', useless: 'Not useful',
  badge: { unpaid: 'To pay', paid: 'Paid', shipped: 'Shipped', aftersale: 'After-sale', done: 'Completed', none: '' },
};

export type Words = typeof zh;

export const wordsIn = (language: string): Words => (/^en\b/i.test(language) ? en : zh);
