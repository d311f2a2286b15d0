import { describe, expect, it } from 'vitest';
import { openWith, emptyLog } from '../talk/log';
import { enqueue, refused } from '../talk/outbox';
import type { Segment } from '../talk/state';
import type { Conversation, Entry } from '../talk/types';
import { timeline } from './timeline';
import type { Row } from './timeline';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 6, minute)).toISOString();
const entry = (seq: number, kind: string, from: Entry['from'], more: Partial<Entry> = {}): Entry => ({ seq, kind, from, at: at(seq), ...more });

function talk(entries: Entry[], more: Partial<Conversation> = {}): Segment {
  const log = openWith(emptyLog, entries, entries.length);
  const conversation: Conversation = { id: 'c', state: 'active', openedAt: at(0), head: log.head, readSeq: 0, ratable: false, ...more };
  return { conversation, log };
}

const kinds = (rows: Row[]): string[] => rows.map((row) => row.kind);
const marks = (rows: Row[]): unknown[] => rows.filter((row) => row.kind === 'message' && row.own).map((row) => row.kind === 'message' && row.mark);

describe('the timeline', () => {
  it('shows the inflow\'s order, who joined, and the talk', () => {
    const rows = timeline([talk([
      entry(1, 'inflow', 'buyer', { order: { id: 'o', title: '茶' } }),
      entry(2, 'assigned', 'system', { data: { agentName: '林小满' } }),
      entry(3, 'hidden', 'system'),
      entry(4, 'text', 'agent', { text: '您好', senderName: '林小满' }),
    ])], []);
    expect(kinds(rows)).toEqual(['inflow', 'notice', 'time', 'message']);
    expect(rows[1]).toMatchObject({ notice: 'assigned', name: '林小满' });
  });

  it('marks only the last own message as read or sent', () => {
    const entries = [1, 2, 3].map((seq) => entry(seq, 'text', 'buyer', { text: 'x', clientId: `${seq}` }));
    expect(marks(timeline([talk(entries, { readSeq: 2 })], []))).toEqual([undefined, undefined, 'sent']);
    expect(marks(timeline([talk(entries, { readSeq: 3 })], []))).toEqual([undefined, undefined, 'read']);
  });

  it('keeps the key of a message from the first attempt to the stored entry, and never shows it twice', () => {
    const outbox = enqueue([], { clientId: 'k', kind: 'text', at: at(1), text: '在吗' });
    const before = timeline([], outbox).find((row) => row.kind === 'message');
    const stored = timeline([talk([entry(1, 'text', 'buyer', { clientId: 'k', text: '在吗' })])], outbox).filter((row) => row.kind === 'message');
    expect(before?.key).toBe('c:k');
    expect(stored.map((row) => row.key)).toEqual(['c:k']);
  });

  it('says of every failed message that it failed', () => {
    let outbox = enqueue([], { clientId: 'a', kind: 'text', at: at(1), text: 'a' });
    outbox = enqueue(refused(outbox, 'a', 'invalid'), { clientId: 'b', kind: 'text', at: at(1), text: 'b' });
    expect(marks(timeline([], outbox))).toEqual(['failed', 'sending']);
  });

  it('hides the words of a recalled message, whether the recall or the page came first', () => {
    const recalled = timeline([talk([
      entry(1, 'text', 'agent', { text: '秘密' }), entry(2, 'recall', 'agent', { data: { target: 1 } }),
    ])], []);
    const stripped = timeline([talk([entry(1, 'text', 'agent', { recalled: true })])], []);
    for (const rows of [recalled, stripped]) {
      expect(JSON.stringify(rows)).not.toContain('秘密');
      expect(rows.find((row) => row.kind === 'message')).toMatchObject({ entry: { recalled: true } });
    }
  });

  it('asks for one rating after the end, until it is given or too late', () => {
    const entries = [entry(1, 'text', 'buyer', { text: 'x' }), entry(2, 'rating_invitation', 'system'), entry(3, 'closed', 'agent')];
    expect(kinds(timeline([talk(entries, { state: 'closed', ratable: true })], []))).toEqual(['time', 'message', 'notice', 'rating']);
    expect(kinds(timeline([talk(entries, { state: 'closed' })], []))).not.toContain('rating');
    const rated = timeline([talk([...entries, entry(4, 'rated', 'buyer', { data: { stars: 5, tags: ['态度友好'] } })], { state: 'closed', ratable: true })], []);
    expect(kinds(rated)).toEqual(['time', 'message', 'notice', 'rated']);
    expect(rated[3]).toMatchObject({ stars: 5, tags: ['态度友好'] });
  });

  it('shows a time where the talk paused', () => {
    const rows = timeline([talk([entry(1, 'text', 'buyer'), entry(2, 'text', 'agent'), { ...entry(3, 'text', 'agent'), at: at(30) }])], []);
    expect(kinds(rows)).toEqual(['time', 'message', 'message', 'time', 'message']);
  });

  it('passes over kinds it does not know', () => {
    expect(timeline([talk([entry(1, 'something_new', 'system')])], [])).toEqual([]);
  });
});
