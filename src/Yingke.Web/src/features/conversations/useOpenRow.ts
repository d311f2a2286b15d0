import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { ConversationDetail, ConversationRow } from '@/shared/api/types';
import { useStore } from '@/shared/store';
import { current, desk, learnRow } from './state/desk';

/** The conversation on the screen: from the lists, or fetched when it stands in none of them (a watched or found one). */
export function useOpenRow(): { id: string | null; row: ConversationRow | undefined; detail: ConversationDetail | undefined; error: Error | null } {
  const id = useStore(current);
  const row = useStore(desk, (state) => (id ? state.rows.get(id) : undefined));
  const { data, error } = useQuery({
    queryKey: ['conversation', id, row?.agent?.id, row?.state],
    queryFn: async () => {
      const detail = await api.get<ConversationDetail>(`/conversations/${id}`);
      learnRow(detail.row);
      return detail;
    },
    enabled: id !== null,
  });
  return { id, row, detail: data?.row.id === id ? data : undefined, error };
}
