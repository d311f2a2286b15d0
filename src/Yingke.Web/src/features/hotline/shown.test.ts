import { describe, expect, it } from 'vitest';
import { cardsUp, secondsBetween, spanOf } from './shown';

describe('which cards are up', () => {
  it('keeps one that is over until the agent closes it', () => {
    expect(cardsUp([], ['a'], new Set())).toEqual(['a']);
    expect(cardsUp([], ['a'], new Set(['a']))).toEqual([]);
  });
  it('puts a new call before the one that is written up', () => {
    expect(cardsUp(['b'], ['a'], new Set())).toEqual(['b', 'a']);
  });
  it('shows none twice', () => {
    expect(cardsUp(['a'], ['a', 'b'], new Set())).toEqual(['a', 'b']);
  });
});

describe('the time that counts', () => {
  const call = { state: 'ringing', queuedAt: '2026-03-02T10:00:00Z', ringingAt: '2026-03-02T10:00:05Z' };
  it.each([
    ['queueing', { ...call, ringingAt: null }, { what: 'waited', from: '2026-03-02T10:00:00Z' }],
    ['ringing', call, { what: 'rang', from: '2026-03-02T10:00:05Z' }],
    ['talking', { ...call, answeredAt: '2026-03-02T10:00:09Z' }, { what: 'talked', from: '2026-03-02T10:00:09Z' }],
    ['missed', { ...call, endedAt: '2026-03-02T10:00:30Z' }, { what: 'rang', from: '2026-03-02T10:00:05Z', to: '2026-03-02T10:00:30Z' }],
  ])('of a call that is %s', (_, one, span) => expect(spanOf(one)).toEqual(span));

  it('is whole seconds, and never less than none', () => {
    expect(secondsBetween('2026-03-02T10:00:00Z', '2026-03-02T10:01:30.400Z')).toBe(90);
    expect(secondsBetween('2026-03-02T10:00:05Z', '2026-03-02T10:00:00Z')).toBe(0);
    expect(secondsBetween(undefined, '2026-03-02T10:00:00Z')).toBeUndefined();
  });
});
