import type { Entry } from './types';

/**
 * What this window holds of one conversation: entries without a gap, ascending; `early` keeps what arrived before its
 * predecessors; `head` is the highest seq the server has ever named. Pushes are hints: whoever sees `missingAfter`
 * asks the server for everything after that seq, and there is no other recovery (spec: guarantees.md, The message log).
 */
export interface Log {
  readonly entries: readonly Entry[];
  readonly early: ReadonlyMap<number, Entry>;
  readonly head: number;
}

/** More than a page may not pile up out of order: the fetch after the gap brings them anyway. */
const EARLY_LIMIT = 500;

export const emptyLog: Log = { entries: [], early: new Map(), head: 0 };

export const firstSeq = (log: Log): number => log.entries[0]?.seq ?? 0;
export const lastSeq = (log: Log): number => log.entries[log.entries.length - 1]?.seq ?? 0;
export const hasOlder = (log: Log): boolean => firstSeq(log) > 1;

/** The seq after which entries are known to exist that this window does not show yet. */
export function missingAfter(log: Log): number | undefined {
  return log.head > lastSeq(log) ? lastSeq(log) : undefined;
}

/** Takes in entries from anywhere (push, answer, page), in any order, any number of times. */
export function merge(log: Log, incoming: readonly Entry[], head = 0): Log {
  let last = lastSeq(log);
  let highest = Math.max(log.head, head);
  const early = new Map(log.early);
  for (const entry of incoming) {
    highest = Math.max(highest, entry.seq);
    if (entry.seq > last && !early.has(entry.seq)) early.set(entry.seq, entry);
  }
  const added: Entry[] = [];
  for (let next = early.get(last + 1); next; next = early.get(last + 1)) {
    early.delete(next.seq);
    added.push(next);
    last = next.seq;
  }
  if (early.size > EARLY_LIMIT) early.clear();
  if (!added.length && highest === log.head && early.size === log.early.size) return log;
  return { entries: added.length ? [...log.entries, ...added] : log.entries, early, head: highest };
}

/** The newest page opens an empty log anywhere; a log that already shows something only ever grows at its ends. */
export function openWith(log: Log, page: readonly Entry[], head: number): Log {
  if (log.entries.length) return merge(log, page, head);
  const run = unbroken(page);
  const last = run[run.length - 1]?.seq ?? 0;
  const early = new Map([...log.early].filter(([seq]) => seq > last));
  return merge({ entries: run, early, head: Math.max(log.head, head, last) }, []);
}

/** An older page, put before what is shown if it really ends where that begins. */
export function prepend(log: Log, page: readonly Entry[]): Log {
  const first = firstSeq(log);
  const older = unbroken(page.filter((entry) => entry.seq < first));
  if (older[older.length - 1]?.seq !== first - 1) return log;
  return { ...log, entries: [...older, ...log.entries] };
}

/** The last run without a gap, ascending, each seq once. */
function unbroken(page: readonly Entry[]): Entry[] {
  const sorted = [...page].sort((a, b) => b.seq - a.seq);
  const run: Entry[] = [];
  for (const entry of sorted) {
    const lowest = run[run.length - 1]?.seq;
    if (lowest === undefined || entry.seq === lowest - 1) run.push(entry);
    else if (entry.seq < lowest - 1) break;
  }
  return run.reverse();
}
