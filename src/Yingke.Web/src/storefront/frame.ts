import { el } from './el';
import { phone } from './phone';
import { chatWindow, choose, chosenMember, embed, MEMBERS } from './window';
import type { Place } from './window';

const PAGES = [
  ['./', '首页', 'shop_home'],
  ['./orders.html', '我的订单', 'order_list'],
  ['./messages.html', '消息中心', 'message_center'],
] as const;

/** Head, content and foot of every page, and the chat window with what this page is about. */
export async function frame(title: string, place: Place, ...content: (Node | string)[]): Promise<void> {
  document.title = `${title} · 松间茶铺`;
  const foot = el('footer', {}, el('p', {}, '松间茶铺是迎客的演示店铺：商品、订单都是编的，不能下单；客服窗口是真的。'));
  document.body.append(header(place), el('main', {}, ...content), foot);
  const line = await embed(place);
  foot.append(line
    ? el('details', {}, el('summary', {}, '本页这样接入客服窗口'), el('code', {}, line))
    : el('p', { class: 'missing', role: 'status' }, '这台服务器上没有演示店铺，客服窗口没有接入。用 scripts/dev 启动即可。'));
}

/** A button of the page itself that opens the window. */
export function contact(text = '联系客服'): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'contact' }, text);
  button.addEventListener('click', () => chatWindow()?.open());
  return button;
}

/** 投诉: goes to an officer, not to the agent who serves. */
export function complain(orderNumber?: string): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'complain' }, '投诉');
  button.addEventListener('click', () => chatWindow()?.complain(orderNumber));
  return button;
}

function header(place: Place): HTMLElement {
  const links = PAGES.map(([href, name, source]) => {
    const link = el('a', { href }, name);
    if (source === place.source) link.setAttribute('aria-current', 'page');
    return link;
  });
  const brand = el('a', { class: 'brand', href: './' }, el('img', { src: '/storefront/img/mark.svg', alt: '', width: '32', height: '32' }), '松间茶铺');
  return el('header', {}, brand, el('nav', {}, ...links), phone(), members());
}

function members(): HTMLElement {
  const select = el('select', {}, el('option', { value: '' }, '游客'),
    ...MEMBERS.map(({ memberId, name }) => el('option', { value: memberId }, `会员 ${name}`)));
  select.value = chosenMember();
  const said = el('span', { role: 'status' });
  select.addEventListener('change', () => {
    void choose(select.value).then((done) => {
      said.textContent = done ? '' : '登录没有成功';
      if (!done) select.value = chosenMember();
    });
  });
  return el('label', { class: 'member' }, '以会员登录 ', select, said);
}
