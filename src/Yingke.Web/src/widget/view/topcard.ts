import type { State } from '../talk/state';
import { currentOf } from '../talk/state';
import type { Card } from '../talk/types';
import { button, h, show } from './dom';
import { cardBody } from './card';
import type { Part, Room } from './part';
import { price } from './texts';

/** What the buyer was looking at when they opened the window: sent by a click, or with the inflow. */
export function topCard(room: Room): Part {
  const { t, talk } = room;
  const el = h('div', { class: 'top', hidden: true });
  let hiddenId = '';
  let drawn = '';
  const hide = (card: Card): void => {
    hiddenId = card.id;
    el.hidden = true;
  };
  const send = (card: Card, order: boolean): void => {
    if (order) talk.sender.add({ kind: 'text', text: orderText(card) });
    else talk.sender.add({ kind: 'product_card', product: card });
    hide(card);
  };
  const orderText = (card: Card): string =>
    [t.cardOrderText(card.title, card.priceFen === undefined ? '' : price(card.priceFen)), card.url].filter(Boolean).join('\n');

  return {
    el,
    update(state: State): void {
      const { order, product } = state.page;
      const card = order ?? product;
      show(el, card !== undefined && state.phase === 'ready' && card.id !== hiddenId && !mentioned(state, card));
      if (!card || drawn === JSON.stringify(card)) return;
      drawn = JSON.stringify(card);
      el.replaceChildren(
        h('small', {}, order ? t.cardOrder : t.cardProduct),
        h('div', {}, cardBody({ ...card, url: '' }),
          h('button', { type: 'button', class: 'small', click: () => { send(card, order !== undefined); } }, t.cardSend),
          button('cross', t.cardHide, () => { hide(card); }, 'ib tiny')));
    },
  };
}

/** It stands in the talk already: with the inflow, or sent. */
function mentioned(state: State, card: Card): boolean {
  const entries = currentOf(state)?.conversation.state === 'closed' ? [] : (currentOf(state)?.log.entries ?? []);
  return entries.some((entry) => entry.product?.id === card.id || entry.order?.id === card.id);
}
