import type { Viewers } from '@/shared/api/types';
import { on, onConnected, tell } from '@/shared/hub/desk';
import { createStore } from '@/shared/store';
import { current } from './desk';

export interface BuyerTyping { text?: string; until: number }

const lastsMs = 6000;

/** Buyers who are typing. It is forgotten by itself: the word that they stopped may get lost. */
export const typing = createStore<Readonly<Record<string, BuyerTyping>>>({});
/** Colleagues who are typing to the buyer, by name. */
export const colleaguesTyping = createStore<Readonly<Record<string, readonly string[]>>>({});
/** Colleagues who look at a conversation. */
export const viewers = createStore<Readonly<Record<string, Viewers['viewers']>>>({});

export function keepLive(myName: string): () => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const stopped = (id: string) => typing.set((all) => without(all, id));
  const colleague = (id: string, name: string | undefined, active: boolean) => {
    if (name === undefined) return;
    const key = `${id} ${name}`;
    const others = (colleaguesTyping.get()[id] ?? []).filter((one) => one !== name);
    clearTimeout(timers.get(key));
    colleaguesTyping.set((all) => ({ ...all, [id]: active ? [...others, name] : others }));
    if (active) timers.set(key, setTimeout(() => colleague(id, name, false), lastsMs));
  };
  let seen: string | null = null;
  const look = () => {
    const id = current.get();
    if (seen && seen !== id) {
      tell('Unview', seen);
      viewers.set((all) => without(all, seen ?? ''));
    }
    if (id && id !== seen) tell('View', id);
    seen = id;
  };
  const leave = [
    on('typing', ({ conversationId, from, name, text }) => {
      if (from === 'agent') return colleague(conversationId, name === myName ? undefined : name, text !== undefined);
      if (text === undefined) return stopped(conversationId);
      clearTimeout(timers.get(conversationId));
      typing.set((all) => ({ ...all, [conversationId]: { ...(text && { text }), until: Date.now() + lastsMs } }));
      timers.set(conversationId, setTimeout(() => stopped(conversationId), lastsMs));
    }),
    on('entries', (id, entries) => {
      if (entries.some((entry) => entry.from === 'buyer')) stopped(id);
    }),
    on('viewers', ({ conversationId, viewers: now }) => viewers.set((all) => ({ ...all, [conversationId]: now }))),
    current.subscribe(look),
    onConnected(() => {
      seen = null;
      look();
    }),
  ];
  return () => {
    leave.forEach((stop) => stop());
    timers.forEach((timer) => clearTimeout(timer));
  };
}

let lastTold = 0;

/** Tells that something is being typed: not with every key, and never what (buyers see only that). */
export function tellTyping(conversationId: string, active: boolean): void {
  const now = Date.now();
  if (active && now - lastTold < 2500) return;
  lastTold = active ? now : 0;
  tell('Typing', conversationId, active ? '' : null);
}

function without<T>(all: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  return id in all ? Object.fromEntries(Object.entries(all).filter(([other]) => other !== id)) : all;
}
