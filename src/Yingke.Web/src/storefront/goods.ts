/** What the demo shop sells. Prices in fen. */
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

/** An order as the shop's platform tells it to the member whose it is. */
export interface Order {
  id: string;
  number: string;
  badge: 'unpaid' | 'paid' | 'shipped' | 'aftersale' | 'done' | 'none';
  totalFen: number;
  paidFen: number;
  placedAt: string;
  track: { at: string; text: string }[];
  lines: { id: string; title: string; sku?: string; imageUrl?: string; quantity: number; priceFen: number }[];
}

const STATES = { unpaid: '待付款', paid: '已付款，等待发货', shipped: '已发货', aftersale: '售后中', done: '交易完成', none: '' } as const;

export const stateOf = (order: Order): string => STATES[order.badge];
export const countOf = (order: Order): number => order.lines.reduce((sum, line) => sum + line.quantity, 0);
export const yuan = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;
export const pictureOf = (one: Product): string => `/storefront/img/${one.id}.svg`;

/** 5月3日 14:03 */
export function momentOf(at: string): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getMonth() + 1}月${date.getDate()}日 ${two(date.getHours())}:${two(date.getMinutes())}`;
}
