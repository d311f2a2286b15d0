import type { ConversationRow, Entry } from '@/shared/api/types';
import { sameDay } from '@/shared/time/format';
import type { Pending } from '../state/outbox';

export type Voice = 'buyer' | 'agent' | 'robot' | 'note';

export type Item =
  | { type: 'segment'; key: string; row?: ConversationRow }
  | { type: 'day'; key: string; at: string }
  | { type: 'line'; key: string; entry: Entry }
  | { type: 'bubble'; key: string; voice: Voice; entry: Entry; conversationId: string; first: boolean; last: boolean }
  | { type: 'pending'; key: string; pending: Pending; first: boolean };

const spoken = new Set<Entry['kind']>(['text', 'image', 'file', 'product_card', 'card', 'note']);
const groupMs = 3 * 60_000;

/** Who speaks in an entry; null for what merely happened. */
export function voiceOf(entry: Entry): Voice | null {
  if (!spoken.has(entry.kind)) return null;
  if (entry.kind === 'note') return 'note';
  return entry.from === 'buyer' ? 'buyer' : entry.from === 'agent' ? 'agent' : 'robot';
}

/** One conversation as it is drawn: days, lines, and messages of one voice grouped under one time. */
export function itemsOf(conversationId: string, entries: readonly Entry[]): Item[] {
  const items: Item[] = [];
  let before: Entry | undefined;
  let group: (Item & { type: 'bubble' }) | undefined;
  for (const entry of entries) {
    if (entry.kind === 'recall' || entry.kind === 'hidden') continue;
    const key = `${conversationId}/${entry.seq}`;
    if (!before || !sameDay(before.at, entry.at)) {
      items.push({ type: 'day', key: `${key}/day`, at: entry.at });
      group = undefined;
    }
    before = entry;
    const voice = voiceOf(entry);
    if (!voice) {
      items.push({ type: 'line', key, entry });
      group = undefined;
      continue;
    }
    const joins = group?.voice === voice && group.entry.senderId === entry.senderId
      && Date.parse(entry.at) - Date.parse(group.entry.at) < groupMs;
    if (joins && group) group.last = false;
    group = { type: 'bubble', key, voice, entry, conversationId, first: !joins, last: true };
    items.push(group);
  }
  return items;
}

/** What is on its way goes below everything, in the order of writing. */
export function pendingItems(pending: readonly Pending[], entries: readonly Entry[], mine: string): Item[] {
  const arrived = new Set(entries.slice(-100).flatMap((entry) => (entry.senderId === mine && entry.clientId ? [entry.clientId] : [])));
  return pending
    .filter((one) => !arrived.has(one.clientId))
    .map((one, i) => ({ type: 'pending', key: `pending/${one.clientId}`, pending: one, first: i === 0 }));
}
