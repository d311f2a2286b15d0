import type { Conversation, Entry, Identity, Page, Sent, Session, StoredFile } from './types';
import type { Pending } from './outbox';

/** A refusal (status and the server's stable code) or, with status 0, no answer at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: number | undefined;
  /** What of the request was refused. */
  readonly field: unknown;

  constructor(status: number, code: string, retryAfter?: number, field?: unknown) {
    super(code);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.field = field;
  }

  /** Nobody knows whether it was done, or it may be done later: worth another try with the same client id. */
  get transient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface MessagePage {
  entries: Entry[];
  head: number;
  previousId?: string;
}

export type Progress = (part: number) => void;

const TIMEOUT = 15_000;

/** The visitor's HTTP API. No cookies ever: the shop's page and the desk may share our origin. */
export class Api {
  readonly #root: string;
  token: string | undefined;

  constructor(origin: string) {
    this.#root = `${origin}/api/v1/visitor`;
  }

  session(body: { shop: string; token?: string; identity?: Identity; language?: string }): Promise<Session> {
    return this.ask<Session>('POST', '/sessions', body);
  }

  current(): Promise<Conversation | undefined> {
    return this.ask<Conversation | undefined>('GET', '/conversation');
  }

  open(page: Page): Promise<Conversation> {
    return this.ask<Conversation>('POST', '/conversation', {
      ...page, pageTitle: document.title.slice(0, 200), pageUrl: location.protocol.startsWith('http') ? location.href.slice(0, 1000) : undefined,
    });
  }

  messages(id: string, query: { after?: number; before?: number; limit?: number }): Promise<MessagePage> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
    return this.ask<MessagePage>('GET', `/conversations/${id}/messages?${search.toString()}`);
  }

  send(id: string, one: Pending): Promise<Sent> {
    const { clientId, kind, text, product, file } = one;
    return this.ask<Sent>('POST', `/conversations/${id}/messages`, { clientId, kind, text, product, fileId: file?.id });
  }

  close(id: string): Promise<Conversation> {
    return this.ask<Conversation>('POST', `/conversations/${id}/closure`, {});
  }

  leaveMessage(id: string): Promise<Conversation> {
    return this.ask<Conversation>('POST', `/conversations/${id}/offline-message`, {});
  }

  rate(id: string, rating: { stars: number; tags: string[]; text?: string }): Promise<undefined> {
    return this.ask<undefined>('PUT', `/conversations/${id}/rating`, rating);
  }

  /** XMLHttpRequest, because fetch tells nothing about an upload's progress. */
  upload(file: Blob, name: string, progress: Progress): Promise<StoredFile> {
    return new Promise((resolve, reject) => {
      const form = new FormData();
      form.append('file', file, name);
      const request = new XMLHttpRequest();
      const { token } = this;
      request.open('POST', `${this.#root}/files`);
      if (this.token) request.setRequestHeader('Authorization', `Bearer ${this.token}`);
      request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
      request.onerror = request.ontimeout = request.onabort = () => { reject(new Problem(0, 'unreachable')); };
      request.onload = () => {
        if (this.token !== token) {
          reject(new Problem(0, 'unreachable'));
          return;
        }
        const answer = json(request.responseText);
        if (request.status >= 200 && request.status < 300) resolve(answer as StoredFile);
        else reject(problem(request.status, answer, request.getResponseHeader('Retry-After')));
      };
      request.send(form);
    });
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const stop = new AbortController();
    const timer = setTimeout(() => { stop.abort(); }, TIMEOUT);
    try {
      const headers: Record<string, string> = {};
      if (body !== undefined) headers['Content-Type'] = 'application/json';
      if (this.token && path !== '/sessions') headers.Authorization = `Bearer ${this.token}`;
      const init: RequestInit = { method, headers, credentials: 'omit', cache: 'no-store', signal: stop.signal };
      if (body !== undefined) init.body = JSON.stringify(body);
      const { token } = this;
      const answer = await fetch(this.#root + path, init);
      const text = await answer.text();
      // Another buyer took the window over meanwhile: this answer is none of theirs.
      if (this.token !== token) throw new Problem(0, 'unreachable');
      if (!answer.ok) throw problem(answer.status, json(text), answer.headers.get('Retry-After'));
      return (text ? json(text) : undefined) as T;
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0, 'unreachable');
    } finally {
      clearTimeout(timer);
    }
  }
}

function problem(status: number, answer: unknown, retryAfter: string | null): Problem {
  const { code, field } = (answer ?? {}) as { code?: unknown; field?: unknown };
  return new Problem(status, typeof code === 'string' ? code : 'unknown', Number(retryAfter) || undefined, field);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
