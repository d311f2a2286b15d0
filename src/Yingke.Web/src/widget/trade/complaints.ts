import { openOf, currentOf } from '../talk/state';
import { clientId } from '../talk/ids';
import type { Kit } from '../view/trade';
import { when } from '../view/texts';

interface Own { id: string; number: number; text: string; orderNumber?: string; openedAt: string; state: string; answer?: string; decidedAt?: string }

const zh = {
  title: '投诉', lead: '由投诉专员处理，为您服务的客服看不到。', what: '请说说发生了什么', order: '关于哪笔订单（可不选）', none: '不针对订单', send: '提交投诉', sent: '已收到，投诉专员会尽快处理，并在明天回访您。',
  many: '您有几件投诉正在处理，请等处理后再提交。', failed: '没有成功，请稍后再试', back: '返回', mine: '我的投诉', number: '投诉编号', reply: '答复',
  states: { open: '处理中', upheld: '投诉成立', rejected: '投诉未成立' } as Record<string, string>,
};
const en: typeof zh = {
  title: 'Complaint', lead: 'A complaints officer sees to it; the agent who serves you cannot see it.', what: 'Please tell us what happened', order: 'About which order (optional)', none: 'Not about an order', send: 'Send the complaint', sent: 'Received: an officer sees to it soon and calls you back tomorrow.',
  many: 'Some of your complaints are still being looked into; please wait for them first.', failed: 'That did not work, please try again', back: 'Back', mine: 'My complaints', number: 'Complaint no.', reply: 'Answer',
  states: { open: 'Being looked into', upheld: 'Upheld', rejected: 'Not upheld' },
};

const LOOK_AGAIN = 20_000;

/** 投诉: opens one, and shows what became of the others. */
export function complaints(kit: Kit, close: () => void, about?: string): HTMLElement {
  const { h, room } = kit;
  const w = /^en\b/i.test(room.options.language) ? en : zh;
  const list = h('div', {});
  const state = h('p', { class: 'state', role: 'status' });
  const text = h('textarea', { rows: 4, maxlength: 1000, required: true, placeholder: w.what, 'aria-label': w.what });
  const order = h('select', { 'aria-label': w.order, hidden: true }, h('option', { value: '' }, w.none));
  const send = h('button', { class: 'small' }, w.send);
  // The same send again is the same complaint.
  let id = clientId();
  const submit = async (): Promise<void> => {
    if (!text.value.trim()) return;
    send.disabled = true;
    const talk = openOf(room.talk.store.state) ?? currentOf(room.talk.store.state);
    try {
      await room.talk.ask('POST', '/complaints', { clientId: id, text: text.value.trim(), ...(talk && { conversationId: talk.conversation.id }), ...(order.value && { orderId: order.value }) });
      id = clientId();
      text.value = '';
      state.textContent = w.sent;
      await look();
    } catch (error) {
      state.textContent = (error as { code?: string }).code === 'too_many_complaints' ? w.many : w.failed;
    }
    send.disabled = false;
  };
  const look = (): Promise<void> => room.talk.ask<{ items: Own[] }>('GET', '/complaints').then(({ items }) => {
    list.replaceChildren(...(items.length ? [h('h3', {}, w.mine)] : []), ...items.map((one) => h('section', { class: 'order' },
      h('div', { class: 'row' }, h('small', {}, `${w.number} ${one.number} · ${when(one.openedAt, room.t)}`), h('span', { class: 'badge2' }, w.states[one.state] ?? one.state)),
      h('span', {}, one.text), one.answer && h('small', {}, `${w.reply}：${one.answer}`))));
  }, () => undefined);
  const el = h('div', { class: 'sheet', tabindex: -1, role: 'region', 'aria-label': w.title },
    h('div', { class: 'bar2' }, h('h3', {}, w.title), h('button', { type: 'button', class: 'text', click: close }, w.back)),
    h('p', { class: 'state' }, w.lead),
    h('form', { class: 'apply', submit: (event: Event) => { event.preventDefault(); void submit(); } }, text, order, send, state), list);
  if (room.talk.store.state.session?.buyer.identified) {
    void room.talk.ask<{ items: { id: string; number: string }[] }>('GET', '/orders').then(({ items }) => {
      order.append(...items.map((one) => h('option', { value: one.id, selected: one.number === about }, `${one.number}`)));
      order.hidden = items.length === 0;
    }, () => undefined);
  }
  void look();
  const timer = setInterval(() => { if (el.isConnected) void look(); else clearInterval(timer); }, LOOK_AGAIN);
  return el;
}
