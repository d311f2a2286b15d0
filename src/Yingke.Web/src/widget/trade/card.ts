import type { Card } from '../talk/types';
import type { Kit } from '../view/trade';
import { application } from './aftersales';
import { wordsIn } from './words';

interface Data { kind: string; refId?: string; title: string; number?: string; imageUrl?: string; priceFen?: number; oldPriceFen?: number; items?: Card[] }

interface Offer { state: 'offered' | 'accepted' | 'replaced'; stale: boolean; oldTotalFen: number; newTotalFen: number; number: string }

/** A card of the shop's business; nothing for a kind that this version does not know. */
export function card(kit: Kit, data: Record<string, unknown>, resized: () => void): HTMLElement | undefined {
  const one = data.card as Data | undefined;
  if (one?.kind === 'order') return order(kit, one);
  if (one?.kind === 'aftersale' && one.refId) return application(kit, one.refId, resized);
  if (one?.kind === 'pairing') return pairing(kit, one);
  return one?.kind === 'price' && one.refId ? priceCard(kit, one, one.refId, resized) : undefined;
}

function order({ h, cardBody, price, room }: Kit, one: Data): HTMLElement {
  const w = wordsIn(room.options.language);
  return h('div', { class: 'trade' },
    h('small', {}, `${w.order} ${one.number ?? ''}`),
    h('div', { class: 'items' }, ...(one.items ?? []).map((item) => cardBody(item))),
    one.priceFen !== undefined && h('div', { class: 'row' }, h('small', {}, w.total), h('span', { class: 'sum' }, price(one.priceFen))));
}

function pairing({ h, cardBody, price, room }: Kit, one: Data): HTMLElement {
  const w = wordsIn(room.options.language);
  return h('div', { class: 'trade' },
    h('small', {}, w.pairing), h('b', {}, one.title),
    h('div', { class: 'items' }, ...(one.items ?? []).map((item) => cardBody(item))),
    one.priceFen !== undefined && h('div', { class: 'row' }, h('small', {}, w.total), h('span', { class: 'sum' }, price(one.priceFen))));
}

/** The price is the server's word of now: a card that lies in the talk for a day may be stale. */
function priceCard({ h, price, room }: Kit, one: Data, id: string, resized: () => void): HTMLElement {
  const w = wordsIn(room.options.language);
  const state = h('p', { class: 'state', role: 'status' });
  const accept = h('button', { type: 'button', class: 'small', hidden: true, click: () => { void take(); } }, w.accept);
  const el = h('div', { class: 'trade' },
    h('small', {}, `${w.price} · ${w.number} ${one.number ?? ''}`),
    h('div', {}, h('s', {}, price(one.oldPriceFen ?? 0)), h('span', { class: 'sum' }, price(one.priceFen ?? 0))),
    accept, state);
  const draw = (offer: Offer): void => {
    const open = offer.state === 'offered' && !offer.stale;
    accept.hidden = !open;
    state.textContent = offer.state === 'accepted' ? w.accepted : open ? '' : w.stale;
    resized();
  };
  const look = (): Promise<void> => room.talk.ask<Offer>('GET', `/price-offers/${id}`).then(draw, () => { state.textContent = w.failed; });
  const take = async (): Promise<void> => {
    accept.disabled = true;
    try {
      draw(await room.talk.ask<Offer>('POST', `/price-offers/${id}/acceptance`, {}));
    } catch (problem) {
      if ((problem as { code?: string }).code === 'price_offer_stale') await look();
      else state.textContent = w.failed;
    } finally {
      accept.disabled = false;
    }
  };
  void look();
  return el;
}
