import { createStore } from './store';

/** A text that a panel beside the talk hands to its composer, which puts it where the caret is. */
export const insertion = createStore<{ conversationId: string; text: string } | null>(null);
