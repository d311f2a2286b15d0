import type { Api } from './api';
import { Problem } from './api';
import type { Conversation, Entry } from './types';
import type { Store, Segment } from './state';
import { currentOf } from './state';
import { emptyLog, firstSeq, hasOlder, lastSeq, merge, missingAfter, openWith, prepend } from './log';
import { settle } from './outbox';

const PAGE = 40;
const CATCH_UP = 500;

/** Brings the server's truth into the state, by the one recovery path of log.ts. Nothing here throws away what is shown. */
export class Sync {
  readonly #api: Api;
  readonly #store: Store;
  readonly #running = new Set<string>();
  readonly #failed: (error: unknown) => void;
  checkedAt = 0;

  constructor(api: Api, store: Store, failed: (error: unknown) => void) {
    this.#api = api;
    this.#store = store;
    this.#failed = failed;
  }

  /** Entries from a push or an answer. */
  take(id: string, entries: readonly Entry[], head: number): void {
    const segment = this.#find(id);
    if (!segment) {
      void this.check();
      return;
    }
    if (entries.some((entry) => entry.from !== 'buyer')) this.#store.set({ typing: undefined });
    this.#put({ conversation: segment.conversation, log: merge(segment.log, entries, head) });
    if (this.#find(id)?.log.entries.length || entries.length === 0) this.#heal(id);
    else void this.load(id);
  }

  /** A conversation as some answer describes it; an older description than the one held is ignored. */
  adopt(conversation: Conversation): void {
    const held = this.#find(conversation.id);
    if (!held) {
      this.#store.set({ segments: [...this.#store.state.segments, { conversation, log: emptyLog }], seen: 0 });
      return;
    }
    if (conversation.head < held.conversation.head) return;
    const readSeq = Math.max(conversation.readSeq, held.conversation.readSeq);
    const previousId = conversation.previousId ?? held.conversation.previousId;
    this.#put({ conversation: { ...conversation, readSeq, previousId }, log: merge(held.log, [], conversation.head) });
    if (held.log.entries.length) this.#heal(conversation.id);
  }

  readByStaff(seq: number): void {
    const current = currentOf(this.#store.state);
    if (current && seq > current.conversation.readSeq) {
      this.#put({ ...current, conversation: { ...current.conversation, readSeq: seq } });
    }
  }

  /** The newest page of a conversation that shows nothing yet. */
  async load(id: string): Promise<void> {
    await this.#once(id, async () => {
      const { entries, head } = await this.#api.messages(id, { limit: PAGE });
      const segment = this.#find(id);
      if (segment) this.#put({ ...segment, log: openWith(segment.log, entries, head) });
    });
    this.#heal(id);
  }

  /** Everything after the last entry shown, page by page, until the head is reached. */
  async catchUp(id: string): Promise<void> {
    let stuck = true;
    await this.#once(id, async () => {
      for (;;) {
        const segment = this.#find(id);
        const after = segment ? missingAfter(segment.log) : undefined;
        if (!segment || after === undefined) {
          stuck = false;
          return;
        }
        const { entries, head } = await this.#api.messages(id, { after, limit: CATCH_UP });
        const now = this.#find(id);
        if (!now) return;
        const log = merge(now.log, entries, head);
        this.#put({ conversation: now.conversation, log });
        if (missingAfter(log) === after) return;
      }
    });
    if (!stuck) this.#heal(id);
  }

  /** Asks the server what is held and how far its log goes: finds a dead receive path, and what other tabs did. */
  async check(): Promise<void> {
    this.checkedAt = Date.now();
    try {
      const conversation = await this.#api.current();
      if (conversation) {
        const known = this.#find(conversation.id);
        this.adopt(conversation);
        if (!known?.log.entries.length) await this.load(conversation.id);
        return;
      }
      const current = currentOf(this.#store.state);
      if (!current || current.conversation.state === 'closed') return;
      await this.refresh(current.conversation.id);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Whatever came after the last entry shown, though no head was told. */
  async refresh(id: string): Promise<void> {
    const segment = this.#find(id);
    if (!segment) return;
    const { entries, head } = await this.#api.messages(id, { after: lastSeq(segment.log), limit: CATCH_UP });
    this.take(id, entries, head);
  }

  /** One page upwards: of the topmost conversation, or the newest of the one held before it. */
  async older(): Promise<void> {
    const top = this.#store.state.segments[0];
    const before = top?.conversation.previousId;
    if (this.#store.state.loadingOlder) return;
    this.#store.set({ loadingOlder: true });
    try {
      if (top && hasOlder(top.log)) {
        const { entries } = await this.#api.messages(top.conversation.id, { before: firstSeq(top.log), limit: PAGE });
        const now = this.#find(top.conversation.id);
        if (now) this.#put({ ...now, log: prepend(now.log, entries) });
      } else if (before !== undefined) {
        const { entries, head, previousId } = await this.#api.messages(before, { limit: PAGE });
        this.#store.set({ segments: [past(before, entries, head, previousId), ...this.#store.state.segments] });
      }
    } catch (error) {
      // What is no longer there will not come back; a cut connection will.
      if (error instanceof Problem && !error.transient) this.#store.set({ olderEnded: true });
      this.#failed(error);
    } finally {
      this.#store.set({ loadingOlder: false });
    }
  }

  #heal(id: string): void {
    const segment = this.#find(id);
    if (segment && missingAfter(segment.log) !== undefined) void this.catchUp(id);
  }

  /** One fetch a conversation at a time: its answer brings all that a second one would. */
  async #once(id: string, work: () => Promise<void>): Promise<void> {
    if (this.#running.has(id)) return;
    this.#running.add(id);
    try {
      await work();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#running.delete(id);
    }
  }

  #find(id: string): Segment | undefined {
    return this.#store.state.segments.find((segment) => segment.conversation.id === id);
  }

  #put(segment: Segment): void {
    const { segments, outbox } = this.#store.state;
    const next = { conversation: ended(segment), log: segment.log };
    this.#store.set({
      segments: segments.map((one) => (one.conversation.id === next.conversation.id ? next : one)),
      outbox: settle(outbox, next.log.entries),
    });
  }
}

/** The log says that it is over, even if the push that told so was lost. */
function ended({ conversation, log }: Segment): Conversation {
  const head = Math.max(conversation.head, log.head);
  const over = log.entries.some((entry) => entry.kind === 'closed' || entry.kind === 'abandoned');
  if (!over || conversation.state === 'closed') return { ...conversation, head };
  return { ...conversation, head, state: 'closed' };
}

function past(id: string, entries: readonly Entry[], head: number, previousId: string | undefined): Segment {
  const at = entries[0]?.at ?? '';
  return {
    conversation: { id, state: 'closed', openedAt: at, head, readSeq: head, ratable: false, previousId },
    log: openWith(emptyLog, entries, head),
  };
}
