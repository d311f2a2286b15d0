import { api } from '@/shared/api/client';
import { Problem } from '@/shared/api/problem';
import type { ConversationRow, Desk, ReadMark } from '@/shared/api/types';
import { on, onConnected } from '@/shared/hub/desk';
import { createStore } from '@/shared/store';
import { learnServerTime } from '@/shared/time/clock';
import { forgetLogs, hear, keepUp } from './logs';
import { openOutbox } from './outbox';
import { counted, isNews, withEntries, withRow, type Row, type Rows } from './rows';

export interface DeskState {
  rows: Rows;
  state: 'loading' | 'ready' | 'failed';
  problem?: Problem;
  presenceToday: Desk['presenceToday'];
  /** When that was added up, on the server's clock. */
  presenceAt: number;
}

const nothing: DeskState = { rows: new Map(), state: 'loading', presenceToday: { online: 0, busy: 0, offline: 0 }, presenceAt: 0 };

export const desk = createStore<DeskState>(nothing);
/** The conversation on the screen. */
export const current = createStore<string | null>(null);

/** Told of every new thing that a push brought, for sounds and notices. */
export interface News { kind: 'assigned' | 'message'; row: ConversationRow }
const readers = new Set<(news: News) => void>();

export function onNews(reader: (news: News) => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

let me = '';
let touched = new Set<string>();
let asking = false;
let again = false;
let soon: ReturnType<typeof setTimeout> | undefined;
let boardTimer: ReturnType<typeof setTimeout> | undefined;
// Whoever was just assigned rings as a new conversation; their first message does not ring as well.
const justAssigned = new Set<string>();

/** Keeps the desk of this agent in step with the server, until the returned function is called. */
export function keepDesk(agentId: string): () => void {
  me = agentId;
  const leave = [
    onConnected(() => void refresh()),
    on('entries', (id, entries, head, patch) => {
      hear(id, entries, Math.max(head, patch?.head ?? 0));
      const before = desk.get().rows.get(id);
      if (!before) return refreshSoon();
      const after = withEntries(before, entries, patch);
      touched.add(id);
      desk.set((now) => ({ ...now, rows: new Map(now.rows).set(id, after) }));
      if (isMine(after) && after.unread > before.unread && !justAssigned.delete(id)) tellNews({ kind: 'message', row: after });
    }),
    // A push is the same for everybody: whose star it is, it does not know.
    on('conversation', (row) => learn({ ...row, starred: desk.get().rows.get(row.id)?.starred ?? false }, desk.get().rows.get(row.id))),
    on('read', readMark),
    on('orders', (buyerId) => {
      if ([...desk.get().rows.values()].some((row) => row.buyer.id === buyerId)) refreshSoon();
    }),
    on('board', ({ queued, offlineMessages }) => {
      // Rows and counts overtake each other: only a difference that stays is one.
      clearTimeout(boardTimer);
      boardTimer = setTimeout(() => {
        const rows = [...desk.get().rows.values()];
        const count = (state: ConversationRow['state']) => rows.filter((row) => row.state === state).length;
        if (count('queued') !== queued || count('offline') !== offlineMessages) refreshSoon();
      }, 1500);
    }),
    keepUp(() => current.get()),
    openOutbox(agentId, (id, { entry, head }) => hear(id, [entry], head)),
  ];
  void refresh();
  return () => {
    leave.forEach((stop) => stop());
    clearTimeout(soon);
    clearTimeout(boardTimer);
    desk.set(nothing);
    current.set(null);
    forgetLogs();
  };
}

/** Takes in a row that an answer brought. */
export function learnRow(row: ConversationRow): void {
  touched.add(row.id);
  desk.set((now) => {
    const rows = withRow(now.rows, row);
    return rows === now.rows ? now : { ...now, rows };
  });
  hear(row.id, [], row.head);
}

/** Changes of a row that the server does not version: stars and read marks. */
export function patchRow(id: string, change: Partial<Row>): void {
  desk.set((now) => {
    const row = now.rows.get(id);
    return row ? { ...now, rows: new Map(now.rows).set(id, { ...row, ...change }) } : now;
  });
}

export function refreshSoon(): void {
  clearTimeout(soon);
  soon = setTimeout(() => void refresh(), 400 + 600 * Math.random());
}

/** Reads the whole desk. Rows that a push changed meanwhile are newer than the answer and stay. */
export async function refresh(): Promise<void> {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const agent = me;
  touched = new Set();
  const asked = performance.now();
  try {
    const answer = await api.get<Desk>('/desk');
    if (agent !== me) return;
    learnServerTime(answer.serverTime, performance.now() - asked);
    const held = desk.get().rows;
    const rows = new Map<string, Row>();
    for (const row of [...answer.recent, ...answer.starred, ...answer.offlineMessages, ...answer.queue, ...answer.conversations]) {
      const mine = held.get(row.id);
      rows.set(row.id, mine && touched.has(row.id) && !isNews(mine, row) ? mine : counted(mine, row));
    }
    for (const [id, row] of held) if (!rows.has(id) && (touched.has(id) || id === current.get())) rows.set(id, row);
    const known = desk.get().state === 'ready';
    desk.set({ rows, state: 'ready', presenceToday: answer.presenceToday, presenceAt: Date.parse(answer.serverTime) });
    for (const row of rows.values()) {
      hear(row.id, [], row.head);
      if (known) tellMissed(row, held.get(row.id));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (desk.get().state !== 'ready') desk.set((now) => ({ ...now, state: 'failed', problem: error }));
    if (error.isPassing) setTimeout(() => void refresh(), 3000 + 4000 * Math.random());
  } finally {
    asking = false;
    if (again) {
      again = false;
      void refresh();
    }
  }
}

function learn(row: ConversationRow, before: ConversationRow | undefined): void {
  if (!isNews(before, row)) return;
  learnRow(row);
  if (!isMine(row) || (before && isMine(before))) return;
  justAssigned.add(row.id);
  setTimeout(() => justAssigned.delete(row.id), 1000);
  tellNews({ kind: 'assigned', row });
}

function isMine(row: ConversationRow): boolean {
  return row.state === 'active' && row.agent?.id === me;
}

/** What happened while the connection was gone is news as well. */
function tellMissed(row: ConversationRow, before: ConversationRow | undefined): void {
  if (!isMine(row)) return;
  if (!before || !isMine(before)) tellNews({ kind: 'assigned', row });
  else if (row.head > before.head && row.last?.from === 'buyer') tellNews({ kind: 'message', row });
}

function readMark({ conversationId, by, seq }: ReadMark): void {
  const row = desk.get().rows.get(conversationId);
  if (!row) return;
  if (by === 'buyer' && seq > row.buyerReadSeq) patchRow(conversationId, { buyerReadSeq: seq });
  if (by === 'agent' && seq > row.readSeq) patchRow(conversationId, { readSeq: seq, ...(seq >= row.head && { unread: 0 }) });
}

function tellNews(news: News): void {
  for (const reader of [...readers]) reader(news);
}
