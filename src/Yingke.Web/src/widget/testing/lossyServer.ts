import type { Conversation, Entry } from '../talk/types';
import { below } from './random';

interface Held {
  id: string;
  closed: boolean;
  entries: Entry[];
}

/** The visitor API as its contract reads, behind a network that loses requests and answers. For tests alone. */
export class LossyServer {
  readonly held: Held[] = [];
  readonly #random: () => number;
  /** The part of requests that get lost on the way there, and of answers on the way back. */
  loss = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  get current(): Held | undefined {
    return this.held.at(-1);
  }

  /** Somebody of the shop, or another tab of the buyer, adds an entry. */
  append(kind: string, from: Entry['from'], more: Partial<Entry> = {}): Entry | undefined {
    const { current } = this;
    if (!current || current.closed) return undefined;
    const entry: Entry = { seq: current.entries.length + 1, kind, from, at: new Date().toISOString(), ...more };
    current.entries.push(entry);
    return entry;
  }

  close(): void {
    if (!this.current || this.current.closed) return;
    this.append('closed', 'system', { data: { by: 'agent' } });
    this.current.closed = true;
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    await new Promise((resolve) => setTimeout(resolve, 5 + below(this.#random, 60)));
    if (this.#random() < this.loss) throw new TypeError('lost on the way there');
    const answer = this.#answer(init?.method ?? 'GET', url, typeof init?.body === 'string' ? init.body : '{}');
    await new Promise((resolve) => setTimeout(resolve, 5 + below(this.#random, 60)));
    if (this.#random() < this.loss) throw new TypeError('lost on the way back');
    return answer;
  };

  #answer(method: string, url: URL, body: string): Response {
    const path = url.pathname.replace('/api/v1/visitor', '');
    if (path === '/conversation' && method === 'POST') return Response.json(view(this.#open()));
    if (path === '/conversation') return this.current ? Response.json(view(this.current)) : new Response(null, { status: 204 });
    const id = path.split('/')[2];
    const conversation = this.held.find((one) => one.id === id);
    if (!conversation) return problem(404, 'not_found');
    if (method === 'POST') return this.#post(conversation, JSON.parse(body) as { clientId: string; text: string });
    return Response.json({ entries: page(conversation.entries, url.searchParams), head: conversation.entries.length });
  }

  #open(): Held {
    if (this.current && !this.current.closed) return this.current;
    const opened: Held = { id: `conversation-${this.held.length + 1}`, closed: false, entries: [] };
    this.held.push(opened);
    this.append('inflow', 'buyer');
    return opened;
  }

  #post(conversation: Held, { clientId, text }: { clientId: string; text: string }): Response {
    const known = conversation.entries.find((entry) => entry.clientId === clientId);
    if (known) return Response.json({ entry: known, head: conversation.entries.length });
    if (conversation.closed) return problem(409, 'conversation_closed');
    const entry = this.append('text', 'buyer', { clientId, text });
    return Response.json({ entry, head: conversation.entries.length }, { status: 201 });
  }
}

function page(entries: readonly Entry[], query: URLSearchParams): Entry[] {
  const limit = Number(query.get('limit') ?? 50);
  const after = query.get('after');
  const before = query.get('before');
  if (after !== null) return entries.filter((entry) => entry.seq > Number(after)).slice(0, limit);
  const below = before === null ? entries : entries.filter((entry) => entry.seq < Number(before));
  return below.slice(-limit);
}

const view = ({ id, closed, entries }: Held): Conversation => ({
  id, state: closed ? 'closed' : 'active', openedAt: '2026-11-22T00:00:00.000Z', head: entries.length, readSeq: 0, ratable: false,
});

const problem = (status: number, code: string): Response => Response.json({ code }, { status });
