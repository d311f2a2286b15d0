import { api } from '@/shared/api/client';
import type { Push } from './types';

export type Ability = 'able' | 'insecure' | 'unable' | 'denied';

/** What this browser can do: notices need https (or this very machine) and a browser that knows them. */
export function ability(): Ability {
  if (!window.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unable';
  return Notification.permission === 'denied' ? 'denied' : 'able';
}

/** Asks the browser, and hands what it says to the server. */
export async function subscribe(publicKey: string): Promise<Push> {
  await navigator.serviceWorker.register('/push.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  // Of another shop, or from before the key was made anew.
  if (old && !sameKey(old, publicKey)) await old.unsubscribe();
  const fresh = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
  const { endpoint, keys } = fresh.toJSON();
  return api.post<Push>('/alerts/push/subscriptions', { endpoint, p256dh: keys?.p256dh, auth: keys?.auth });
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function sameKey({ options }: PushSubscription, publicKey: string): boolean {
  const key = options.applicationServerKey;
  if (!key) return false;
  const [mine, theirs] = [bytesOf(publicKey), new Uint8Array(key)];
  return mine.length === theirs.length && mine.every((byte, i) => byte === theirs[i]);
}
