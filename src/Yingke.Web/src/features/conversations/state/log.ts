import type { Entry } from '@/shared/api/types';

// What this browser holds of one conversation's log. Pushes may get lost, come twice or in any order; what is shown is
// always one piece of the log without a hole, and whatever is missing is read from the server: one recovery path.

export interface Log {
  /** One piece of the log, ascending, no hole in it: this is what is shown. */
  readonly entries: readonly Entry[];
  /** Entries that came before their predecessors did. */
  readonly ahead: readonly Entry[];
  /** The highest head heard of; higher than the last entry means that something is missing. */
  readonly head: number;
  /** Whether the newest page has been read: before that there is nothing to attach entries to. */
  readonly opened: boolean;
}

export const emptyLog: Log = { entries: [], ahead: [], head: 0, opened: false };

/** The seq up to which everything is held. */
export function highest(log: Log): number {
  return log.entries.at(-1)?.seq ?? 0;
}

/** The seq after which to ask the server, or null when nothing is known to be missing. */
export function missingAfter(log: Log): number | null {
  return log.opened && log.head > highest(log) ? highest(log) : null;
}

/** Whether earlier entries exist that are not held. */
export function hasEarlier(log: Log): boolean {
  return (log.entries[0]?.seq ?? 1) > 1;
}

/** The first look: the newest page, which later entries attach to. A second one is entries like any others. */
export function opened(log: Log, page: readonly Entry[], head: number): Log {
  if (log.opened) return heard(log, page, head);
  const entries = ascending(page);
  return attach(withRecalls({ ...log, opened: true, entries, ahead: [] }, entries), log.ahead, head);
}

/** Entries from anywhere: a push, the answer to a send, a page after or before what is held. Only a head is fine too. */
export function heard(log: Log, entries: readonly Entry[], head: number): Log {
  return attach(log, entries, head);
}

function attach(log: Log, incoming: readonly Entry[], head: number): Log {
  const top = incoming.reduce((max, entry) => Math.max(max, entry.seq), Math.max(head, log.head));
  if (!log.opened)
    return { ...log, head: top, ahead: ascending([...log.ahead, ...incoming]) };

  const high = highest(log);
  const next = incoming[0];
  if (incoming.length === 1 && next && next.seq === high + 1 && log.ahead.length === 0)
    return withRecalls({ ...log, head: top, entries: [...log.entries, next] }, [next]);

  const low = log.entries[0]?.seq ?? 1;
  const outside = new Map<number, Entry>();
  for (const entry of [...log.ahead, ...incoming])
    if (entry.seq > high || entry.seq < low) outside.set(entry.seq, entry);
  if (outside.size === 0) return top === log.head ? log : { ...log, head: top };

  const take = (from: number, step: 1 | -1) => {
    const taken: Entry[] = [];
    for (let seq = from, entry = outside.get(seq); entry; seq += step, entry = outside.get(seq)) taken.push(entry);
    for (const entry of taken) outside.delete(entry.seq);
    return taken;
  };
  const after = take(high + 1, 1);
  const before = take(low - 1, -1).reverse();
  const added = [...before, ...after];
  // Older ones that do not join are dropped: scrolling up asks for them again.
  const ahead = ascending([...outside.values()].filter((entry) => entry.seq > high));
  const grown = { ...log, head: top, ahead, entries: added.length > 0 ? [...before, ...log.entries, ...after] : log.entries };
  return withRecalls(grown, added);
}

/** A recall is an entry of its own; the one it names is marked, whichever of the two is read first. */
function withRecalls(log: Log, added: readonly Entry[]): Log {
  const plainEnd = added.length === 1 && added[0]?.kind !== 'recall' && added[0]?.seq === highest(log);
  if (plainEnd) return log;
  const targets = new Set(log.entries.flatMap((entry) => (entry.kind === 'recall' ? [entry.data?.target] : [])));
  if (targets.size === 0) return log;
  return { ...log, entries: log.entries.map((entry) => (targets.has(entry.seq) && !entry.recalled ? { ...entry, recalled: true } : entry)) };
}

function ascending(entries: readonly Entry[]): Entry[] {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
