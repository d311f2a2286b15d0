import { describe, expect, it } from 'vitest';
import type { ConversationRow, Entry } from '@/shared/api/types';
import { counted, inOrder, keepOrder, tabsOf, waitLevel, withEntries, withRow, type Row } from './rows';

const row = (id: string, more: Partial<Row> = {}): Row => ({
  id, state: 'active', inquiry: 'presale', source: 'other', channel: 'web', buyer: { id: `b-${id}`, name: id, vip: false, identified: false },
  agent: { id: 'me', name: '我' }, openedAt: '2026-07-04T01:00:00.000Z', head: 5, readSeq: 5, buyerReadSeq: 0, starred: false, unread: 0, countedTo: 5, ...more,
});
const entry = (seq: number, from: Entry['from'] = 'buyer'): Entry => ({ seq, kind: 'text', from, at: at(1) });
const ids = (rows: ConversationRow[]) => rows.map((r) => r.id);
const at = (minute: number) => `2026-07-04T02:${String(minute).padStart(2, '0')}:00.000Z`;

describe('lists', () => {
  it('hold a row where it belongs', () => {
    expect(tabsOf(row('a'), 'me')).toEqual(['mine']);
    expect(tabsOf(row('a', { agent: { id: 'you', name: '你' } }), 'me')).toEqual([]);
    expect(tabsOf(row('a', { state: 'queued', agent: undefined, starred: true }), 'me')).toEqual(['queue', 'starred']);
    expect(tabsOf(row('a', { state: 'offline' }), 'me')).toEqual(['offline']);
    expect(tabsOf(row('a', { state: 'closed' }), 'me')).toEqual(['recent']);
  });

  it('put the longest unanswered first, then the newest answered', () => {
    const rows = [
      row('old answer', { last: { seq: 1, kind: 'text', from: 'agent', at: at(1) } }),
      row('short wait', { waitingSince: at(9) }),
      row('new answer', { last: { seq: 1, kind: 'text', from: 'agent', at: at(8) } }),
      row('long wait', { waitingSince: at(3) }),
    ];
    expect(ids(inOrder(rows, 'mine', 'me'))).toEqual(['long wait', 'short wait', 'new answer', 'old answer']);
  });

  it('follow the queue’s places', () => {
    const rows = [row('2', { state: 'queued', position: 2 }), row('1', { state: 'queued', position: 1 })];
    expect(ids(inOrder(rows, 'queue', 'me'))).toEqual(['1', '2']);
  });

  it('do not move while kept', () => {
    expect(ids(keepOrder(['c', 'gone', 'a'], [row('a'), row('b'), row('c')]))).toEqual(['c', 'a', 'b']);
  });
});

describe('rows', () => {
  it('ignore old news', () => {
    const held = new Map([['a', row('a', { head: 5, starred: true })]]);
    expect(withRow(held, row('a', { head: 4 }))).toBe(held);
    expect(withRow(held, row('a', { head: 5, starred: false })).get('a')?.starred).toBe(false);
    expect(withRow(held, row('a', { head: 6 })).get('a')?.head).toBe(6);
  });

  it('count what the buyer wrote, once, whichever push tells first', () => {
    const waiting = row('a', { head: 6, waitingSince: at(1), unread: 1 });
    const rowFirst = withEntries(counted(row('a'), waiting), [entry(6)], null);
    const entriesFirst = counted(withEntries(row('a'), [entry(6)], null), waiting);
    const twice = withEntries(rowFirst, [entry(6), entry(7, 'agent'), entry(8)], null);
    expect([rowFirst.unread, entriesFirst.unread, twice.unread]).toEqual([1, 1, 2]);
  });

  it('stay read when an answer was on its way before the mark was', () => {
    const read = row('a', { head: 6, readSeq: 6, unread: 0 });
    expect(counted(read, row('a', { head: 6, readSeq: 0, unread: 4 })).unread).toBe(0);
    expect(counted(undefined, row('a', { head: 6, readSeq: 0, unread: 4 })).unread).toBe(4);
  });

  it('follow the clock and the last message of a push, unless it is old', () => {
    const held = row('a', { head: 6, waitingSince: at(1) });
    const last = { seq: 7, kind: 'text', from: 'agent', at: at(2) } as const;
    expect(withEntries(held, [entry(7, 'agent')], { head: 7, last }).waitingSince).toBeUndefined();
    expect(withEntries(held, [entry(5)], { head: 5 }).waitingSince).toBe(at(1));
  });

  it.each([[0, 'fine'], [29.9, 'fine'], [30, 'amber'], [59, 'amber'], [60, 'red'], [179, 'red'], [180, 'deep']])('a wait of %d s is %s', (s, level) => {
    expect(waitLevel(s, { waitAmberSeconds: 30, waitRedSeconds: 60, waitDeepSeconds: 180 })).toBe(level);
  });
});
