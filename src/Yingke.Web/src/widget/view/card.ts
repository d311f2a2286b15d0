import type { Card } from '../talk/types';
import { h } from './dom';
import { safeAddress } from './linkify';
import { price } from './texts';

/** A product or an order in a line: picture, title, price. */
export function cardBody(card: Card): HTMLElement {
  const image = safeAddress(card.imageUrl);
  const picture = image && h('img', { src: image, alt: '', width: 48, height: 48, loading: 'lazy', referrerpolicy: 'no-referrer' });
  const words = h('span', { class: 'words' },
    h('b', { title: card.title }, card.title),
    card.text && h('small', {}, card.text),
    card.priceFen !== undefined && h('span', { class: 'num' }, price(card.priceFen)));
  const href = safeAddress(card.url);
  return href
    ? h('a', { class: 'card', href, target: '_blank', rel: 'noopener noreferrer nofollow' }, picture || undefined, words)
    : h('span', { class: 'card' }, picture || undefined, words);
}

/** What a page says about itself is only taken if it has the shape of a card. */
export function cardOf(value: unknown): Card | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, title, imageUrl, priceFen, url, text } = value as Record<string, unknown>;
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof title !== 'string' || !title) return undefined;
  return {
    id: String(id).slice(0, 100), title: title.slice(0, 200),
    ...(typeof imageUrl === 'string' && { imageUrl: safeAddress(imageUrl) ?? '' }),
    ...(typeof priceFen === 'number' && Number.isSafeInteger(priceFen) && { priceFen }),
    ...(typeof url === 'string' && { url: safeAddress(url) ?? '' }),
    ...(typeof text === 'string' && { text: text.slice(0, 200) }),
  };
}
