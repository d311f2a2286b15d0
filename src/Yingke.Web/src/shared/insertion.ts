import { createStore } from './store';

/** A text that something beside the talk hands to its composer, which puts it where the caret is or, with `send`, sends it as it stands. */
export interface Insertion { conversationId: string; text: string; send?: boolean }

export const insertion = createStore<Insertion | null>(null);
