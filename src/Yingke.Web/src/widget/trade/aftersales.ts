import type { Kit } from '../view/trade';
import { when } from '../view/texts';
import { printSlip, slipLines, type Slip } from './slip';
import { policyWords, whyNot, wordsIn } from './aftersaleWords';

export interface OwnApplication {
  id: string; number: string; orderNumber: string; line?: { title: string }; type: string; state: string; quantity: number; vouchers: number; reason: string; refundedFen: number; refundOnWay: boolean;
  due?: string; dueAt?: string; rejectReason?: string; reply?: { company: string; number: string }; slip?: Slip; policy?: Policy; can: string[];
}

export interface Policy { returnDays: number; warrantyMonths: number; exceptions: string; text: string }

export interface OwnApplications { items: OwnApplication[]; reasons: string[]; policy?: Policy; products: { productId: string; policy: Policy }[] }

type Step = (path: string, body?: unknown, method?: string) => Promise<void>;

const LOOK_AGAIN = 15_000;

/** As long as the policy matters to what comes next. */
const LIVE = new Set(['applied', 'approved', 'rejected', 'mismatched']);

/** An application as it stands now, with what the buyer can do about it. */
export function application(kit: Kit, first: OwnApplication | string, resized: () => void = () => undefined): HTMLElement {
  const { h, room } = kit;
  const w = wordsIn(room.options.language);
  const el = h('div', { class: 'trade after' });
  const id = typeof first === 'string' ? first : first.id;
  let drawn = '';
  const draw = (one: OwnApplication): void => {
    const now = JSON.stringify(one);
    if (now === drawn) return;
    drawn = now;
    el.replaceChildren(...parts(kit, one, step));
    resized();
  };
  const said = h('p', { class: 'state', role: 'alert' });
  const look = (): Promise<void> => room.talk.ask<OwnApplication>('GET', `/aftersales/${id}`).then(draw, () => undefined);
  const step: Step = async (path, body = {}, method = 'POST') => {
    try {
      draw(await room.talk.ask<OwnApplication>(method, `/aftersales/${id}/${path}`, body));
      said.remove();
    } catch (problem) {
      // Perhaps somebody was faster: what is shown is as it stands now.
      await look();
      said.textContent = whyNot(problem, w);
      el.append(said);
      resized();
      said.scrollIntoView({ block: 'nearest' });
    }
  };
  if (typeof first === 'string') void look();
  else draw(first);
  // The shop's answer shows up without a click; a card that is out of the window asks no more.
  const timer = setInterval(() => { if (el.isConnected) void look(); else clearInterval(timer); }, LOOK_AGAIN);
  return el;
}

function parts(kit: Kit, one: OwnApplication, step: Step): (Node | string)[] {
  const { h, price, room } = kit;
  const w = wordsIn(room.options.language);
  const amount = one.vouchers > 0 ? w.vouchers(one.vouchers) : `× ${one.quantity}`;
  return [
    h('small', {}, `${w.types[one.type] ?? w.title} ${one.number}`),
    h('b', {}, one.line ? `${one.line.title} ${amount}` : one.reason),
    h('p', { class: 'now', role: 'status' }, one.refundOnWay ? w.refunding : w.states[one.state] ?? one.state),
    one.due && one.dueAt ? h('small', {}, `${w.due[one.due] ?? ''} ${when(one.dueAt, room.t)}`) : '',
    one.rejectReason ? h('small', {}, `${w.rejected}：${one.rejectReason}`) : '',
    one.refundedFen > 0 ? h('small', {}, `${w.refunded} ${price(one.refundedFen)}`) : '',
    one.reply ? h('small', {}, `${w.reply} ${one.reply.company} ${one.reply.number}`) : '',
    one.policy && LIVE.has(one.state) ? h('small', {}, policyWords(one.policy, w)) : '',
    ...(one.can.includes('parcel_sent') && one.slip ? [slipCard(kit, one.slip), parcelForm(kit, step)] : []),
    ...buttons(kit, one, step),
  ].filter((part) => part !== '');
}

function slipCard({ h, room }: Kit, slip: Slip): HTMLElement {
  const w = wordsIn(room.options.language);
  return h('div', { class: 'slip' }, h('small', {}, w.enclose),
    h('dl', {}, ...slipLines(slip, w).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
    h('button', { type: 'button', class: 'text', click: () => { printSlip(slip, w); } }, w.print));
}

function parcelForm({ h, room }: Kit, step: Step): HTMLElement {
  const w = wordsIn(room.options.language);
  const company = h('input', { name: 'company', required: true, maxlength: 30, placeholder: w.company, 'aria-label': w.company });
  const number = h('input', { name: 'number', required: true, maxlength: 40, pattern: '[\\sA-Za-z0-9\\-]+', placeholder: w.parcel, 'aria-label': w.parcel });
  return h('form', { submit: (event: Event) => { event.preventDefault(); void step('parcel', { company: company.value.trim(), number: number.value.replace(/\s+/g, '') }); } },
    company, number, h('button', { class: 'small' }, w.sendParcel));
}

function buttons(kit: Kit, one: OwnApplication, step: Step): HTMLElement[] {
  const { h, room } = kit;
  const w = wordsIn(room.options.language);
  const button = (label: string, click: () => void): HTMLElement => h('button', { type: 'button', class: 'text', click }, label);
  const may = (what: string): boolean => one.can.includes(what);
  return [
    ...(may('agree') ? [button(w.agree, () => { void step('agreement'); })] : []),
    ...(may('withdraw') ? [button(w.withdraw, () => { void step('withdrawal'); })] : []),
    ...(may('reapply') ? [asked(kit, w.reapply, 40, (reason) => step('reapplication', { reason }))] : []),
    ...(may('platform_steps_in') ? [asked(kit, w.platform, 500, (reason) => step('platform', { reason }))] : []),
    ...(may('rate') ? [stars(kit, step)] : []),
  ];
}

/** A button that asks why before it does. */
function asked({ h, room }: Kit, label: string, most: number, done: (reason: string) => Promise<void>): HTMLElement {
  const w = wordsIn(room.options.language);
  const why = h('input', { required: true, maxlength: most, placeholder: w.why, 'aria-label': w.why });
  const form = h('form', { hidden: true, submit: (event: Event) => { event.preventDefault(); if (why.value.trim()) void done(why.value.trim()); } }, why, h('button', { class: 'small' }, w.sure));
  return h('div', {}, h('button', { type: 'button', class: 'text', click: () => { form.hidden = !form.hidden; if (!form.hidden) why.focus(); } }, label), form);
}

function stars({ h, room }: Kit, step: Step): HTMLElement {
  const w = wordsIn(room.options.language);
  return h('div', { class: 'stars2', role: 'group', 'aria-label': w.rate },
    ...[1, 2, 3, 4, 5].map((n) => h('button', { type: 'button', class: 'text', 'aria-label': `${w.rate} ${n}`, click: () => { void step('rating', { stars: n }, 'PUT'); } }, '☆')));
}
