import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import type { FileRef, Sent } from '@/shared/api/types';
import { connection, onConnected } from '@/shared/hub/desk';
import { comma } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import type { Hit, Severity } from '@/shared/phrases/matcher';
import { createStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';

/** A place in the text that the agent confirmed; it holds for this text only. */
export interface Confirmed { phrase: string; start: number; end: number }

/** Something written that the server has not acknowledged yet. It keeps its client id for ever, so that it arrives once. */
export interface Pending {
  clientId: string;
  conversationId: string;
  kind: 'text' | 'note' | 'image' | 'file';
  text?: string;
  mentions?: string[];
  file?: FileRef;
  at: string;
  state: 'waiting' | 'sending' | 'failed';
  /** Why it failed, in words. */
  because?: string | undefined;
  confirmed?: Confirmed[];
  /** What the server found in it that this window did not: the list is newer there. */
  refused?: { blocked: boolean; hits: Hit[] } | undefined;
}

export const outbox = createStore<readonly Pending[]>([]);

let owner = '';
let settled: (conversationId: string, sent: Sent) => void = () => undefined;
const sending = new Set<string>();
const failures = new Map<string, number>();

const prefix = () => `yingke.outbox.${owner}.`;

/** Takes up what this agent left unsent before a reload, and sends it. */
export function openOutbox(agentId: string, onSent: (conversationId: string, sent: Sent) => void): () => void {
  owner = agentId;
  settled = onSent;
  outbox.set(stored());
  flushAll();
  return onConnected(flushAll);
}

export function send(message: Omit<Pending, 'clientId' | 'at' | 'state'>): Pending {
  const pending: Pending = { ...message, clientId: newId(), at: new Date(serverNow()).toISOString(), state: 'waiting' };
  outbox.set((all) => [...all, pending]);
  store(pending);
  void flush(pending.conversationId);
  return pending;
}

/** Sends a failed one once more: the same client id, so never twice. */
export function resend(clientId: string): void {
  const pending = outbox.get().find((one) => one.clientId === clientId);
  if (!pending) return;
  change(clientId, { state: 'waiting', because: undefined });
  void flush(pending.conversationId);
}

/** Sends what the server asked about; the agent has seen what it is. */
export function confirm(clientId: string): void {
  const refused = outbox.get().find((one) => one.clientId === clientId)?.refused;
  if (!refused || refused.blocked) return;
  change(clientId, { confirmed: confirmedOf(refused.hits), refused: undefined });
  resend(clientId);
}

export function confirmedOf(hits: readonly Hit[]): Confirmed[] {
  return hits.filter((hit) => hit.severity === 'warn').map(({ text, start, end }) => ({ phrase: text, start, end }));
}

export function discard(clientId: string): void {
  outbox.set((all) => all.filter((one) => one.clientId !== clientId));
  forget(clientId);
}

/** Acknowledged, by the answer to the send or by a push that came first. */
export function settle(clientIds: readonly string[]): void {
  const gone = new Set(clientIds);
  if (!outbox.get().some((one) => gone.has(one.clientId))) return;
  outbox.set((all) => all.filter((one) => !gone.has(one.clientId)));
  clientIds.forEach(forget);
}

function flushAll(): void {
  for (const id of new Set(outbox.get().map((one) => one.conversationId))) void flush(id);
}

/** One at a time per conversation: what was written first is stored first. */
async function flush(conversationId: string): Promise<void> {
  if (sending.has(conversationId)) return;
  sending.add(conversationId);
  try {
    for (let next = nextOf(conversationId); next; next = nextOf(conversationId)) {
      change(next.clientId, { state: 'sending' });
      try {
        const sent = await post(next);
        failures.delete(conversationId);
        settled(conversationId, sent);
        settle([next.clientId]);
      } catch (error) {
        if (error instanceof Problem && error.isPassing) {
          change(next.clientId, { state: 'waiting' });
          later(conversationId, error);
          return;
        }
        const refused = refusedOf(error);
        change(next.clientId, { state: 'failed', because: refused ? `${wordsOf(error)} ${[...new Set(refused.hits.map((hit) => hit.text))].join(comma())}` : wordsOf(error), refused });
      }
    }
  } finally {
    sending.delete(conversationId);
  }
}

function refusedOf(error: unknown): Pending['refused'] {
  if (!(error instanceof Problem) || (error.code !== 'phrases_blocked' && error.code !== 'phrases_unconfirmed')) return undefined;
  const found = Array.isArray(error.members.hits) ? (error.members.hits as { phrase: string; severity: Severity; start: number; end: number }[]) : [];
  return { blocked: error.code === 'phrases_blocked', hits: found.map(({ phrase, severity, start, end }) => ({ text: phrase, severity, start, end })) };
}

function nextOf(conversationId: string): Pending | undefined {
  return outbox.get().find((one) => one.conversationId === conversationId && one.state === 'waiting');
}

function post({ conversationId, clientId, kind, text, mentions, file, confirmed }: Pending): Promise<Sent> {
  return kind === 'note'
    ? api.post<Sent>(`/conversations/${conversationId}/notes`, { clientId, text, mentions })
    : api.post<Sent>(`/conversations/${conversationId}/messages`, { clientId, kind, text, fileId: file?.id, confirmed });
}

/** While the connection is down, its return is the signal; otherwise wait a little longer each time. */
function later(conversationId: string, problem: Problem): void {
  const count = (failures.get(conversationId) ?? 0) + 1;
  failures.set(conversationId, count);
  const backOff = Math.min(20_000, 1000 * 2 ** Math.min(count, 5)) * (0.5 + Math.random());
  const wait = problem.retryAfterSeconds !== undefined ? problem.retryAfterSeconds * 1000 : backOff;
  setTimeout(() => void flush(conversationId), connection.get() === 'connected' ? wait : Math.max(wait, 5000));
}

function change(clientId: string, to: Partial<Pending>): void {
  outbox.set((all) => all.map((one) => (one.clientId === clientId ? { ...one, ...to } : one)));
  const pending = outbox.get().find((one) => one.clientId === clientId);
  if (pending) store(pending);
}

// One key each: two windows of one agent do not overwrite each other's.
function store(pending: Pending): void {
  try {
    localStorage.setItem(prefix() + pending.clientId, JSON.stringify(pending));
  } catch {
    // Full or forbidden: it is still sent as long as the page lives.
  }
}

function forget(clientId: string): void {
  try {
    localStorage.removeItem(prefix() + clientId);
  } catch {
    // Never stored then either.
  }
}

function stored(): Pending[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix()))
      .map((key) => JSON.parse(localStorage.getItem(key) ?? '') as Pending)
      .map((one): Pending => (one.state === 'sending' ? { ...one, state: 'waiting' } : one))
      .sort((a, b) => a.at.localeCompare(b.at));
  } catch {
    return [];
  }
}
