import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { on, onConnected } from '@/shared/hub/desk';
import type { CallCard, CallPage, CallRow, CallScript, Named } from './types';

export interface CallFilters { state?: string | undefined; agentId?: string | undefined; survey?: string | undefined; from?: string | undefined; to?: string | undefined; q?: string | undefined; mine?: boolean | undefined; unnoted?: boolean | undefined }

const refreshMs = 20_000;

export function useCalls(filters: CallFilters) {
  return useInfiniteQuery({
    queryKey: ['calls', 'list', filters],
    queryFn: ({ pageParam, signal }) => api.get<CallPage>('/calls', { query: { ...filters, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: refreshMs,
  });
}

export function useCard(id: string) {
  return useQuery({ queryKey: ['calls', 'card', id], queryFn: () => api.get<CallCard>(`/calls/${id}`), refetchInterval: refreshMs });
}

/** What rings for me or is talked about now. Pushes say that it moved; after a gap in the connection it is read again. */
export function useCurrentCalls() {
  useEffect(() => {
    const stops = [on('call', callsMoved), onConnected(callsMoved)];
    return () => stops.forEach((stop) => stop());
  }, []);
  return useQuery({ queryKey: ['calls', 'current'], queryFn: () => api.get<{ items: CallRow[] }>('/calls/current'), refetchInterval: 60_000 });
}

export function useScripts() {
  return useQuery({ queryKey: ['call-scripts'], queryFn: () => api.get<{ items: CallScript[] }>('/calls/scripts'), staleTime: 60_000 });
}

export function useCallAgents() {
  return useQuery({ queryKey: ['call-agents'], queryFn: () => api.get<{ items: Named[] }>('/calls/agents'), staleTime: 60_000 });
}

export function callsMoved(): void {
  void queries.invalidateQueries({ queryKey: ['calls'] });
}
