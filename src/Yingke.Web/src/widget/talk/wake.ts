/** What can tell a window that time has passed or the network is back. */
export interface Wakes {
  resume(): void;
  beat(): void;
  /** Another tab removed this key from the storage both share. */
  keyGone(key: string): void;
}

const BEAT = 2_000;

export function wake(wakes: Wakes): void {
  setInterval(() => { wakes.beat(); }, BEAT);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) wakes.resume(); });
  window.addEventListener('online', () => { wakes.resume(); });
  window.addEventListener('pageshow', (event) => { if (event.persisted) wakes.resume(); });
  window.addEventListener('storage', (event) => { if (event.key !== null && event.newValue === null) wakes.keyGone(event.key); });
}
