import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { on, onConnected } from '@/shared/hub/desk';
import { learnServerTime } from '@/shared/time/clock';
import type { Application, ApplicationList } from './types';

export const key = ['aftersales'];

/** Whatever shows applications follows them: the server says which one moved, and what is shown of it is read anew. */
export function useFollow(): void {
  useEffect(() => {
    const again = () => void queries.invalidateQueries({ queryKey: key });
    const offs = [on('aftersale', again), onConnected(again)];
    return () => offs.forEach((off) => off());
  }, []);
}

export type Query = Record<string, string | number | boolean | undefined>;

export function useList(query: Query, enabled = true) {
  return useQuery({
    queryKey: [...key, 'list', query], enabled, placeholderData: (before) => before,
    queryFn: async () => {
      const list = await api.get<ApplicationList>('/aftersales', { query });
      learnServerTime(list.serverTime);
      return list;
    },
  });
}

export function useApplication(id: string) {
  return useQuery({ queryKey: [...key, 'one', id], queryFn: () => api.get<Application>(`/aftersales/${id}`) });
}

export async function act(id: string, step: string, body?: unknown): Promise<void> {
  try {
    await api.post(`/aftersales/${id}/${step}`, body);
  } finally {
    await queries.invalidateQueries({ queryKey: key });
  }
}
