import { createStore } from './store';

/** Somebody wants to go: offline, or out of the program. What is still open of theirs is looked at first. */
export const leaving = createStore<'offline' | 'signOut' | null>(null);
