import { api } from '@/shared/api/client';
import { Problem } from '@/shared/api/problem';
import type { Entry, EntryPage } from '@/shared/api/types';
import { onConnected } from '@/shared/hub/desk';
import { createStore, type Store } from '@/shared/store';
import { emptyLog, hasEarlier, heard, highest, missingAfter, opened, type Log } from './log';
import { settle } from './outbox';

// The logs that were looked at, newest used last. Whatever the reason something may be missing, `catchUp` reads it.

const kept = 40;
const logs = new Map<string, Store<Log>>();
const fetching = new Set<string>();
export const logFailure = createStore<Readonly<Record<string, Problem>>>({});

/** The log of a conversation, read from the server on first use. */
export function openLog(id: string): Store<Log> {
  const log = logs.get(id) ?? createStore(emptyLog);
  logs.delete(id);
  logs.set(id, log);
  for (const old of [...logs.keys()].slice(0, Math.max(0, logs.size - kept))) logs.delete(old);
  if (!log.get().opened) void catchUp(id);
  return log;
}

/** Entries or a head heard of, from a push or an answer. Those of logs nobody looked at come when they are opened. */
export function hear(id: string, entries: readonly Entry[], head: number): void {
  const log = logs.get(id);
  acknowledge(entries);
  if (!log) return;
  log.set((now) => heard(now, entries, head));
  if (missingAfter(log.get()) !== null) void catchUp(id);
}

/** Reads the page before what is held. */
export async function readEarlier(id: string): Promise<void> {
  const log = logs.get(id);
  const first = log?.get().entries[0];
  if (!log || !first || !hasEarlier(log.get())) return;
  const page = await api.get<EntryPage>(`/conversations/${id}/messages`, { query: { before: first.seq, limit: 50 } });
  log.set((now) => heard(now, page.entries, page.head));
}

/** Asks for everything after what is held, until nothing is missing. `anyway`: also when nothing is known to be. */
export async function catchUp(id: string, anyway = false): Promise<void> {
  const log = logs.get(id);
  if (!log || fetching.has(id)) return;
  fetching.add(id);
  try {
    if (!log.get().opened) {
      const page = await api.get<EntryPage>(`/conversations/${id}/messages`, { query: { limit: 50 } });
      acknowledge(page.entries);
      log.set((now) => opened(now, page.entries, page.head));
    } else if (anyway) await readAfter(id, log);
    for (let after = missingAfter(log.get()); after !== null; after = missingAfter(log.get())) {
      await readAfter(id, log);
      // An answer that brings nothing would bring nothing again: the next push or connection asks anew.
      if (highest(log.get()) === after) break;
    }
    if (logFailure.get()[id]) logFailure.set((all) => Object.fromEntries(Object.entries(all).filter(([other]) => other !== id)));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    logFailure.set((all) => ({ ...all, [id]: error }));
    if (error.isPassing) setTimeout(() => void catchUp(id, true), 3000 + 3000 * Math.random());
  } finally {
    fetching.delete(id);
  }
}

/** After a connection was lost: the heads of the desk tell which logs moved on; the one looked at asks for itself. */
export function keepUp(current: () => string | null): () => void {
  return onConnected(() => {
    const id = current();
    if (id) void catchUp(id, true);
  });
}

export function forgetLogs(): void {
  logs.clear();
  logFailure.set({});
}

async function readAfter(id: string, log: Store<Log>): Promise<void> {
  const page = await api.get<EntryPage>(`/conversations/${id}/messages`, { query: { after: highest(log.get()), limit: 500 } });
  acknowledge(page.entries);
  log.set((now) => heard(now, page.entries, page.head));
}

function acknowledge(entries: readonly Entry[]): void {
  const own = entries.flatMap((entry) => (entry.clientId && entry.from === 'agent' ? [entry.clientId] : []));
  if (own.length > 0) settle(own);
}
