import { Problem } from './api';
import type { Api } from './api';
import type { Store } from './state';
import type { Sync } from './sync';
import type { Pending } from './outbox';
import { change, drop, enqueue, nextToSend, refused, retryDelay, settle, unreached } from './outbox';
import { openOf } from './state';
import { clientId } from './ids';

/** Sends what is in the outbox, in order, each under its one client id, until the server has said yes or no. */
export class Sender {
  readonly #api: Api;
  readonly #store: Store;
  readonly #sync: Sync;
  readonly #failed: (error: unknown) => void;
  readonly #blobs = new Map<string, Blob>();
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Told after each success: the network is evidently there. */
  onSent: () => void = () => {};

  constructor(api: Api, store: Store, sync: Sync, failed: (error: unknown) => void) {
    this.#api = api;
    this.#store = store;
    this.#sync = sync;
    this.#failed = failed;
  }

  add(message: Pick<Pending, 'kind' | 'text' | 'product'>): void {
    this.#enqueue({ clientId: clientId(), at: new Date().toISOString(), ...message });
  }

  attach(file: Blob, name: string): void {
    const id = clientId();
    this.#blobs.set(id, file);
    const kind = file.type.startsWith('image/') ? 'image' : 'file';
    this.#enqueue({ clientId: id, kind, at: new Date().toISOString(), file: { name, type: file.type, size: file.size } });
  }

  /** The picture itself while it is only here, to be shown before the server has it. */
  blob(id: string): Blob | undefined {
    return this.#blobs.get(id);
  }

  discard(id: string): void {
    this.#blobs.delete(id);
    this.#store.set({ outbox: drop(this.#store.state.outbox, id) });
  }

  async pump(): Promise<void> {
    if (this.#busy || this.#store.state.phase !== 'ready') return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        if (!(await this.#attempt(next))) break;
      }
    } finally {
      this.#busy = false;
    }
  }

  #next(): Pending | undefined {
    return nextToSend(this.#store.state.outbox);
  }

  #enqueue(message: Parameters<typeof enqueue>[1]): void {
    this.#store.set({ outbox: enqueue(this.#store.state.outbox, message) });
    void this.pump();
  }

  async #attempt(one: Pending): Promise<boolean> {
    const { clientId: id } = one;
    this.#change(id, { state: 'sending' });
    try {
      await this.#deliver(await this.#uploaded(one));
      this.onSent();
      return true;
    } catch (error) {
      this.#failed(error);
      const { outbox } = this.#store.state;
      if (error instanceof Problem && !error.transient && (error.status !== 401 || error.code === 'identity_required')) {
        this.#store.set({ outbox: refused(outbox, id, error.code) });
        return true;
      }
      const next = unreached(outbox, id);
      this.#store.set({ outbox: next });
      const tries = next.find((other) => other.clientId === id)?.tries ?? 1;
      const wait = error instanceof Problem && error.retryAfter ? error.retryAfter * 1000 : retryDelay(tries);
      this.#timer = setTimeout(() => { void this.pump(); }, wait);
      return false;
    }
  }

  async #uploaded(one: Pending): Promise<Pending> {
    if (!one.file || one.file.id) return one;
    const blob = this.#blobs.get(one.clientId);
    if (!blob) throw new Problem(410, 'file_gone');
    const stored = await this.#api.upload(blob, one.file.name, (part) => {
      this.#store.set({ uploads: { ...this.#store.state.uploads, [one.clientId]: part } });
    });
    const uploads = { ...this.#store.state.uploads };
    delete uploads[one.clientId];
    // The server looks at the content, not at the name: what it found decides how it is shown.
    const kind = stored.width === undefined ? 'file' : 'image';
    const file = { id: stored.id, name: stored.name, type: stored.type, size: stored.size };
    this.#store.set({ uploads });
    this.#change(one.clientId, { kind, file });
    return { ...one, kind, file };
  }

  async #deliver(one: Pending): Promise<void> {
    const first = one.conversationId ?? (await this.#conversation());
    try {
      await this.#post(first, one);
    } catch (error) {
      if (!(error instanceof Problem) || (error.code !== 'conversation_closed' && error.status !== 404)) throw error;
      // It may be stored there already, its answer lost: only what that log does not hold goes into a new conversation.
      if (error.status !== 404 && (await this.#storedIn(first, one.clientId))) return;
      this.#change(one.clientId, { conversationId: undefined });
      await this.#post(await this.#open(), { ...one, conversationId: undefined });
    }
  }

  async #post(conversationId: string, one: Pending): Promise<void> {
    if (one.conversationId !== conversationId) this.#change(one.clientId, { conversationId });
    const { entry, head } = await this.#api.send(conversationId, one);
    this.#change(one.clientId, { state: 'sent' });
    this.#sync.take(conversationId, [entry], head);
  }

  async #storedIn(conversationId: string, id: string): Promise<boolean> {
    const { entries } = await this.#api.messages(conversationId, { limit: 200 });
    const found = entries.find((entry) => entry.clientId === id && entry.from === 'buyer');
    if (found) this.#store.set({ outbox: settle(this.#store.state.outbox, [found]) });
    return found !== undefined;
  }

  /** The inflow is made by the buyer's first words, not by opening the window. */
  async #conversation(): Promise<string> {
    return openOf(this.#store.state)?.conversation.id ?? (await this.#open());
  }

  async #open(): Promise<string> {
    const conversation = await this.#api.open(this.#store.state.page);
    this.#sync.adopt(conversation);
    return conversation.id;
  }

  #change(id: string, patch: Partial<Pending>): void {
    this.#store.set({ outbox: change(this.#store.state.outbox, id, patch) });
  }
}
