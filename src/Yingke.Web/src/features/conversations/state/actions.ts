import { api } from '@/shared/api/client';
import type { ConversationRow, Sent } from '@/shared/api/types';
import { newId } from '@/shared/ids';
import { learnRow } from './desk';
import { hear } from './logs';

interface Changed { row: ConversationRow }

/** 接待, 领取: takes a queued conversation or an offline message oneself. */
export async function claim(id: string): Promise<void> {
  learnRow((await api.post<Changed>(`/conversations/${id}/claim`)).row);
}

export async function takeOver(id: string): Promise<void> {
  learnRow((await api.post<Changed>(`/conversations/${id}/takeover`)).row);
}

export async function inviteRating(id: string): Promise<void> {
  const { entry, head } = await api.post<Sent>(`/conversations/${id}/rating-invitation`, { clientId: newId() });
  hear(id, [entry], head);
}
