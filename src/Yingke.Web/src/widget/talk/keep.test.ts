import { beforeEach, describe, expect, it } from 'vitest';
import { Keep, keepOutbox, keptOutbox } from './keep';
import { change, drop, enqueue } from './outbox';

const message = (clientId: string, at: string): Parameters<typeof enqueue>[1] => ({ clientId, kind: 'text', at, text: clientId });
const blocked = {
  length: 0, key: () => null, clear: () => undefined,
  getItem: () => { throw new DOMException('blocked', 'SecurityError'); },
  setItem: () => { throw new DOMException('blocked', 'SecurityError'); },
  removeItem: () => { throw new DOMException('blocked', 'SecurityError'); },
} satisfies Storage;

describe('what the browser keeps', () => {
  beforeEach(() => { localStorage.clear(); });

  it('is there again for the next page, in the order written', () => {
    const outbox = enqueue(enqueue([], message('b', '2026-01-01T00:00:02Z')), message('a', '2026-01-01T00:00:01Z'));
    keepOutbox(new Keep('shop:'), [], outbox);
    expect(keptOutbox(new Keep('shop:')).map((one) => one.clientId)).toEqual(['a', 'b']);
  });

  it('waits again when it was being sent as the page closed', () => {
    const outbox = change(enqueue([], message('a', '')), 'a', { state: 'sending', conversationId: 'c' });
    keepOutbox(new Keep('shop:'), [], outbox);
    expect(keptOutbox(new Keep('shop:'))).toMatchObject([{ state: 'waiting', conversationId: 'c' }]);
  });

  it('forgets what was sent or thrown away, and leaves another tab\'s alone', () => {
    const keep = new Keep('shop:');
    const outbox = enqueue(enqueue([], message('a', '1')), message('b', '2'));
    keepOutbox(keep, [], outbox);
    keepOutbox(keep, [], enqueue([], message('other tab', '3')));
    const sent = change(outbox, 'b', { state: 'sent' });
    keepOutbox(keep, outbox, sent);
    keepOutbox(keep, sent, drop(sent, 'a'));
    expect(keptOutbox(keep).map((one) => one.clientId)).toEqual(['other tab']);
  });

  it('is apart for every buyer', () => {
    new Keep('shop:').set('draft', 'mine');
    expect(new Keep('shop:m:1:').get('draft')).toBeUndefined();
  });

  it('survives damage', () => {
    localStorage.setItem('shop:out:x', '{broken');
    expect(keptOutbox(new Keep('shop:'))).toEqual([]);
  });

  it.each([['blocked', blocked], ['missing', undefined]])('falls back to memory when storage is %s', (_name, disk) => {
    const keep = new Keep('shop:', disk);
    keep.set('draft', 'kept for this page');
    expect(keep.get('draft')).toBe('kept for this page');
    expect(keep.keys('dr')).toEqual(['draft']);
    keep.remove('draft');
    expect(keep.get('draft')).toBeUndefined();
  });
});
