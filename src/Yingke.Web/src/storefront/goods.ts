/** What the demo shop sells and what its demo buyer bought. Prices in fen; days are counted back from today. */
export interface Product {
  id: string;
  name: string;
  origin: string;
  pack: string;
  priceFen: number;
  taste: string;
  story: string;
}

export const PRODUCTS: readonly Product[] = [
  {
    id: 'yunwu', name: '明前云雾绿茶', origin: '江西庐山', pack: '100 克 罐装', priceFen: 12800, taste: '鲜爽 · 豆香',
    story: '清明前十日采的一芽一叶，当天摊青当天炒。80℃ 的水冲泡，三泡之内最好喝。',
  },
  {
    id: 'xiaozhong', name: '正山小种', origin: '福建武夷山桐木', pack: '150 克 罐装', priceFen: 9600, taste: '桂圆香 · 微松烟',
    story: '马尾松熏焙的老做法，烟不重。适合早上空口喝，也适合加牛奶。',
  },
  {
    id: 'yinzhen', name: '白毫银针', origin: '福建福鼎', pack: '50 克 盒装', priceFen: 19800, taste: '毫香 · 清甜',
    story: '只取头春肥壮单芽，日晒加文火。新茶清甜，放三年有药香。',
  },
  {
    id: 'dancong', name: '凤凰单丛 · 鸭屎香', origin: '广东潮州', pack: '125 克 罐装', priceFen: 15800, taste: '银花香 · 回甘长',
    story: '名字不雅，香气极雅。沸水快出，第三泡到第六泡最香。',
  },
  {
    id: 'tieguanyin', name: '清香铁观音', origin: '福建安溪', pack: '250 克 袋装', priceFen: 13900, taste: '兰花香 · 水柔',
    story: '7 克小泡 36 包。收到后请放冰箱冷藏，香气能多留半年。',
  },
  {
    id: 'xiaoqinggan', name: '小青柑熟普', origin: '广东新会 · 云南勐海', pack: '12 颗 礼盒', priceFen: 8800, taste: '柑香 · 醇厚',
    story: '七月头采的青柑装宫廷熟普，低温慢烘。一颗能煮一下午。',
  },
  {
    id: 'moli', name: '茉莉银毫', origin: '广西横州', pack: '100 克 罐装', priceFen: 7900, taste: '茉莉鲜灵',
    story: '伏天茉莉窨七次，出花干净。玻璃杯直接泡，花香不闷。',
  },
  {
    id: 'gaiwan', name: '天青釉盖碗', origin: '河南汝州', pack: '140 毫升 一只', priceFen: 16800, taste: '手工拉坯',
    story: '口沿外翻不烫手。开片随使用慢慢长出来，每只略有不同。',
  },
];

export type OrderState = '待付款' | '已发货' | '已签收';

export interface Order {
  number: string;
  state: OrderState;
  daysAgo: number;
  lines: { product: Product; count: number }[];
  trail: { daysAgo: number; clock: string; text: string }[];
}

const product = (id: string): Product => {
  const found = PRODUCTS.find((one) => one.id === id);
  if (!found) throw new Error(`No product ${id}`);
  return found;
};

export const ORDERS: readonly Order[] = [
  {
    number: numberOf(0, '4417'), state: '待付款', daysAgo: 0,
    lines: [{ product: product('moli'), count: 1 }, { product: product('gaiwan'), count: 1 }],
    trail: [{ daysAgo: 0, clock: '08:52', text: '订单已提交，请在 24 小时内付款' }],
  },
  {
    number: numberOf(2, '1093'), state: '已发货', daysAgo: 2,
    lines: [{ product: product('yunwu'), count: 2 }],
    trail: [
      { daysAgo: 0, clock: '06:40', text: '快件已到达杭州转运中心' },
      { daysAgo: 1, clock: '19:15', text: '卖家已发货，由中通快递承运' },
      { daysAgo: 2, clock: '21:08', text: '已付款，等待卖家发货' },
    ],
  },
  {
    number: numberOf(9, '7720'), state: '已签收', daysAgo: 9,
    lines: [{ product: product('xiaoqinggan'), count: 1 }, { product: product('xiaozhong'), count: 1 }],
    trail: [
      { daysAgo: 6, clock: '12:31', text: '已签收，签收人：门卫' },
      { daysAgo: 8, clock: '18:02', text: '卖家已发货，由中通快递承运' },
      { daysAgo: 9, clock: '10:26', text: '已付款，等待卖家发货' },
    ],
  },
];

export const totalFen = (order: Order): number => order.lines.reduce((sum, line) => sum + line.product.priceFen * line.count, 0);
export const countOf = (order: Order): number => order.lines.reduce((sum, line) => sum + line.count, 0);
export const yuan = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;
export const pictureOf = (one: Product): string => `/storefront/img/${one.id}.svg`;

export function dayOf(daysAgo: number): string {
  const date = back(daysAgo);
  return `${date.getMonth() + 1}月${date.getDate()}日`;
}

function numberOf(daysAgo: number, tail: string): string {
  const date = back(daysAgo);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}${tail}`;
}

function back(daysAgo: number): Date {
  const date = new Date();
  date.setDate(date.getDate() - daysAgo);
  return date;
}
