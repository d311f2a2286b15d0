import { el } from './el';
import { complain, contact, frame } from './frame';
import { countOf, momentOf, pictureOf, PRODUCTS, stateOf, yuan } from './goods';
import type { Order, Product } from './goods';
import { chatWindow, ownOrders } from './window';

const asked = new URLSearchParams(location.search).get('id');
const productUrl = (one: Product): string => `./product.html?id=${one.id}`;
const orderUrl = (one: Order): string => `./order.html?id=${one.number}`;

export function home(): Promise<void> {
  return frame('首页', { source: 'shop_home' },
    el('section', { class: 'hero' }, el('h1', {}, '山里做茶，松间待客'), el('p', {}, '每一款都标产地和做法。不知道买哪个，问客服最快。'), contact('问问客服')),
    el('section', { class: 'grid' }, ...PRODUCTS.map((one) => el('a', { class: 'good', href: productUrl(one) },
      el('img', { src: pictureOf(one), alt: one.name, width: '400', height: '400', loading: 'lazy' }),
      el('b', {}, one.name), el('span', {}, one.taste), el('span', { class: 'price' }, yuan(one.priceFen))))));
}

export function productDetail(): Promise<void> {
  const one = PRODUCTS.find((other) => other.id === asked) ?? PRODUCTS[0];
  if (!one) return Promise.resolve();
  const card = { id: one.id, title: one.name, imageUrl: pictureOf(one), priceFen: one.priceFen, url: new URL(productUrl(one), location.href).href };
  return frame(one.name, { source: 'product_detail', product: card },
    el('section', { class: 'detail' },
      el('img', { src: pictureOf(one), alt: one.name, width: '400', height: '400' }),
      el('div', {}, el('h1', {}, one.name), el('p', { class: 'price' }, yuan(one.priceFen)),
        facts([['产地', one.origin], ['规格', one.pack], ['口感', one.taste], ['发货', '付款后 48 小时内从福州发出']]),
        el('p', {}, one.story), contact('问客服这款茶'))));
}

export async function orderList(): Promise<void> {
  const orders = await ownOrders();
  return frame('我的订单', { source: 'order_list' }, el('h1', {}, '我的订单'),
    ...orders.map((order) => el('a', { class: 'order', href: orderUrl(order) },
      el('span', { class: 'row' }, el('span', {}, `${momentOf(order.placedAt)}　订单号 ${order.number}`), el('b', {}, stateOf(order))),
      ...lines(order), el('span', { class: 'row' }, el('span', {}, `共 ${countOf(order)} 件`), el('b', { class: 'price' }, yuan(order.totalFen))))),
    ...(orders.length > 0 ? [] : [el('p', {}, '还没有订单。')]),
    contact(), complain());
}

export async function orderDetail(): Promise<void> {
  const orders = await ownOrders();
  const order = orders.find((other) => other.number === asked) ?? orders.find((other) => other.badge === 'shipped') ?? orders[0];
  if (!order) return frame('订单', { source: 'order_detail' }, el('h1', {}, '没有这笔订单'), contact());
  const first = order.lines[0];
  const count = countOf(order);
  const card = {
    id: order.number, title: `${first?.title ?? ''}${count > 1 ? ` 等 ${count} 件` : ''}`, imageUrl: first?.imageUrl ?? '',
    priceFen: order.totalFen, url: new URL(orderUrl(order), location.href).href, text: `${stateOf(order)}　${order.number}`,
  };
  return frame(`订单 ${order.number}`, { source: 'order_detail', order: card }, el('h1', {}, stateOf(order)),
    el('section', { class: 'order' }, ...lines(order),
      facts([['订单号', order.number], ['下单时间', momentOf(order.placedAt)], ['应付', yuan(order.totalFen)], ['实付', yuan(order.paidFen)]])),
    el('ol', { class: 'trail' }, ...order.track.map((step) => el('li', {}, el('time', {}, momentOf(step.at)), step.text))),
    contact('咨询这笔订单'), complain(order.number));
}

export async function messageCenter(): Promise<void> {
  const orders = await ownOrders();
  const unread = el('b', { class: 'unread' });
  unread.hidden = true;
  window.addEventListener('yingke:ready', () => {
    chatWindow()?.on('unread', (detail) => {
      const { count } = detail as { count: number };
      unread.textContent = String(count);
      unread.hidden = count === 0;
    });
  });
  const talk = el('button', { type: 'button', class: 'notice' },
    el('b', {}, '店铺客服'), el('span', {}, '售前、售后都在这里，09:00–23:00 在线'), unread);
  talk.addEventListener('click', () => chatWindow()?.open());
  const notices = orders.flatMap((order) => order.track.slice(0, 1).map((step) => el('a', { class: 'notice', href: orderUrl(order) },
    el('b', {}, step.text), el('span', {}, `${order.lines[0]?.title ?? ''}　${momentOf(step.at)}`))));
  return frame('消息中心', { source: 'message_center' }, el('h1', {}, '消息中心'), talk, ...notices);
}

function lines(order: Order): HTMLElement[] {
  return order.lines.map((line) => el('span', { class: 'line' },
    el('img', { src: line.imageUrl ?? '/storefront/img/mark.svg', alt: '', width: '56', height: '56' }),
    el('span', {}, line.title, el('small', {}, line.sku ?? '')), el('span', { class: 'price' }, `${yuan(line.priceFen)} × ${line.quantity}`)));
}

function facts(rows: [string, string][]): HTMLElement {
  return el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}
