import { describe, expect, it } from 'vitest';
import type { Entry } from '@/shared/api/types';
import { emptyLog, hasEarlier, heard, highest, missingAfter, opened, type Log } from './log';

const entry = (seq: number, more: Partial<Entry> = {}): Entry =>
  ({ seq, kind: 'text', from: 'buyer', at: '2026-07-04T02:00:00.000Z', text: `#${seq}`, clientId: `c${seq}`, ...more });
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => entry(from + i));
const seqs = (log: Log) => log.entries.map((e) => e.seq);

describe('a log', () => {
  it('asks for what a gap hides, shows nothing behind it, and closes it', () => {
    let log = opened(emptyLog, range(1, 3), 3);
    log = heard(log, [entry(6)], 6);
    expect(seqs(log)).toEqual([1, 2, 3]);
    expect(missingAfter(log)).toBe(3);
    log = heard(log, range(4, 5), 6);
    expect(seqs(log)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(missingAfter(log)).toBeNull();
  });

  it('asks when only a higher head is heard of', () => {
    expect(missingAfter(heard(opened(emptyLog, range(1, 3), 3), [], 4))).toBe(3);
  });

  it('is the same object when nothing is new, so that nothing is drawn again', () => {
    const log = opened(emptyLog, range(1, 3), 3);
    expect(heard(log, [entry(2)], 3)).toBe(log);
  });

  it('keeps what is pushed while the first page is under way', () => {
    const log = opened(heard(emptyLog, [entry(52)], 52), range(2, 51), 51);
    expect(highest(log)).toBe(52);
    expect(hasEarlier(log)).toBe(true);
    expect(missingAfter(heard(emptyLog, [], 9))).toBeNull();
  });

  it('puts earlier pages before what it holds and drops pages that do not join', () => {
    let log = opened(emptyLog, range(51, 60), 60);
    log = heard(log, range(1, 10), 60);
    expect(seqs(log)[0]).toBe(51);
    log = heard(log, range(1, 50), 60);
    expect(seqs(log)).toEqual(range(1, 60).map((e) => e.seq));
    expect(hasEarlier(log)).toBe(false);
  });

  it('marks what is recalled, whichever of the two is read first', () => {
    const recall = entry(12, { kind: 'recall', data: { target: 4 } });
    const later = heard(opened(emptyLog, range(1, 11), 11), [recall], 12);
    expect(later.entries[3]?.recalled).toBe(true);
    const earlier = heard(opened(emptyLog, [...range(6, 11), recall], 12), range(1, 5), 12);
    expect(earlier.entries[3]?.recalled).toBe(true);
    expect(earlier.entries.filter((e) => e.recalled)).toHaveLength(1);
  });

  it('starts empty when the conversation is', () => {
    const log = opened(emptyLog, [], 0);
    expect(seqs(heard(log, [entry(1)], 1))).toEqual([1]);
  });
});

// Everything a network can do to pushes and answers, 400 times over.
describe('a log behind a bad network', () => {
  it.each(Array.from({ length: 400 }, (_, i) => i + 1))('shows no loss, no duplicate, the log’s order (seed %i)', (seed) => {
    const random = generator(seed);
    const pick = (n: number) => Math.floor(random() * n);
    const truth: Entry[] = [];
    const write = () => {
      const recalls = truth.length > 3 && random() < 0.1;
      truth.push(recalls ? entry(truth.length + 1, { kind: 'recall', data: { target: 1 + pick(truth.length) } }) : entry(truth.length + 1));
    };
    for (let i = pick(120); i > 0; i--) write();
    const pageOf = (after: number, limit: number) => ({ entries: truth.slice(after, after + limit), head: truth.length });

    // The answer to the first look was true when it was given, and may come late.
    const first = { entries: truth.slice(Math.max(0, truth.length - 50)), head: truth.length };
    const underWay: { entries: Entry[]; head: number; opens?: boolean }[] = [{ ...first, opens: true }];
    let log = emptyLog;

    for (let step = 0; step < 150; step++) {
      const what = random();
      if (what < 0.4) {
        write();
        const batch = truth.slice(Math.max(0, truth.length - 1 - pick(3)));
        if (random() < 0.7) underWay.push({ entries: batch, head: truth.length });
        if (random() < 0.2) underWay.push({ entries: batch, head: truth.length });
      } else if (what < 0.5) {
        const after = missingAfter(log);
        if (after !== null) underWay.push(pageOf(after, 1 + pick(40)));
      } else if (what < 0.55 && log.entries[0]) {
        const before = log.entries[0].seq - 1;
        underWay.push({ entries: truth.slice(Math.max(0, before - 20), before), head: truth.length });
      } else if (underWay.length > 0) {
        const [arrived] = underWay.splice(pick(underWay.length), 1);
        if (arrived) log = arrived.opens ? opened(log, shuffled(arrived.entries, random), arrived.head) : heard(log, shuffled(arrived.entries, random), arrived.head);
      }
      expectPiece(log, truth);
    }

    // The connection comes back: the head is heard of, and the one recovery path runs to its end.
    for (const arrived of underWay) log = arrived.opens ? opened(log, arrived.entries, arrived.head) : heard(log, arrived.entries, arrived.head);
    log = heard(log, [], truth.length);
    for (let after = missingAfter(log); after !== null; after = missingAfter(log)) {
      const page = pageOf(after, 25);
      log = heard(log, page.entries, page.head);
    }
    expectPiece(log, truth);
    expect(highest(log)).toBe(truth.length);
    expect(log.ahead).toEqual([]);
  });
});

function expectPiece(log: Log, truth: Entry[]): void {
  const recalled = new Set(log.entries.filter((e) => e.kind === 'recall').map((e) => e.data?.target));
  log.entries.forEach((e, i) => {
    const expected = truth[e.seq - 1];
    if (i > 0 && e.seq !== (log.entries[i - 1]?.seq ?? 0) + 1) throw new Error(`hole or disorder at ${e.seq}`);
    if (!expected || expected.clientId !== e.clientId || expected.text !== e.text) throw new Error(`another entry at ${e.seq}`);
    if (e.kind !== 'recall' && Boolean(e.recalled) !== recalled.has(e.seq)) throw new Error(`recall of ${e.seq} not shown`);
  });
}

function shuffled<T>(items: T[], random: () => number): T[] {
  return items.map((item) => [random(), item] as const).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
}

/** mulberry32: the same sequence for the same seed, so that a failure can be repeated. */
function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
