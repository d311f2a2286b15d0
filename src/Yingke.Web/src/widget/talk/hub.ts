import { HubConnectionState } from '@microsoft/signalr';
import type { HubConnection } from '@microsoft/signalr';
import { hubOverSocket } from './socket';
import type { Conversation, Entry } from './types';

export interface HubEvents {
  entries(id: string, entries: Entry[], head: number): void;
  conversation(conversation: Conversation): void;
  /** Nobody any more without a name. */
  typing(name: string | undefined): void;
  read(seq: number): void;
  live(): void;
  lost(): void;
}

/** Spread over ten seconds: after a restart thousands of windows come back, and not all in the same second. */
const JITTER = 10_000;

/**
 * The push connection. WebSocket alone and without negotiation, because no load balancer needs to be sticky then; where
 * WebSockets are blocked the heartbeat's head check carries the conversation.
 */
export class Hub {
  readonly #connection: HubConnection;
  readonly #events: HubEvents;
  #wanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(origin: string, token: () => string, events: HubEvents) {
    this.#events = events;
    this.#connection = hubOverSocket(() =>
      `${origin.replace(/^http/, 'ws')}/hubs/visitor?access_token=${encodeURIComponent(token())}`);
    const on = this.#connection.on.bind(this.#connection);
    on('entries', (id: string, entries: Entry[], head: number) => { if (this.#wanted) events.entries(id, entries, head); });
    on('conversation', (conversation: Conversation) => { if (this.#wanted) events.conversation(conversation); });
    on('typing', (typing?: { name?: string }) => { events.typing(typing?.name ?? undefined); });
    on('read', (read: { seq: number }) => { events.read(read.seq); });
    on('move', (move?: { inMs?: number }) => { this.#move(move?.inMs ?? 0); });
    this.#connection.onclose(() => { this.#closed(); });
  }

  get live(): boolean {
    return this.#connection.state === HubConnectionState.Connected;
  }

  start(): void {
    this.#wanted = true;
    this.nudge();
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
    void this.#connection.stop();
  }

  /** Something says that the network is there: do not wait for the timer. */
  nudge(): void {
    if (!this.#wanted || this.#connection.state !== HubConnectionState.Disconnected) return;
    clearTimeout(this.#timer);
    // Ready is answered once every push reaches us: what is read then has no hole before the first of them.
    this.#connection.start().then(() => this.#connection.invoke('Ready')).then(
      () => { if (this.#wanted) this.#events.live(); else void this.#connection.stop(); },
      () => { this.#closed(); },
    );
  }

  typing(text: string | null): void {
    if (this.live) this.#connection.send('Typing', text).catch(ignore);
  }

  read(seq: number): void {
    if (this.live) this.#connection.send('Read', seq).catch(ignore);
  }

  #closed(): void {
    if (!this.#wanted) return;
    this.#events.lost();
    this.#again(Math.random() * JITTER);
  }

  /** The server drains: leave in time, come back elsewhere. */
  #move(inMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { void this.#connection.stop(); }, Math.random() * inMs);
  }

  #again(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.nudge(); }, delay);
  }
}

/** A lost typing or read mark is not worth a word: the next one comes. */
function ignore(): void {}
