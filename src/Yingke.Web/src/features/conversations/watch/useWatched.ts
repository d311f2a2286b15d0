import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import type { ConversationDetail, ConversationRow } from '@/shared/api/types';
import { onConnected, tell } from '@/shared/hub/desk';
import { useStore } from '@/shared/store';
import { current, desk, learnRow } from '../state/desk';

/** A conversation that somebody else serves, as it goes on. Nothing is marked as read, and the buyer learns nothing of it. */
export function useWatched(id: string): { row: ConversationRow | undefined; detail: ConversationDetail | undefined; error: Error | null; refetch: () => void } {
  const held = useStore(desk, (state) => state.rows.get(id));
  const { data, error, refetch } = useQuery({
    queryKey: ['conversation', id, held?.agent?.id, held?.state],
    queryFn: async () => {
      const detail = await api.get<ConversationDetail>(`/conversations/${id}`);
      learnRow(detail.row);
      return detail;
    },
    // The lists of the desk may forget a row that is nobody's business but the watcher's.
    refetchInterval: 10_000,
  });
  useEffect(() => {
    const look = () => tell('View', id);
    look();
    const stop = onConnected(look);
    return () => {
      stop();
      tell('View', current.get());
    };
  }, [id]);
  return { row: held ?? data?.row, detail: data, error, refetch: () => void refetch() };
}
