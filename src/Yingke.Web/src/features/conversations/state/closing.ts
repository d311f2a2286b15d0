import { addressOf, api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow } from '@/shared/api/types';
import { createStore } from '@/shared/store';
import { learnRow } from './desk';

/** A close that can still be taken back: it is sent when its time has run out. */
export interface Closing { id: string; name: string; reason?: string; tags: string[]; categoryId?: string; until: number; failed?: string }

export const undoMs = 5000;
export const closings = createStore<readonly Closing[]>([]);
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function closeSoon(row: ConversationRow, reason: string | undefined, tags: string[], categoryId?: string): void {
  const closing: Closing = { id: row.id, name: row.buyer.name, ...(reason && { reason }), tags, ...(categoryId && { categoryId }), until: Date.now() + undoMs };
  closings.set((all) => [...all.filter((one) => one.id !== row.id), closing]);
  clearTimeout(timers.get(row.id));
  timers.set(row.id, setTimeout(() => void close(closing), undoMs));
}

export function takeBack(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  closings.set((all) => all.filter((one) => one.id !== id));
}

/** A page that goes away takes nothing back: what was closed is closed. */
export function keepClosings(): () => void {
  const leave = () => {
    for (const { id, failed, ...what } of closings.get())
      if (!failed)
        void fetch(addressOf(`/conversations/${id}/closure`), {
          method: 'POST', keepalive: true, credentials: 'same-origin',
          headers: { 'X-Yingke': '1', 'Content-Type': 'application/json' }, body: JSON.stringify(fieldsOf(what)),
        });
  };
  window.addEventListener('pagehide', leave);
  return () => window.removeEventListener('pagehide', leave);
}

async function close(closing: Closing): Promise<void> {
  timers.delete(closing.id);
  try {
    const { row } = await api.post<{ row: ConversationRow }>(`/conversations/${closing.id}/closure`, fieldsOf(closing));
    learnRow(row);
    closings.set((all) => all.filter((one) => one !== closing));
  } catch (error) {
    // It stays open, and the list says so until that is seen.
    closings.set((all) => all.map((one) => (one === closing ? { ...one, failed: wordsOf(error) } : one)));
  }
}

function fieldsOf({ reason, tags, categoryId }: Pick<Closing, 'reason' | 'tags' | 'categoryId'>) {
  return { reason, tags, categoryId };
}
