import { Api, Problem } from './api';
import { Door } from './door';
import { Hub } from './hub';
import { keepOutbox, keptOutbox, OUT } from './keep';
import type { Keep } from './keep';
import { hasOlder } from './log';
import { drop, rejoin, resend, resendUnreached } from './outbox';
import { checkAfter } from './pulse';
import { Sender } from './sender';
import { Store, blank, currentOf, openOf } from './state';
import type { State } from './state';
import { Sync } from './sync';
import type { Identity, Page } from './types';
import { wake } from './wake';

const TYPING_SECONDS = 6;
const RETRY = 3_000;

/** The buyer's side of a talk, without any picture of it: session, log, outbox, push, heartbeat. */
export class Talk {
  readonly store: Store;
  readonly sender: Sender;
  readonly sync: Sync;
  readonly #api: Api;
  readonly #hub: Hub;
  readonly #door: Door;
  #kept: State['outbox'] = [];
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Told when another buyer, or nobody in particular, took the window over. */
  onBuyer: () => void = () => {};
  onProblem: (code: string) => void = () => {};

  constructor(origin: string, shop: string, language: string, page: Page, identity?: Identity) {
    this.store = new Store({ ...blank(), open: false, page });
    this.#api = new Api(origin);
    this.#door = new Door(this.#api, shop, language, identity);
    const failed = (error: unknown): void => { this.#failed(error); };
    this.sync = new Sync(this.#api, this.store, failed);
    this.sender = new Sender(this.#api, this.store, this.sync, failed);
    this.sender.onSent = () => { this.#hub.nudge(); };
    this.#hub = new Hub(origin, () => this.#api.token ?? '', {
      entries: (id, entries, head) => { this.sync.take(id, entries, head); },
      conversation: (conversation) => { this.sync.adopt(conversation); void this.#filled(); },
      typing: (name) => { this.#typing(name); },
      read: (seq) => { this.sync.readByStaff(seq); },
      live: () => { this.#live(); },
      lost: () => { this.store.set({ link: 'lost' }); },
    });
    this.store.onChange((state) => { this.#after(state); });
    wake({
      resume: () => { this.resume(); },
      beat: () => { this.#beat(); },
      keyGone: (key) => { this.#otherTab(key); },
    });
  }

  get keep(): Keep {
    return this.#door.keep;
  }

  async start(): Promise<void> {
    clearTimeout(this.#retry);
    const session = await this.#door.enter();
    if (session === undefined) return;
    if (session === 'identity_refused') {
      this.onProblem(session);
      this.identify(undefined);
    } else if (typeof session === 'string') {
      this.onProblem(session);
      this.store.set({ phase: session });
      if (session === 'unreachable') this.#retry = setTimeout(() => { void this.start(); }, 5_000 + Math.random() * 10_000);
    } else {
      this.store.set({ phase: 'ready', session, outbox: rejoin(this.store.state.outbox, keptOutbox(this.keep)) });
      if (session.conversation) this.sync.adopt(session.conversation);
      await this.#filled();
      this.#seePage();
      void this.sender.pump();
    }
  }

  /** For the parts that are loaded when they are needed. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.#api.ask<T>(method, path, body);
  }

  /** Another buyer: what the former one said, wrote and kept is out of sight at once. */
  identify(identity: Identity | undefined): void {
    if (!this.#door.turnTo(identity) && this.store.state.phase === 'ready') return;
    this.#hub.stop();
    this.#kept = [];
    this.store.set(blank());
    this.onBuyer();
    void this.start();
  }

  setPage(page: Partial<Page>): void {
    this.store.set({ page: { ...this.store.state.page, ...page } });
  }

  setOpen(open: boolean): void {
    this.store.set({ open });
    if (open && this.store.state.phase === 'unreachable') void this.start();
    else if (open) this.resume();
  }

  /** Looks at once, whatever the timers say: the tab, the network or the connection came back. */
  resume(): void {
    if (this.store.state.phase !== 'ready') {
      if (this.store.state.phase === 'unreachable') void this.start();
      return;
    }
    this.store.set({ outbox: resendUnreached(this.store.state.outbox) });
    void this.sender.pump();
    this.#hub.nudge();
    if (openOf(this.store.state)) void this.sync.check();
    void this.#filled();
  }

  resend(clientId: string): void {
    this.store.set({ outbox: resend(this.store.state.outbox, clientId) });
    void this.sender.pump();
  }

  /** Is there anything above what is shown, here or in the conversation before? */
  get hasOlder(): boolean {
    const top = this.store.state.segments[0];
    if (this.store.state.olderEnded || this.store.state.phase !== 'ready') return false;
    return top !== undefined && (hasOlder(top.log) || top.conversation.previousId !== undefined);
  }

  older(): Promise<void> {
    return this.sync.older();
  }

  typing(text: string | null): void {
    if (openOf(this.store.state)) this.#hub.typing(text);
  }

  read(): void {
    const { state } = this.store;
    const seq = currentOf(state)?.log.entries.at(-1)?.seq ?? 0;
    if (seq <= state.seen) return;
    this.store.set({ seen: seq });
    this.#door.past.read(currentOf(state)?.conversation.id ?? '', seq);
    this.#hub.read(seq);
  }

  async close(): Promise<void> {
    const held = openOf(this.store.state);
    if (held) this.sync.adopt(await this.#api.close(held.conversation.id));
  }

  async leaveMessage(): Promise<void> {
    const held = openOf(this.store.state);
    if (held) this.sync.adopt(await this.#api.leaveMessage(held.conversation.id));
  }

  async rate(id: string, rating: { stars: number; tags: string[]; text?: string }): Promise<void> {
    await this.#api.rate(id, rating);
    await this.sync.refresh(id);
  }

  #after(state: State): void {
    if (state.outbox !== this.#kept) {
      keepOutbox(this.keep, this.#kept, state.outbox);
      this.#kept = state.outbox;
    }
    const current = currentOf(state);
    if (current) {
      const seen = this.#door.past.held(current.conversation.id);
      if (seen > state.seen) this.store.set({ seen });
    }
    if (state.phase !== 'ready') return;
    const wanted = openOf(state) !== undefined || (state.open && current !== undefined);
    if (wanted && state.link === 'idle') {
      this.store.set({ link: 'lost' });
      this.#hub.start();
    } else if (!wanted && state.link !== 'idle') {
      this.store.set({ link: 'idle' });
      this.#hub.stop();
    }
  }

  /** A conversation that shows nothing yet gets its newest page, once somebody could see it. */
  async #filled(): Promise<void> {
    const current = currentOf(this.store.state);
    if (!current || current.log.entries.length) return;
    if (current.conversation.state === 'closed' && !this.store.state.open) return;
    await this.sync.load(current.conversation.id);
  }

  /** What the buyer looked at before they asked, for the card beside the chat. */
  #seePage(): void {
    if (location.protocol.startsWith('http')) this.ask('POST', '/pages', { title: (document.title || location.href).slice(0, 200), url: location.href.slice(0, 1000) }).catch(() => undefined);
  }

  #beat(): void {
    const { state } = this.store;
    if (state.phase !== 'ready') return;
    const held = openOf(state) !== undefined;
    const due = checkAfter({ open: state.open, visible: !document.hidden, held, link: state.link });
    if (due !== undefined && Date.now() - this.sync.checkedAt >= due) void this.sync.check();
  }

  #live(): void {
    this.store.set({ link: 'live' });
    if (this.store.state.seen) this.#hub.read(this.store.state.seen);
    this.resume();
  }

  #typing(name: string | undefined): void {
    clearTimeout(this.#typingTimer);
    this.store.set({ typing: name });
    this.#typingTimer = setTimeout(() => { this.store.set({ typing: undefined }); }, TYPING_SECONDS * 1000);
  }

  #failed(error: unknown): void {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'identity_required') this.store.set({ phase: 'closed_to_strangers' });
    else if (error.status === 401) {
      if (this.#door.lost()) void this.start();
    } else if (error.transient) {
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => { if (openOf(this.store.state)) void this.sync.check(); }, RETRY * (0.5 + Math.random()));
    } else this.onProblem(error.code);
  }

  /** Another tab got it stored, or threw it away. */
  #otherTab(key: string): void {
    const start = this.keep.prefix + OUT;
    const one = key.startsWith(start) && this.store.state.outbox.find((other) => start + other.clientId === key);
    if (one && one.state !== 'sending') this.store.set({ outbox: drop(this.store.state.outbox, one.clientId) });
  }
}
