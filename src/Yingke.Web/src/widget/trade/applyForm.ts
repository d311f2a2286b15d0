import type { Kit } from '../view/trade';
import { wordsIn } from './aftersaleWords';
import type { OwnApplication, OwnApplications } from './aftersales';

interface Line { id: string; title: string; kind?: string; quantity: number; vouchers?: number; usedVouchers?: number }

/** 申请售后 for one line, which is named unless it is the order's only one; the button gives way to the form, the form to the application. */
export function applyForm({ h, room }: Kit, orderId: string, line: Line, alone: boolean, known: OwnApplications, made: (one: OwnApplication) => void): HTMLElement {
  const w = wordsIn(room.options.language);
  const voucher = line.kind === 'voucher';
  const most = voucher ? (line.vouchers ?? 0) - (line.usedVouchers ?? 0) : line.quantity;
  const choice = (label: string, options: [string, string][]): HTMLSelectElement => h('select', { 'aria-label': label }, ...options.map(([value, text]) => h('option', { value }, text)));
  const type = choice(w.type, (voucher ? ['refund'] : ['return', 'refund', 'exchange', 'repair']).map((one) => [one, w.types[one] ?? one]));
  const reason = choice(w.reason, known.reasons.map((one) => [one, one]));
  const quantity = h('input', { type: 'number', min: 1, max: most, value: 1, required: true, 'aria-label': w.quantity });
  const text = h('textarea', { rows: 2, maxlength: 1000, placeholder: w.text, 'aria-label': w.text });
  const state = h('p', { class: 'state', role: 'status' });
  const send = async (): Promise<void> => {
    try {
      made(await room.talk.ask<OwnApplication>('POST', '/aftersales', {
        orderId, lineId: line.id, type: type.value, reason: reason.value, quantity: Number(quantity.value), ...(text.value.trim() && { text: text.value.trim() }),
      }));
    } catch {
      state.textContent = w.failed;
    }
  };
  const policy = known.policy && [w.days(known.policy.returnDays, known.policy.warrantyMonths), known.policy.text, known.policy.exceptions].filter(Boolean).map((one) => String(one).replace(/[。；;.]+$/, '')).join('；');
  const form = h('form', { hidden: true, class: 'apply', submit: (event: Event) => { event.preventDefault(); void send(); } },
    policy && h('small', {}, `${w.policy}：${policy}`), type, reason, most > 1 && h('label', { class: 'row' }, w.quantity, quantity), text, h('button', { class: 'small' }, w.submit), state);
  const open = h('button', { type: 'button', class: 'text', click: () => { form.hidden = !form.hidden; } }, alone ? w.apply : `${w.apply} · ${line.title}`);
  return h('div', {}, open, form);
}
