import type { Order } from './goods';

/** How this shop embeds the chat window: one script line a page, and its own server's signature for members. */
export interface Place {
  source: 'shop_home' | 'product_detail' | 'order_list' | 'order_detail' | 'message_center';
  product?: Record<string, unknown>;
  order?: Record<string, unknown>;
}

interface Yingke {
  open(): void;
  complain(orderNumber?: string): void;
  identify(identity?: unknown): void;
  on(event: string, listener: (detail: unknown) => void): void;
}

export const MEMBERS = [
  { memberId: 'M1001', name: '苏晓' },
  { memberId: 'M1002', name: '周明远' },
] as const;

const CHOICE = 'tea-shop-member';

export const chatWindow = (): Yingke | undefined => (window as unknown as { Yingke?: Yingke }).Yingke;

export function chosenMember(): string {
  try {
    return localStorage.getItem(CHOICE) ?? '';
  } catch {
    return '';
  }
}

/** Signs the member in, or out with ''. False when the shop's server would not sign. */
export async function choose(memberId: string): Promise<boolean> {
  const identity = memberId ? await signed(memberId) : undefined;
  if (memberId && !identity) return false;
  try {
    if (memberId) localStorage.setItem(CHOICE, memberId);
    else localStorage.removeItem(CHOICE);
  } catch {
    // For this page only, then.
  }
  chatWindow()?.identify(identity);
  return true;
}

/** Adds the script line to the page; answers the line as a shop would write it, or nothing when there is no demo shop. */
export async function embed(place: Place): Promise<string | undefined> {
  const demo = await ask<{ publicKey: string }>('/api/v1/demo');
  if (!demo) return undefined;
  const member = chosenMember();
  const identity = member ? await signed(member) : undefined;
  const script = document.createElement('script');
  script.async = true;
  script.src = '/widget.js';
  const data: Record<string, string> = { shop: demo.publicKey, source: place.source };
  if (place.product) data.product = JSON.stringify(place.product);
  if (place.order) data.order = JSON.stringify(place.order);
  Object.assign(script.dataset, data, identity && { identity: JSON.stringify(identity) });
  document.body.append(script);
  const line = Object.entries(data).map(([name, value]) => `data-${name}='${value}'`).join(' ');
  return `<script async src="${location.origin}/widget.js" ${line}></script>`;
}

/** Orders are a member's: who is nobody yet is signed in as the first one, as a shop would ask to. */
export async function ownOrders(): Promise<Order[]> {
  const member = chosenMember() || MEMBERS[0].memberId;
  if (!chosenMember()) await choose(member);
  return (await ask<Order[]>(`/api/v1/demo/orders?memberId=${member}`)) ?? [];
}

const signed = (memberId: string): Promise<object | undefined> =>
  ask<object>('/api/v1/demo/identity', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ memberId }) });

/** Without cookies: whoever works at the desk in the same browser is a stranger here. */
async function ask<T>(path: string, init: RequestInit = {}): Promise<T | undefined> {
  try {
    const answer = await fetch(path, { ...init, credentials: 'omit' });
    return answer.ok ? ((await answer.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
