import { HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';
import type { AgentState, Alert, Board, ConversationRow, Entry, ReadMark, RowPatch, Schema, Typing, Viewers } from '../api/types';
import { createStore } from '../store';

export type ConnectionState = 'off' | 'connecting' | 'connected' | 'reconnecting';

/** What the server tells on /hubs/desk. */
export interface DeskEvents {
  entries: [conversationId: string, entries: Entry[], head: number, patch: RowPatch | null];
  conversation: [row: ConversationRow];
  agent: [state: AgentState];
  typing: [typing: Typing];
  read: [mark: ReadMark];
  board: [board: Board];
  alert: [alert: Alert];
  viewers: [viewers: Viewers];
  /** A buyer's orders moved. */
  orders: [buyerId: string];
  /** An application moved: what is shown of it is read anew. */
  aftersale: [moved: { id: string; orderId: string; buyerId?: string; state: string }];
  /** A call rings for this agent, or what rang or was talked about moved. */
  call: [moved: { id: string; state: string }];
  /** The shop's forbidden phrases changed. */
  phrases: [];
  /** Packs of quick phrases changed. */
  quickPhrases: [];
  /** Overload began or ended, or was forced. */
  overload: [state: Schema<'OverloadView'>];
  /** People were lent in overload, or came back. */
  lending: [];
  /** A campaign's board, for whoever watches boards. */
  standings: [board: Schema<'BoardView'>];
  /** A campaign was changed. */
  campaign: [id: string];
  /** A full hour of a campaign. */
  broadcast: [broadcast: Schema<'BroadcastView'>];
  /** Somebody of the staff said something in a channel, or this agent has read it. */
  staffTalk: [moved: { channel: string; seq?: number }];
  signedOut: [message: { reason?: string }];
}

const names = ['entries', 'conversation', 'agent', 'typing', 'read', 'board', 'alert', 'viewers', 'orders', 'aftersale', 'call', 'phrases', 'quickPhrases', 'overload', 'lending', 'standings', 'campaign', 'broadcast', 'staffTalk', 'signedOut'] as const;

export const connection = createStore<ConnectionState>('off');

const listeners = new Map<string, Set<(...args: never[]) => void>>();
const arrivals = new Set<() => void>();
let hub: HubConnection | undefined;
let wanted = false;
let attempt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Waits longer after each failure, and never exactly as long as the neighbour: a restarted server is not stormed. */
export function retryDelayMs(failures: number, random: number = Math.random()): number {
  return Math.round(Math.min(15_000, 500 * 2 ** Math.min(failures, 10)) * (0.5 + random));
}

export function on<E extends keyof DeskEvents>(event: E, listener: (...args: DeskEvents[E]) => void): () => void {
  const set = listeners.get(event) ?? new Set();
  listeners.set(event, set);
  set.add(listener as never);
  return () => set.delete(listener as never);
}

/** Called after each connection is made; whatever was missed meanwhile has to be read. */
export function onConnected(listener: () => void): () => void {
  arrivals.add(listener);
  return () => arrivals.delete(listener);
}

export function connect(): void {
  if (wanted) return;
  wanted = true;
  attempt = 0;
  window.addEventListener('online', retryNow);
  void open();
}

export async function disconnect(): Promise<void> {
  wanted = false;
  clearTimeout(timer);
  window.removeEventListener('online', retryNow);
  connection.set('off');
  await hub?.stop();
}

/** Does not wait for the next attempt's turn. */
export function retryNow(): void {
  if (!wanted || hub?.state === HubConnectionState.Connected || hub?.state === HubConnectionState.Connecting) return;
  clearTimeout(timer);
  attempt = 0;
  void open();
}

/** Tells the hub something that may get lost: typing, read marks, what is looked at. */
export function tell(method: 'Typing' | 'Read' | 'View' | 'Unview' | 'WatchWall' | 'WatchStandings', ...args: unknown[]): void {
  if (hub?.state === HubConnectionState.Connected) hub.send(method, ...args).catch(() => undefined);
}

async function open(): Promise<void> {
  connection.set(connection.get() === 'off' ? 'connecting' : connection.get() === 'connected' ? 'reconnecting' : connection.get());
  const fresh = build();
  hub = fresh;
  try {
    await fresh.start();
    // From here on every push reaches us: what is read now has no hole before the first of them.
    await fresh.invoke('Ready');
  } catch {
    void fresh.stop();
    if (hub === fresh) again();
    return;
  }
  if (!wanted || hub !== fresh) return void fresh.stop();
  attempt = 0;
  connection.set('connected');
  for (const arrival of [...arrivals]) arrival();
}

function again(): void {
  if (!wanted) return;
  connection.set(connection.get() === 'connecting' ? 'connecting' : 'reconnecting');
  if (attempt > 0 && connection.get() === 'connecting') connection.set('reconnecting');
  clearTimeout(timer);
  timer = setTimeout(() => void open(), retryDelayMs(attempt++));
}

function build(): HubConnection {
  const fresh = new HubConnectionBuilder().withUrl('/hubs/desk').configureLogging(LogLevel.None).build();
  for (const name of names)
    fresh.on(name, (...args: unknown[]) => {
      for (const listener of [...(listeners.get(name) ?? [])]) (listener as (...values: unknown[]) => void)(...args);
    });
  // The node is going away: leave before it does, not all in the same moment.
  fresh.on('move', ({ inMs }: { inMs: number }) => setTimeout(() => void fresh.stop(), inMs * Math.random()));
  fresh.onclose(() => hub === fresh && again());
  return fresh;
}
