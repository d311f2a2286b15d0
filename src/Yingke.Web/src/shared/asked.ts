import { createStore } from './store';

/** What a ticket is opened from: a talk, a call, an order, an application; nothing for one by hand. */
export interface TicketOccasion {
  conversationId?: string;
  buyerId?: string | undefined;
  buyerName?: string | undefined;
  origin?: 'hand' | 'chat' | 'order' | 'aftersale' | 'call';
  /** The application or call, and what people call it. */
  subjectId?: string;
  subject?: string;
  orderNumber?: string | undefined;
}

export interface CallbackOccasion { buyerId: string; buyerName: string }

/** A ticket or a call-back that somebody wants to begin, wherever they are: the tickets' own dialogs answer. */
export const asked = createStore<{ ticket: TicketOccasion } | { callback: CallbackOccasion } | null>(null);
