import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { FileRef, Schema } from '@/shared/api/types';
import { send } from './outbox';

export type Favourites = Schema<'FavouriteList'>;

export const favouritesKey = ['favourite-pictures'];

export const readFavourites = () => api.get<Favourites>('/favourite-pictures');

/** Keeps a picture: one of a conversation, or one that was just uploaded. */
export async function keepPicture(fileId: string): Promise<void> {
  await api.post<FileRef>('/favourite-pictures', { fileId });
  await queries.invalidateQueries({ queryKey: favouritesKey });
}

export async function dropPicture(id: string): Promise<void> {
  await api.delete(`/favourite-pictures/${id}`);
  await queries.invalidateQueries({ queryKey: favouritesKey });
}

/** Each sending is a file of its own, which belongs to the conversation it is sent in. */
export async function sendPicture(conversationId: string, id: string): Promise<void> {
  const file = await api.post<FileRef>(`/favourite-pictures/${id}/files`);
  send({ conversationId, kind: 'image', file });
}
