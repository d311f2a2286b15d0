import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '@/shared/api/client';
import type { ConversationRow, Page } from '@/shared/api/types';
import { createStore, useStore } from '@/shared/store';
import { hasEarlier, type Log } from './log';
import { openLog, readEarlier } from './logs';

// A buyer's conversations are one stream upwards: above the first entry of this one comes the last of the one before.

interface Above { shown: ConversationRow[]; listed: ConversationRow[]; next?: string; complete: boolean }

const none: Above = { shown: [], listed: [], complete: false };
const above = createStore<Readonly<Record<string, Above>>>({});
const loading = new Set<string>();

export interface Segment { id: string; row?: ConversationRow; log: Log }

/** The earlier conversations that were scrolled to, oldest first, then the one looked at. */
export function useStream(id: string): { segments: Segment[]; complete: boolean } {
  const { shown, complete } = useStore(above, (all) => all[id] ?? none);
  const stores = useMemo(
    () => [...[...shown].reverse().map((row) => ({ id: row.id, row, store: openLog(row.id) })), { id, row: undefined, store: openLog(id) }],
    [id, shown],
  );
  const watch = useMemo(() => combined(stores.map((one) => one.store)), [stores]);
  const logs = useSyncExternalStore(watch.subscribe, watch.get);
  // Scrolled-up history is not kept when one comes back to the conversation later.
  useEffect(() => () => above.set((all) => ({ ...all, [id]: none })), [id]);
  const segments = useMemo(
    () => stores.map(({ id: segment, row }, i) => ({ id: segment, ...(row && { row }), log: logs[i]! })),
    [stores, logs],
  );
  return { segments, complete: complete && segments.every((segment) => segment.log.opened && !hasEarlier(segment.log)) };
}

/** Reads on above the top of the stream: the rest of the topmost conversation, else the one before it. */
export async function readAbove(row: ConversationRow): Promise<void> {
  if (loading.has(row.id)) return;
  loading.add(row.id);
  try {
    const now = above.get()[row.id] ?? none;
    const top = now.shown.at(-1)?.id ?? row.id;
    const log = openLog(top).get();
    if (!log.opened) return;
    if (hasEarlier(log)) return await readEarlier(top);
    if (now.complete) return;
    let { listed, next } = now;
    if (listed.length === 0) {
      const page = await api.get<Page<ConversationRow>>(`/buyers/${row.buyer.id}/conversations`, { query: { before: next, limit: 20 } });
      listed = page.items.filter((one) => one.id !== row.id && one.openedAt < row.openedAt);
      next = page.next;
    }
    const [first, ...rest] = listed;
    above.set((all) => ({
      ...all,
      [row.id]: { shown: first ? [...now.shown, first] : now.shown, listed: rest, ...(next && { next }), complete: rest.length === 0 && !next },
    }));
  } finally {
    loading.delete(row.id);
  }
}

function combined(stores: { get: () => Log; subscribe: (listener: () => void) => () => void }[]) {
  let last = stores.map((store) => store.get());
  return {
    get: () => {
      const now = stores.map((store) => store.get());
      if (now.some((log, i) => log !== last[i])) last = now;
      return last;
    },
    subscribe: (listener: () => void) => {
      const leave = stores.map((store) => store.subscribe(listener));
      return () => leave.forEach((stop) => stop());
    },
  };
}
