import type { Kit } from '../view/trade';
import { when } from '../view/texts';
import { application, type OwnApplications } from './aftersales';
import { applyForm } from './applyForm';
import { wordsIn } from './words';

interface Line { id: string; title: string; sku?: string; imageUrl?: string; url?: string; quantity: number; priceFen: number; totalFen: number; kind?: string; vouchers?: number; usedVouchers?: number; productId?: string; validUntil?: string; terms?: string; refundsUnused?: boolean; refundsExpired?: boolean }
interface Own { id: string; number: string; state: string; badge: string; totalFen: number; paidFen: number; placedAt: string; logisticsCompany?: string; logisticsNumber?: string; track: { at: string; text: string }[]; lines: Line[] }

const STEPS = 6;

/** 我的订单: each with its state and the parcel's way, over the talk. */
export function orders(kit: Kit, close: () => void): HTMLElement {
  const { h, room } = kit;
  const w = wordsIn(room.options.language);
  const list = h('div', { role: 'status' }, w.loading);
  const el = h('div', { class: 'sheet', tabindex: -1, role: 'region', 'aria-label': w.orders },
    h('div', { class: 'bar2' }, h('h3', {}, w.orders), h('button', { type: 'button', class: 'text', click: close }, w.back)), list);
  Promise.all([room.talk.ask<{ items: Own[] }>('GET', '/orders'), room.talk.ask<OwnApplications>('GET', '/aftersales')]).then(
    ([{ items }, known]) => { list.replaceChildren(...(items.length ? items.map((one) => order(kit, one, known)) : [w.none])); },
    () => { list.replaceChildren(w.failed); },
  );
  return el;
}

function order(kit: Kit, one: Own, known: OwnApplications): HTMLElement {
  const { h, cardBody, price, room } = kit;
  const after = h('div', { class: 'afters' }, ...known.items.filter((each) => each.orderNumber === one.number).map((each) => application(kit, each)));
  const paid = one.paidFen > 0 && one.state !== 'placed' && one.state !== 'closed';
  const w = wordsIn(room.options.language);
  const pieces = one.lines.reduce((sum, line) => sum + line.quantity, 0);
  const parcel = [one.logisticsCompany, one.logisticsNumber].filter(Boolean).join(' ');
  return h('section', { class: 'order' },
    h('div', { class: 'row' }, h('small', {}, `${w.number} ${one.number}`), h('span', { class: 'badge2' }, w.badge[one.badge] ?? '')),
    ...one.lines.flatMap((line) => [cardBody({
      id: line.id, title: line.title, priceFen: line.totalFen, text: [line.sku, `× ${line.quantity}`].filter(Boolean).join(' '),
      ...(line.imageUrl && { imageUrl: line.imageUrl }), ...(line.url && { url: line.url }),
    }), ...(line.kind === 'voucher' ? [voucher(kit, line)] : [])]),
    h('div', { class: 'row' }, h('small', {}, `${when(one.placedAt, room.t)} · ${w.pieces(pieces)}`), h('b', { class: 'num' }, price(one.totalFen))),
    parcel && h('small', {}, parcel),
    one.track.length > 0 && h('ol', {}, ...one.track.slice(0, STEPS).map((step) => h('li', {}, h('time', {}, when(step.at, room.t)), h('span', {}, step.text)))),
    after, ...(paid ? one.lines.map((line) => applyForm(kit, one.id, line, one.lines.length === 1, known, (made) => { after.append(application(kit, made)); })) : []));
}

/** Of a voucher: content and conditions, validity and what becomes of unused ones. */
function voucher({ h, room }: Kit, line: Line): HTMLElement {
  const w = wordsIn(room.options.language);
  return h('div', { class: 'voucher' },
    ...[
      [w.voucher(line.usedVouchers ?? 0, line.vouchers ?? 0), line.validUntil ? `${w.until} ${when(line.validUntil, room.t)}` : w.noEnd].join(' · '),
      line.terms,
      [line.refundsUnused ? w.unused : w.unusedNot, line.refundsExpired ? w.expired : w.expiredNot].join(' · '),
    ].filter(Boolean).map((words) => h('small', {}, words)));
}
