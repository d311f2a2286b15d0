import type { Room } from './part';
import type { Robot, Shown } from './timeline';
import { cardBody } from './card';
import { h } from './dom';
import { price } from './texts';

/** What the part about orders is given to draw with: it has no copy of its own. */
export interface Kit { h: typeof h; cardBody: typeof cardBody; price: typeof price; room: Room }

export interface Trade {
  card(kit: Kit, data: Record<string, unknown>, resized: () => void): HTMLElement | undefined;
  robot(kit: Kit, robot: Robot): { el: HTMLElement; draw(): void };
  orders(kit: Kit, close: () => void): HTMLElement;
  complaints(kit: Kit, close: () => void, about?: string): HTMLElement;
}

declare global {
  interface Window {
    YingkeTrade?: Trade;
  }
}

let loading: Promise<Trade | undefined> | undefined;

/** Loaded with the first card, or when the buyer opens their orders: most talks need neither. */
export const trade = (room: Room): Promise<Trade | undefined> => loading ??= new Promise((resolve) => {
  const script = h('script', {
    src: `${room.options.origin}/widget-trade.js`,
    load: () => { resolve(window.YingkeTrade); },
    error: () => { loading = undefined; resolve(undefined); },
  });
  document.head.append(script);
});

export const kitOf = (room: Room): Kit => ({ h, cardBody, price, room });

/** Its words at once, the card itself as soon as its part is here. */
export function tradeCard(room: Room, entry: Shown, resized: () => void): HTMLElement {
  const place = h('div', {}, entry.text);
  void trade(room).then((part) => {
    const card = part?.card(kitOf(room), entry.data ?? {}, resized);
    if (card) place.replaceChildren(card);
    resized();
  });
  return place;
}

/** What can be done under the robot's words, as soon as that part is here. */
export function robotPlace(room: Room, robot: Robot, resized: () => void): { el: HTMLElement; draw(): void } | undefined {
  if (!robot.isHit && !robot.suggestions) return undefined;
  const el = h('div');
  let made: { el: HTMLElement; draw(): void } | undefined;
  void trade(room).then((part) => {
    made = part?.robot(kitOf(room), robot);
    if (made) el.append(made.el);
    resized();
  });
  return { el, draw: () => made?.draw() };
}
