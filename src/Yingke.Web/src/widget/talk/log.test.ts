import { describe, expect, it } from 'vitest';
import { emptyLog, hasOlder, lastSeq, merge, missingAfter, openWith, prepend } from './log';
import type { Log } from './log';
import type { Entry } from './types';
import { below, chance, shuffled } from '../testing/random';

const entry = (seq: number): Entry => ({ seq, kind: 'text', from: 'agent', at: '2026-11-22T00:00:00.000Z', text: `${seq}` });
const entries = (from: number, to: number): Entry[] => Array.from({ length: to - from + 1 }, (_, i) => entry(from + i));
const seqs = (log: Log): number[] => log.entries.map((one) => one.seq);

describe('a log', () => {
  it('takes entries in any order and any number of times', () => {
    const log = [entry(2), entry(1), entry(2), entry(3), entry(1)].reduce((held, one) => merge(held, [one]), emptyLog);
    expect(seqs(log)).toEqual([1, 2, 3]);
    expect(missingAfter(log)).toBeUndefined();
  });

  it('does not show what came before its predecessor, and says after which seq to ask', () => {
    const log = merge(merge(emptyLog, [entry(1), entry(2)]), [entry(5)]);
    expect(seqs(log)).toEqual([1, 2]);
    expect(missingAfter(log)).toBe(2);
    expect(seqs(merge(log, [entry(3), entry(4)]))).toEqual([1, 2, 3, 4, 5]);
  });

  it('notices a higher head without any entry', () => {
    expect(missingAfter(merge(merge(emptyLog, [entry(1)]), [], 4))).toBe(1);
  });

  it('is the same object when nothing new came', () => {
    const log = merge(emptyLog, entries(1, 5));
    expect(merge(log, entries(2, 4), 5)).toBe(log);
  });

  it('opens at the newest page, with what was pushed meanwhile', () => {
    const pushed = merge(emptyLog, [entry(102), entry(101)]);
    const log = openWith(pushed, entries(61, 100), 100);
    expect(seqs(log)).toEqual(entries(61, 102).map((one) => one.seq));
    expect(hasOlder(log)).toBe(true);
  });

  it('is not thrown away by a newest page that does not touch it', () => {
    const log = openWith(merge(emptyLog, entries(1, 10)), entries(61, 100), 100);
    expect(lastSeq(log)).toBe(10);
    expect(missingAfter(log)).toBe(10);
  });

  it('grows upwards only by pages that touch its beginning', () => {
    const log = openWith(emptyLog, entries(61, 100), 100);
    expect(seqs(prepend(log, entries(21, 60)))[0]).toBe(21);
    expect(prepend(log, entries(21, 59))).toBe(log);
  });

  it.each(Array.from({ length: 50 }, (_, seed) => seed))('shows no loss, duplicate or disorder whatever the pushes do (seed %i)', (seed) => {
    const random = chance(seed);
    const truth: Entry[] = [];
    let log = emptyLog;
    for (let step = 0; step < 120; step++) {
      const grown = 1 + below(random, 3);
      truth.push(...entries(truth.length + 1, truth.length + grown));
      // A push: a few of the newest, some lost, some old ones again, shuffled.
      const pushed = shuffled(random, truth.slice(-1 - below(random, 6)).filter(() => random() > 0.4));
      const before = seqs(log);
      log = merge(log, pushed, random() < 0.2 ? truth.length : 0);
      expect(seqs(log).slice(0, before.length)).toEqual(before);
      const after = missingAfter(log);
      if (after !== undefined && random() < 0.3) log = merge(log, truth.slice(after, after + 1 + below(random, 8)), truth.length);
      expect(seqs(log)).toEqual(log.entries.map((_, index) => index + 1));
    }
    log = merge(log, [], truth.length);
    for (let after = missingAfter(log); after !== undefined; after = missingAfter(log)) log = merge(log, truth.slice(after, after + 10), truth.length);
    expect(log.entries).toEqual(truth);
  });
});
