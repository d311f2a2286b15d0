import { createSavedStore } from '@/shared/store';

/** Conversations put aside as unread by hand, until they are opened again. */
export const markedUnread = createSavedStore<readonly string[]>('yingke.unread', []);

export function markUnread(id: string, unread: boolean): void {
  markedUnread.set((ids) => (unread === ids.includes(id) ? ids : unread ? [...ids, id].slice(-200) : ids.filter((one) => one !== id)));
}
