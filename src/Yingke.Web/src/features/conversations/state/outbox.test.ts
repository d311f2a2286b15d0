import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sent } from '@/shared/api/types';
import { confirm, discard, openOutbox, outbox, resend, send, settle } from './outbox';

interface Asked { path: string; body: { clientId: string; text?: string; confirmed?: unknown } }

/** The server's side of sending: a log in which a client id counts once. */
function fakeServer() {
  const stored: string[] = [];
  const asked: Asked[] = [];
  const answers: ('ok' | 'lost answer' | 'no network' | 'refuse' | 'ask' | 'block')[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const body = JSON.parse(init.body as string) as Asked['body'];
    asked.push({ path, body });
    const how = answers.shift() ?? 'ok';
    if (how === 'no network') return Promise.reject(new TypeError('failed'));
    if (how === 'refuse')
      return Promise.resolve(new Response(JSON.stringify({ code: 'conversation_closed' }), { status: 409 }));
    const hits = [{ phrase: '没办法', severity: how === 'block' ? 'block' : 'warn', start: 1, end: 4 }, { phrase: '最低', severity: 'mark', start: 5, end: 7 }];
    if (how === 'ask') return Promise.resolve(new Response(JSON.stringify({ code: 'phrases_unconfirmed', hits }), { status: 409 }));
    if (how === 'block') return Promise.resolve(new Response(JSON.stringify({ code: 'phrases_blocked', hits }), { status: 422 }));
    if (!stored.includes(body.clientId)) stored.push(body.clientId);
    if (how === 'lost answer') return Promise.reject(new TypeError('reset'));
    const seq = stored.indexOf(body.clientId) + 1;
    return Promise.resolve(new Response(JSON.stringify({ entry: { seq, clientId: body.clientId }, head: stored.length }), { status: 201 }));
  });
  return { stored, asked, answers };
}

const settleTimers = () => vi.advanceTimersByTimeAsync(120_000);

describe('the outbox', () => {
  let sent: [string, Sent][];
  let close: () => void;
  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    sent = [];
    close = openOutbox('me', (id, answer) => sent.push([id, answer]));
  });
  afterEach(() => {
    close();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    for (const one of outbox.get()) discard(one.clientId);
  });

  it('sends in the order of writing, one at a time per conversation', async () => {
    const server = fakeServer();
    for (const text of ['1', '2', '3']) send({ conversationId: 'a', kind: 'text', text });
    await settleTimers();
    expect(server.asked.map((a) => a.body.text)).toEqual(['1', '2', '3']);
    expect(outbox.get()).toEqual([]);
    expect(sent.map(([id]) => id)).toEqual(['a', 'a', 'a']);
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it('repeats with the same client id until it is acknowledged, and arrives once', async () => {
    const server = fakeServer();
    server.answers.push('no network', 'lost answer', 'no network', 'ok');
    const { clientId } = send({ conversationId: 'a', kind: 'text', text: 'x' });
    send({ conversationId: 'a', kind: 'text', text: 'y' });
    await settleTimers();
    await settleTimers();
    expect(server.asked.slice(0, 4).map((a) => a.body.clientId)).toEqual([clientId, clientId, clientId, clientId]);
    expect(server.stored).toHaveLength(2);
    expect(server.stored[0]).toBe(clientId);
    expect(outbox.get()).toEqual([]);
  });

  it('keeps a refused one with the reason, lets later ones pass, and resends it on demand', async () => {
    const server = fakeServer();
    server.answers.push('refuse');
    const { clientId } = send({ conversationId: 'a', kind: 'text', text: 'x' });
    send({ conversationId: 'a', kind: 'text', text: 'y' });
    await settleTimers();
    expect(outbox.get()).toMatchObject([{ clientId, state: 'failed' }]);
    expect(outbox.get()[0]?.because).toContain('会话已结束');
    resend(clientId);
    await settleTimers();
    expect(outbox.get()).toEqual([]);
    expect(server.asked.at(-1)?.body.clientId).toBe(clientId);
  });

  it('survives a reload, its own only', async () => {
    const server = fakeServer();
    server.answers.push('no network', 'no network');
    const { clientId } = send({ conversationId: 'a', kind: 'note', text: 'x', mentions: ['b'] });
    await vi.advanceTimersByTimeAsync(0);
    outbox.set([]);
    close();
    openOutbox('someone else', () => undefined)();
    expect(outbox.get()).toEqual([]);
    close = openOutbox('me', (id, answer) => sent.push([id, answer]));
    expect(outbox.get()).toMatchObject([{ clientId, text: 'x' }]);
    await settleTimers();
    expect(server.asked.at(-1)).toMatchObject({ path: '/api/v1/conversations/a/notes', body: { clientId, mentions: ['b'] } });
    expect(outbox.get()).toEqual([]);
  });

  it('lets go of one that a push acknowledged first', async () => {
    const server = fakeServer();
    server.answers.push('lost answer');
    const { clientId } = send({ conversationId: 'a', kind: 'text', text: 'x' });
    await vi.advanceTimersByTimeAsync(0);
    settle([clientId]);
    await settleTimers();
    expect(outbox.get()).toEqual([]);
    expect(server.asked).toHaveLength(1);
  });

  it('sends what the server asked about once the agent has confirmed it, with the places that were asked about', async () => {
    const { answers, asked, stored } = fakeServer();
    answers.push('ask');
    send({ conversationId: 'c', kind: 'text', text: '我没办法，最低' });
    await settleTimers();
    const [failed] = outbox.get();
    expect(failed).toMatchObject({ state: 'failed', refused: { blocked: false } });
    expect(failed?.because).toContain('没办法');
    expect(stored).toEqual([]);
    confirm(failed?.clientId ?? '');
    await settleTimers();
    expect(asked[1]?.body).toMatchObject({ clientId: failed?.clientId, confirmed: [{ phrase: '没办法', start: 1, end: 4 }] });
    expect(outbox.get()).toEqual([]);
    expect(stored).toHaveLength(1);
  });

  it('confirms nothing that the server refuses', async () => {
    const { answers, asked } = fakeServer();
    answers.push('block');
    send({ conversationId: 'c', kind: 'text', text: '我没办法，最低' });
    await settleTimers();
    confirm(outbox.get()[0]?.clientId ?? '');
    await settleTimers();
    expect(asked).toHaveLength(1);
    expect(outbox.get()[0]).toMatchObject({ state: 'failed', refused: { blocked: true } });
  });
});
