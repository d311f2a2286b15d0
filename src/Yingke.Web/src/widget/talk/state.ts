import type { Conversation, Page, Session } from './types';
import type { Log } from './log';
import type { Outbox } from './outbox';

/** One conversation and its log; the window shows them one under the other, the last is the one being held. */
export interface Segment {
  readonly conversation: Conversation;
  readonly log: Log;
}

export interface State {
  /** `closed_to_strangers`: the shop only talks to buyers its own server has signed. */
  phase: 'starting' | 'ready' | 'unreachable' | 'closed_to_strangers' | 'unknown_shop';
  session?: Session | undefined;
  segments: readonly Segment[];
  outbox: Outbox;
  /** Parts of uploads under way, 0 to 1, by client id. */
  uploads: Readonly<Record<string, number>>;
  link: 'idle' | 'live' | 'lost';
  /** Who is typing. */
  typing?: string | undefined;
  open: boolean;
  /** Read by this buyer, in the conversation being held. */
  seen: number;
  page: Page;
  loadingOlder: boolean;
  olderEnded: boolean;
}

/** Nobody's window yet. */
export const blank = (): Omit<State, 'open' | 'page'> => ({
  phase: 'starting', session: undefined, segments: [], outbox: [], uploads: {}, link: 'idle', typing: undefined,
  seen: 0, loadingOlder: false, olderEnded: false,
});

export const currentOf = (state: State): Segment | undefined => state.segments[state.segments.length - 1];

/** The conversation a new message goes into, if one is open. */
export const openOf = (state: State): Segment | undefined => {
  const current = currentOf(state);
  return current && current.conversation.state !== 'closed' ? current : undefined;
};

const MESSAGES = new Set(['text', 'image', 'file', 'product_card', 'card']);
export const isMessage = (kind: string): boolean => MESSAGES.has(kind);

export function unreadOf(state: State): number {
  const log = currentOf(state)?.log;
  if (!log) return 0;
  // Who has written has read what stood above.
  const own = log.entries.findLast((entry) => entry.from === 'buyer' && isMessage(entry.kind))?.seq ?? 0;
  const seen = Math.max(own, state.seen);
  return log.entries.filter((entry) => entry.seq > seen && entry.from !== 'buyer' && isMessage(entry.kind)).length;
}

/** The window's state: set in pieces, told to listeners once for all changes of one turn of the event loop. */
export class Store {
  #state: State;
  #told = true;
  readonly #listeners: ((state: State) => void)[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  set(patch: Partial<State>): void {
    this.#state = { ...this.#state, ...patch };
    if (!this.#told) return;
    this.#told = false;
    queueMicrotask(() => {
      this.#told = true;
      for (const listener of this.#listeners) listener(this.#state);
    });
  }

  onChange(listener: (state: State) => void): void {
    this.#listeners.push(listener);
  }
}
