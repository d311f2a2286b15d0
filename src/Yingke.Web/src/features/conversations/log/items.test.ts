import { describe, expect, it } from 'vitest';
import type { Entry } from '@/shared/api/types';
import { itemsOf, pendingItems } from './items';

const entry = (seq: number, minute: number, more: Partial<Entry> = {}): Entry =>
  ({ seq, kind: 'text', from: 'buyer', senderId: 'b', at: new Date(Date.UTC(2026, 6, 4, 2, minute)).toISOString(), text: 'x', ...more });
const short = (items: ReturnType<typeof itemsOf>) =>
  items.map((i) => (i.type === 'bubble' ? `${i.voice}${i.first ? '<' : ''}${i.last ? '>' : ''}` : i.type));

describe('items of a log', () => {
  it('group one voice under one time, and end the group after three minutes', () => {
    expect(short(itemsOf('a', [entry(1, 0), entry(2, 1), entry(3, 5), entry(4, 5, { from: 'agent', senderId: 'a' })])))
      .toEqual(['day', 'buyer<', 'buyer>', 'buyer<>', 'agent<>']);
  });

  it('put what happened on lines of their own, and never join across them', () => {
    expect(short(itemsOf('a', [entry(1, 0), entry(2, 0, { kind: 'transferred', from: 'system' }), entry(3, 0)])))
      .toEqual(['day', 'buyer<>', 'line', 'buyer<>']);
  });

  it('show a new day of the shop', () => {
    const midnight = 14 * 60; // 02:00Z + 14 h = 00:00 in Shanghai
    expect(short(itemsOf('a', [entry(1, midnight - 1), entry(2, midnight)]))).toEqual(['day', 'buyer<>', 'day', 'buyer<>']);
  });

  it('keep notes apart from messages, and hide recalls', () => {
    const own = { from: 'agent', senderId: 'a' } as const;
    expect(short(itemsOf('a', [entry(1, 0, own), entry(2, 0, { ...own, kind: 'note' }), entry(3, 0, { ...own, kind: 'recall' })])))
      .toEqual(['day', 'agent<>', 'note<>']);
  });

  it('drop a pending message as soon as its entry is there', () => {
    const pending = { clientId: 'c', conversationId: 'a', kind: 'text', text: 'x', at: '', state: 'sending' } as const;
    expect(pendingItems([pending], [entry(1, 0)], 'a')).toHaveLength(1);
    expect(pendingItems([pending], [entry(1, 0, { senderId: 'a', clientId: 'c' })], 'a')).toHaveLength(0);
  });
});
