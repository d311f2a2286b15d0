import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { on, onConnected, tell } from '@/shared/hub/desk';
import type { Board, Broadcast, CampaignGuard, CampaignList, Draw, Lending, Review, Staffing } from './types';

const key = ['campaigns'];
const boardKey = (id: string) => [...key, 'board', id];
const broadcastKey = (id: string) => [...key, 'broadcasts', id];

export const useCampaigns = () => useQuery({ queryKey: [...key, 'list'], queryFn: () => api.get<CampaignList>('/campaigns') });

/** What was missed while nothing came by push is read after a minute at most. */
export const useBoard = (id: string) => useQuery({ queryKey: boardKey(id), queryFn: () => api.get<Board>(`/campaigns/${id}/board`), refetchInterval: 60_000 });

export const useBroadcasts = (id: string) => useQuery({ queryKey: broadcastKey(id), queryFn: async () => (await api.get<{ items: Broadcast[] }>(`/campaigns/${id}/broadcasts`)).items });

export const useReviews = (id: string) => useQuery({ queryKey: [...key, 'reviews', id], queryFn: async () => (await api.get<{ items: Review[] }>(`/campaigns/${id}/reviews`)).items });

/** Counted from many orders: looked at now and then. */
export const useCampaignGuard = (id: string) => useQuery({ queryKey: ['campaign-guard', id], queryFn: () => api.get<CampaignGuard>(`/campaigns/${id}/guard`), refetchInterval: 5 * 60_000 });

export type Ratios = Record<'duringPresale' | 'duringAftersale' | 'afterPresale' | 'afterAftersale', number>;

export const useStaffing = (id: string, ratios: Ratios) => useQuery({ queryKey: [...key, 'staffing', id, ratios], queryFn: () => api.get<Staffing>(`/campaigns/${id}/staffing`, { query: ratios }), placeholderData: keepPreviousData });

export const useDraws = (id: string) => useQuery({ queryKey: [...key, 'draws', id], queryFn: async () => (await api.get<{ items: Draw[] }>(`/campaigns/${id}/draws`)).items });

const lendingKey = ['lending'];

/** Who may be lent: loads change with every buyer, so it is looked at again while it is seen. */
export function useLending() {
  useEffect(() => on('lending', () => void queries.invalidateQueries({ queryKey: lendingKey })), []);
  return useQuery({ queryKey: lendingKey, queryFn: () => api.get<Lending>('/overload/lending'), refetchInterval: 5_000 });
}

export const learnLending = (lending: Lending) => queries.setQueryData(lendingKey, lending);

export const lendingMoved = () => queries.invalidateQueries({ queryKey: lendingKey });

export const campaignsMoved = () => queries.invalidateQueries({ queryKey: key });

/** Keeps the boards live while they are looked at. */
export function useLiveBoards(): void {
  useEffect(() => {
    const watch = () => tell('WatchStandings', true);
    const arrived = () => {
      watch();
      void campaignsMoved();
    };
    watch();
    const stops = [
      onConnected(arrived),
      on('standings', (board) => queries.setQueryData<Board>(boardKey(board.campaignId), board)),
      on('campaign', () => void campaignsMoved()),
      on('broadcast', (broadcast) => queries.setQueryData<Broadcast[]>(broadcastKey(broadcast.campaignId), (known) => known && [broadcast, ...known.filter(({ hourAt }) => hourAt !== broadcast.hourAt)])),
    ];
    return () => {
      tell('WatchStandings', false);
      for (const stop of stops) stop();
    };
  }, []);
}
