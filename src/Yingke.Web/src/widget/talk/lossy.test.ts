import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, Problem } from './api';
import { missingAfter } from './log';
import { resendUnreached } from './outbox';
import { Sender } from './sender';
import { Store, blank, currentOf } from './state';
import { Sync } from './sync';
import { timeline } from '../view/timeline';
import { LossyServer } from '../testing/lossyServer';
import { below, chance, shuffled } from '../testing/random';

/** A window without a picture on a network that loses, doubles and reorders, as far as its own modules can tell. */
function windowOn(server: LossyServer): { store: Store; sync: Sync; sender: Sender } {
  vi.stubGlobal('fetch', server.fetch);
  const store = new Store({ ...blank(), phase: 'ready', open: true, page: { source: 'other', channel: 'web' } });
  const api = new Api('http://shop.test');
  const failed = (error: unknown): void => { if (!(error instanceof Problem)) throw error; };
  const sync = new Sync(api, store, failed);
  return { store, sync, sender: new Sender(api, store, sync, failed) };
}

const messageKeys = (store: Store): string[] =>
  timeline(store.state.segments, store.state.outbox).filter((row) => row.kind === 'message').map((row) => row.key);

describe('a talk over a bad network', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it.each(Array.from({ length: 60 }, (_, seed) => seed))('loses, doubles and disorders nothing (seed %i)', async (seed) => {
    const random = chance(seed);
    const server = new LossyServer(random);
    const { store, sync, sender } = windowOn(server);
    server.loss = 0.3;
    const written: string[] = [];
    for (let step = 0; step < 60; step++) {
      const dice = random();
      if (dice < 0.3) {
        written.push(`buyer ${step}`);
        sender.add({ kind: 'text', text: `buyer ${step}` });
      } else if (dice < 0.65) server.append('text', 'agent', { text: `agent ${step}` });
      else if (dice < 0.69) server.close();
      else if (dice < 0.8) void sync.check();
      const { current } = server;
      // Pushes get lost, come twice and in any order.
      if (current && random() < 0.5) {
        for (const entry of shuffled(random, current.entries.slice(-1 - below(random, 4)))) {
          if (random() < 0.7) sync.take(current.id, [entry], random() < 0.5 ? current.entries.length : entry.seq);
        }
      }
      await vi.advanceTimersByTimeAsync(below(random, 400));
      const keys = messageKeys(store);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { log } of store.state.segments) {
        const first = log.entries[0]?.seq ?? 1;
        expect(log.entries.map((entry) => entry.seq)).toEqual(log.entries.map((_, index) => first + index));
      }
    }

    server.loss = 0;
    for (let i = 0; i < 30; i++) {
      store.set({ outbox: resendUnreached(store.state.outbox) });
      void sender.pump();
      void sync.check();
      await vi.advanceTimersByTimeAsync(5_000);
    }

    expect(store.state.outbox).toEqual([]);
    const stored = server.held.flatMap((one) => one.entries).filter((entry) => entry.clientId).map((entry) => entry.text);
    expect([...stored].sort()).toEqual([...written].sort());
    const shown = currentOf(store.state);
    const truth = server.current;
    expect(shown?.conversation.id).toBe(truth?.id);
    if (!shown || !truth) return;
    expect(missingAfter(shown.log)).toBeUndefined();
    expect(shown.log.entries).toEqual(truth.entries.slice(-shown.log.entries.length));
  });

  it('sends into the next conversation what came too late for a closed one, once', async () => {
    const server = new LossyServer(chance(1));
    const { store, sender } = windowOn(server);
    sender.add({ kind: 'text', text: 'first' });
    await vi.advanceTimersByTimeAsync(1_000);
    server.close();
    sender.add({ kind: 'text', text: 'second' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.held.map((one) => one.entries.filter((entry) => entry.clientId).map((entry) => entry.text))).toEqual([['first'], ['second']]);
    expect(store.state.outbox).toEqual([]);
  });

  it('says failed after it could not reach anybody, and sends the same message when asked again', async () => {
    const server = new LossyServer(chance(2));
    server.loss = 1;
    const { store, sender } = windowOn(server);
    sender.add({ kind: 'text', text: 'hello' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.state.outbox).toMatchObject([{ state: 'failed', error: 'unreachable' }]);
    const id = store.state.outbox[0]?.clientId;
    server.loss = 0;
    store.set({ outbox: resendUnreached(store.state.outbox) });
    void sender.pump();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.current?.entries.find((entry) => entry.clientId)?.clientId).toBe(id);
    expect(store.state.outbox).toEqual([]);
  });
});
