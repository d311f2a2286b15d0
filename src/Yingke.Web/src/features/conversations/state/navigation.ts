import { createSavedStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { closings } from './closing';
import { current, desk } from './desk';
import { inOrder, keepOrder, tabsOf, type Tab } from './rows';
import { onScreen } from './stillness';
import { markUnread } from './unread';

export const listTab = createSavedStore<Tab>('yingke.tab', 'mine');

export function openConversation(id: string): void {
  markUnread(id, false);
  current.set(id);
}

/** Opens it in the list where it stands, whichever list is shown. */
export function jumpTo(id: string, me: string): void {
  const row = desk.get().rows.get(id);
  const places = row ? tabsOf(row, me) : [];
  const first = places[0];
  if (first && !places.includes(listTab.get())) listTab.set(first);
  openConversation(id);
}

/** The neighbour in the list, as `shown`. */
export function step(by: 1 | -1, me: string): void {
  const rows = shown(me);
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row.id === current.get());
  const next = rows[at < 0 ? 0 : (at + by + rows.length) % rows.length];
  if (next) openConversation(next.id);
}

export function openNth(n: number, me: string): void {
  const row = shown(me)[n - 1];
  if (row) openConversation(row.id);
}

/** Whoever has waited longest, other than the one on the screen. */
export function openUnanswered(me: string): boolean {
  const next = mineWaiting(me).find((row) => row.id !== current.get());
  if (next) jumpTo(next.id, me);
  return next !== undefined;
}

/** My buyers who have waited longer than that, longest first. */
export function waitingLongerThan(seconds: number, me: string) {
  return mineWaiting(me).filter((row) => serverNow() - Date.parse(row.waitingSince ?? '') > seconds * 1000);
}

function mineWaiting(me: string) {
  return inOrder(desk.get().rows.values(), 'mine', me).filter((row) => row.waitingSince && !isClosing(row.id));
}

function shown(me: string) {
  const fresh = inOrder(desk.get().rows.values(), listTab.get(), me).filter((row) => !isClosing(row.id));
  return onScreen.tab === listTab.get() ? keepOrder(onScreen.ids, fresh) : fresh;
}

function isClosing(id: string): boolean {
  return closings.get().some((one) => one.id === id && !one.failed);
}
