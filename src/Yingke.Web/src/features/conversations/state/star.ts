import { api } from '@/shared/api/client';
import type { ConversationRow } from '@/shared/api/types';
import { patchRow } from './desk';

/** Puts the star on or off at once; a refusal takes it back. */
export async function star(row: ConversationRow): Promise<void> {
  patchRow(row.id, { starred: !row.starred });
  try {
    if (row.starred) await api.delete(`/conversations/${row.id}/star`);
    else await api.put(`/conversations/${row.id}/star`);
  } catch (error) {
    patchRow(row.id, { starred: row.starred });
    throw error;
  }
}
