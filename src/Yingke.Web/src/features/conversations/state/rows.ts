import type { ConversationRow, ConversationState, Entry, RowPatch } from '@/shared/api/types';

export type Tab = 'mine' | 'queue' | 'offline' | 'recent' | 'starred';
export const tabs: readonly Tab[] = ['mine', 'queue', 'offline', 'recent', 'starred'];

export interface Row extends ConversationRow {
  /** The seq up to which unread messages are counted: by the server with the row, here with each push of entries. */
  countedTo: number;
}

export type Rows = ReadonlyMap<string, Row>;

const rank: Record<ConversationState, number> = { queued: 0, offline: 0, active: 0, robot: 0, closed: 1 };

/** A row with a lower head than the one held is old news: answers and pushes overtake each other. */
export function isNews(held: ConversationRow | undefined, row: ConversationRow): boolean {
  if (!held || row.head > held.head) return true;
  return row.head === held.head && rank[row.state] >= rank[held.state];
}

/** The rows with this one in them; the same object when it says nothing new. */
export function withRow(rows: Rows, row: ConversationRow): Rows {
  const held = rows.get(row.id);
  return isNews(held, row) ? new Map(rows).set(row.id, counted(held, row)) : rows;
}

/** The row as it came; only read marks may be further here than there. */
export function counted(held: Row | undefined, row: ConversationRow): Row {
  const readSeq = Math.max(row.readSeq, held?.readSeq ?? 0);
  const ahead = readSeq > row.readSeq;
  return { ...row, readSeq, unread: ahead ? (readSeq >= row.head ? 0 : (held?.unread ?? 0)) : row.unread, countedTo: row.head };
}

const said = new Set<Entry['kind']>(['text', 'image', 'file', 'product_card', 'card']);

/** New entries in a row that is held: its last message, its clock, and what is unread. */
export function withEntries(row: Row, entries: readonly Entry[], patch: RowPatch | null): Row {
  const head = Math.max(row.head, patch?.head ?? 0, ...entries.map((entry) => entry.seq));
  const known = Math.max(row.readSeq, row.countedTo);
  const fresh = entries.filter((entry) => entry.from === 'buyer' && said.has(entry.kind) && entry.seq > known).length;
  const news = patch !== null && patch.head >= row.head;
  return {
    ...row,
    ...(news && { waitingSince: patch.waitingSince, dueAt: patch.dueAt, last: patch.last ?? row.last }),
    head, countedTo: Math.max(known, ...entries.map((entry) => entry.seq)), unread: row.unread + fresh,
  };
}

/** Which of the lists a row stands in. A star may put it into a second one. */
export function tabsOf(row: ConversationRow, me: string): Tab[] {
  const found: Tab[] = [];
  if (row.state === 'active' && row.agent?.id === me) found.push('mine');
  if (row.state === 'queued') found.push('queue');
  if (row.state === 'offline') found.push('offline');
  if (row.state === 'closed' && row.agent?.id === me) found.push('recent');
  if (row.starred) found.push('starred');
  return found;
}

/**
 * The order of a list. Mine: unanswered ones first, longest wait first; then the answered, newest first. Queue and
 * offline messages: first come, first served. The others: newest first.
 */
export function inOrder<R extends ConversationRow>(rows: Iterable<R>, tab: Tab, me: string): R[] {
  const list = [...rows].filter((row) => tabsOf(row, me).includes(tab));
  const time = (row: R) => row.last?.at ?? row.openedAt;
  const newest = (a: R, b: R) => time(b).localeCompare(time(a)) || a.id.localeCompare(b.id);
  if (tab === 'queue') return list.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || a.openedAt.localeCompare(b.openedAt));
  if (tab === 'offline') return list.sort((a, b) => a.openedAt.localeCompare(b.openedAt));
  if (tab === 'recent') return list.sort((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? '') || newest(a, b)).slice(0, 50);
  if (tab === 'starred') return list.sort(newest);
  return list.sort((a, b) => {
    if (a.waitingSince && b.waitingSince) return a.waitingSince.localeCompare(b.waitingSince) || a.id.localeCompare(b.id);
    if (a.waitingSince || b.waitingSince) return a.waitingSince ? -1 : 1;
    return newest(a, b);
  });
}

/** The order that was shown, kept: who left is gone, who is new comes last. Nothing moves under a pointer or while typing. */
export function keepOrder(shown: readonly string[], now: readonly Row[]): Row[] {
  const byId = new Map(now.map((row) => [row.id, row]));
  const kept = shown.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(shown);
  return [...kept, ...now.filter((row) => !known.has(row.id))];
}

export type WaitLevel = 'fine' | 'amber' | 'red' | 'deep';

/** The colour of a waiting clock. Deep only once the limit itself has passed. */
export function waitLevel(seconds: number, limits: { waitAmberSeconds: number; waitRedSeconds: number; waitDeepSeconds: number }): WaitLevel {
  if (seconds >= limits.waitDeepSeconds) return 'deep';
  if (seconds >= limits.waitRedSeconds) return 'red';
  return seconds >= limits.waitAmberSeconds ? 'amber' : 'fine';
}
