import type { Card, Entry, MessageKind } from './types';

/** A message on its way. It keeps its client id through every retry and reload, so that it is stored once at most. */
export interface Pending {
  clientId: string;
  kind: MessageKind;
  at: string;
  text?: string;
  product?: Card;
  file?: { id?: string; name: string; type: string; size: number };
  /** Where it was first tried: a retry goes there again, or a stored message could be doubled in the next conversation. */
  conversationId?: string | undefined;
  /** `sent`: the server has it, the log here does not show it yet. */
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  tries: number;
  /** Why it failed; `unreachable` is tried again by itself when the connection returns. */
  error?: string | undefined;
}

export type Outbox = readonly Pending[];

const TRIES = 5;
const DELAYS = [1000, 2000, 4000, 8000];

export const enqueue = (outbox: Outbox, message: Pick<Pending, 'clientId' | 'kind' | 'at' | 'text' | 'product' | 'file'>): Outbox =>
  [...outbox, { ...message, state: 'waiting', tries: 0 }];

export const change = (outbox: Outbox, clientId: string, patch: Partial<Pending>): Outbox =>
  outbox.map((one) => (one.clientId === clientId ? { ...one, ...patch } : one));

export const drop = (outbox: Outbox, clientId: string): Outbox => outbox.filter((one) => one.clientId !== clientId);

/** First come, first sent; what failed for good does not hold up the rest. */
export const nextToSend = (outbox: Outbox): Pending | undefined =>
  outbox.find((one) => one.state === 'waiting' || one.state === 'sending');

/** The server said no: it is not stored and will not be by itself. */
export const refused = (outbox: Outbox, clientId: string, error: string): Outbox =>
  change(outbox, clientId, { state: 'failed', error });

/** Nobody knows whether it arrived: the same client id is tried again, a few times unasked. */
export function unreached(outbox: Outbox, clientId: string): Outbox {
  return outbox.map((one) => {
    if (one.clientId !== clientId) return one;
    const tries = one.tries + 1;
    return tries < TRIES
      ? { ...one, state: 'waiting', tries }
      : { ...one, state: 'failed', tries, error: 'unreachable' };
  });
}

export const retryDelay = (tries: number): number => DELAYS[Math.min(Math.max(tries, 1), DELAYS.length) - 1] ?? 8000;

export const resend = (outbox: Outbox, clientId: string): Outbox =>
  outbox.map((one) => (one.clientId === clientId ? again(one) : one));

/** The connection is back: what only failed for want of it goes again. */
export const resendUnreached = (outbox: Outbox): Outbox =>
  outbox.some((one) => one.error === 'unreachable' || (one.state === 'waiting' && one.tries > 0))
    ? outbox.map((one) => (one.state === 'waiting' || one.error === 'unreachable' ? again(one) : one))
    : outbox;

/** What the log shows is sent, whoever brought the news: the answer, a push or a fetch. */
export function settle(outbox: Outbox, entries: readonly Entry[]): Outbox {
  if (!outbox.length) return outbox;
  const stored = new Set<string>();
  for (const entry of entries) if (entry.from === 'buyer' && entry.clientId) stored.add(entry.clientId);
  return outbox.some((one) => stored.has(one.clientId)) ? outbox.filter((one) => !stored.has(one.clientId)) : outbox;
}

/** A file that was not uploaded yet is gone with its page; everything else that is unsent survives a reload. */
export const survivesReload = (one: Pending): boolean => one.state !== 'sent' && (!one.file || one.file.id !== undefined);

/** What a former page left, before what this one holds. */
export const rejoin = (held: Outbox, kept: Outbox): Outbox =>
  [...kept.filter((one) => !held.some((other) => other.clientId === one.clientId)), ...held];

function again(one: Pending): Pending {
  return { ...one, state: 'waiting', tries: 0, error: undefined };
}
