import { describe, expect, it } from 'vitest';
import { enqueue, nextToSend, refused, rejoin, resend, resendUnreached, settle, survivesReload, unreached } from './outbox';
import type { Outbox } from './outbox';

const add = (outbox: Outbox, clientId: string): Outbox => enqueue(outbox, { clientId, kind: 'text', at: '2026-11-22T00:00:00.000Z', text: clientId });
const two = add(add([], 'a'), 'b');
const ids = (outbox: Outbox): string[] => outbox.map((one) => one.clientId);

describe('the outbox', () => {
  it('sends in order', () => {
    expect(nextToSend(two)?.clientId).toBe('a');
  });

  it('is not held up by what was refused', () => {
    const outbox = refused(two, 'a', 'invalid');
    expect(nextToSend(outbox)?.clientId).toBe('b');
    expect(outbox[0]).toMatchObject({ state: 'failed', error: 'invalid' });
  });

  it('tries the same client id again five times before it says failed', () => {
    let outbox: Outbox = add([], 'a');
    for (let i = 0; i < 4; i++) outbox = unreached(outbox, 'a');
    expect(nextToSend(outbox)?.clientId).toBe('a');
    outbox = unreached(outbox, 'a');
    expect(nextToSend(outbox)).toBeUndefined();
    expect(nextToSend(resend(outbox, 'a'))).toMatchObject({ clientId: 'a', state: 'waiting' });
  });

  it('sends again what only failed for want of a connection, and nothing that was refused', () => {
    let outbox = refused(two, 'b', 'file_too_large');
    for (let i = 0; i < 5; i++) outbox = unreached(outbox, 'a');
    expect(resendUnreached(outbox).map((one) => one.state)).toEqual(['waiting', 'failed']);
  });

  it('settles by the log, whoever brought the news', () => {
    const stored = { seq: 4, kind: 'text', from: 'buyer' as const, at: '', clientId: 'a' };
    expect(ids(settle(two, [stored]))).toEqual(['b']);
    expect(settle(two, [{ ...stored, from: 'agent' }])).toBe(two);
  });

  it('keeps over a reload what can be sent again', () => {
    const picture = enqueue([], { clientId: 'p', kind: 'image', at: '', file: { name: 'p.png', type: 'image/png', size: 1 } });
    expect(picture.map(survivesReload)).toEqual([false]);
    expect(two.map(survivesReload)).toEqual([true, true]);
    expect(ids(rejoin(add([], 'c'), two))).toEqual(['a', 'b', 'c']);
    expect(ids(rejoin(two, two))).toEqual(['a', 'b']);
  });
});
