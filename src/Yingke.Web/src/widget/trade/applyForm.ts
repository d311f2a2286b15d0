import { clientId } from '../talk/ids';
import type { Kit } from '../view/trade';
import { policyWords, whyNot, wordsIn } from './aftersaleWords';
import type { OwnApplication, OwnApplications } from './aftersales';

interface Line { id: string; productId?: string; title: string; kind?: string; quantity: number; vouchers?: number; usedVouchers?: number }

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
  const state = h('p', { class: 'state', role: 'alert' });
  const submit = h('button', { class: 'small' }, w.submit);
  // The same form sent again is the same application.
  let id = clientId();
  const send = async (): Promise<void> => {
    submit.disabled = true;
    state.textContent = '';
    try {
      made(await room.talk.ask<OwnApplication>('POST', '/aftersales', {
        clientId: id, orderId, lineId: line.id, type: type.value, reason: reason.value, quantity: Number(quantity.value), ...(text.value.trim() && { text: text.value.trim() }),
      }));
      id = clientId();
      text.value = '';
      form.hidden = true;
    } catch (problem) {
      if ((problem as { code?: string }).code === 'client_id_conflict') id = clientId();
      state.textContent = whyNot(problem, w);
      state.scrollIntoView({ block: 'nearest' });
    }
    submit.disabled = false;
  };
  const policy = known.products.find((one) => one.productId === line.productId)?.policy ?? known.policy;
  const form = h('form', { hidden: true, class: 'apply', submit: (event: Event) => { event.preventDefault(); void send(); } },
    policy && h('small', {}, policyWords(policy, w)), type, reason, most > 1 && h('label', { class: 'row' }, w.quantity, quantity), text, submit, state);
  const open = h('button', { type: 'button', class: 'text', click: () => { form.hidden = !form.hidden; } }, alone ? w.apply : `${w.apply} · ${line.title}`);
  return h('div', {}, open, form);
}
