import { createStore } from '@/shared/store';

/** A text that could not be sent and goes back into the field of its conversation. */
export const takenBack = createStore<{ conversationId: string; text: string } | null>(null);
