import type { Card, Entry, RobotPart } from '../talk/types';
import type { Outbox, Pending } from '../talk/outbox';
import type { Segment } from '../talk/state';
import { isMessage } from '../talk/state';

export type Mark = 'sending' | 'failed' | 'sent' | 'read';

/** One line of the window's log. The key stays the same from the first attempt to send until the entry is stored. */
export type Row =
  | { key: string; kind: 'time'; at: string }
  | { key: string; kind: 'notice'; notice: string; name?: string | undefined }
  | { key: string; kind: 'inflow'; card: Card }
  | { key: string; kind: 'message'; own: boolean; entry: Shown; name?: string | undefined; mark?: Mark | undefined; error?: string | undefined; robot?: Robot | undefined }
  | { key: string; kind: 'rating'; conversation: string }
  | { key: string; kind: 'rated'; stars: number; tags: string[]; text?: string | undefined };

/** The robot's own: what can be chosen and rated under it. */
export interface Robot extends RobotPart {
  conversation: string;
  seq: number;
}

/** The name under which it speaks, worded where it is shown; no person can have it. */
export const ROBOT = '\0';

/** A stored entry or one on its way: what a bubble shows of either. */
export type Shown = Pick<Entry, 'kind' | 'text' | 'file' | 'product' | 'data' | 'at'> & { clientId?: string | undefined; recalled?: boolean };

const PAUSE = 5 * 60_000;

const NOTICES = new Set(['queued', 'assigned', 'transferred', 'requeued', 'closed', 'abandoned', 'offline_message']);

/** What the logs and the outbox look like together, oldest first: pure, so that nothing shown can depend on the way it came. */
export function timeline(segments: readonly Segment[], outbox: Outbox): Row[] {
  const rows: Row[] = [];
  for (const segment of segments) addSegment(rows, segment);
  const stored = new Set(segments.flatMap((one) => one.log.entries.map((entry) => entry.clientId)));
  for (const one of outbox) {
    if (stored.has(one.clientId)) continue;
    addTime(rows, one.at);
    rows.push(pendingRow(one));
  }
  return markLastOwn(rows);
}

function addSegment(rows: Row[], { conversation, log }: Segment): void {
  const { id } = conversation;
  const recalled = new Set(log.entries.filter((entry) => entry.kind === 'recall').map((entry) => Number(entry.data?.target)));
  const rated = log.entries.find((entry) => entry.kind === 'rated');
  const invitation = ratingAt(log.entries);
  for (const entry of log.entries) {
    if (isMessage(entry.kind)) {
      addTime(rows, entry.at);
      rows.push(messageRow(id, entry, recalled.has(entry.seq) || entry.recalled === true, conversation.readSeq));
    } else if (entry.kind === 'inflow') {
      const card = entry.order ?? entry.product;
      if (card && !sentToo(log.entries, card)) rows.push({ key: `${id}:${entry.seq}`, kind: 'inflow', card });
    } else if (NOTICES.has(entry.kind)) rows.push(noticeRow(id, entry));
    if (entry.seq !== invitation) continue;
    if (rated) rows.push(ratedRow(id, rated));
    else if (conversation.ratable) rows.push({ key: `${id}:rating`, kind: 'rating', conversation: id });
  }
}

/** Whoever sent the card by hand need not see it twice. */
const sentToo = (entries: readonly Entry[], card: Card): boolean =>
  entries.some((entry) => entry.kind === 'product_card' && entry.from === 'buyer' && entry.product?.id === card.id);

/** The rating stands after the invitation, or after the end where there is none: one place a conversation. */
function ratingAt(entries: readonly Entry[]): number | undefined {
  const invited = entries.filter((entry) => entry.kind === 'rating_invitation' || entry.kind === 'closed');
  return invited[invited.length - 1]?.seq;
}

function messageRow(id: string, entry: Entry, recalled: boolean, readSeq: number): Row {
  const own = entry.from === 'buyer';
  const key = own && entry.clientId ? `c:${entry.clientId}` : `${id}:${entry.seq}`;
  const shown: Shown = recalled
    ? { kind: entry.kind, at: entry.at, recalled: true }
    : { kind: entry.kind, at: entry.at, text: entry.text, file: entry.file, product: entry.product, clientId: entry.clientId, ...(entry.kind === 'card' && { data: entry.data }) };
  const mark: Mark | undefined = !own || recalled ? undefined : entry.seq <= readSeq ? 'read' : 'sent';
  const robot = entry.from === 'robot';
  return { key, kind: 'message', own, entry: shown, name: robot ? ROBOT : own ? undefined : entry.senderName, mark, ...(robot && { robot: { ...(entry.data?.robot as RobotPart | undefined), conversation: id, seq: entry.seq } }) };
}

function pendingRow(one: Pending): Row {
  const { kind, at, text, product, clientId, state, error } = one;
  const file = one.file && { id: one.file.id ?? '', name: one.file.name, type: one.file.type, size: one.file.size };
  const mark: Mark = state === 'failed' ? 'failed' : state === 'sent' ? 'sent' : 'sending';
  return { key: `c:${clientId}`, kind: 'message', own: true, entry: { kind, at, text, product, file, clientId }, mark, error };
}

function noticeRow(id: string, entry: Entry): Row {
  const { agentName, toAgentName, by } = entry.data ?? {};
  const name = text(agentName) ?? text(toAgentName) ?? (entry.kind === 'assigned' ? entry.senderName : undefined);
  const notice = entry.kind === 'closed' && by === 'abandoned' ? 'abandoned' : entry.kind;
  return { key: `${id}:${entry.seq}`, kind: 'notice', notice, name };
}

function ratedRow(id: string, entry: Entry): Row {
  const { stars, tags, text: words, note } = entry.data ?? {};
  return {
    key: `${id}:rated`, kind: 'rated', stars: Number(stars) || 0, text: text(words) ?? text(note),
    tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [],
  };
}

/** A time where the talk paused, and above the first message. */
function addTime(rows: Row[], at: string): void {
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row?.kind === 'time' || row?.kind !== 'message') continue;
    if (Date.parse(at) - Date.parse(row.entry.at) < PAUSE) return;
    break;
  }
  rows.push({ key: `t:${at}`, kind: 'time', at });
}

/** Sent and read stand under the last own message alone; what is not sent says so wherever it is. */
function markLastOwn(rows: Row[]): Row[] {
  let done = false;
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row?.kind !== 'message' || (row.mark !== 'sent' && row.mark !== 'read')) continue;
    if (done) rows[i] = { ...row, mark: undefined };
    done = true;
  }
  return rows;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
