import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { stepOf } from './ranges';
import type { Cell, EvidenceList, Guard, GuardAnswer, OwnGoal, Range, ReadingsAnswer, Report, StoreRating, Today, Trend } from './types';

const key = ['reports'];
const todayMs = 4000;
const goalsMs = 15_000;

export function useReport(range: Range, enabled = true) {
  return useQuery({ queryKey: [...key, range], enabled, placeholderData: (before) => before, queryFn: () => api.get<Report>('/reports', { query: { ...range } }) });
}

/** The shop's guard rails alone, where one line of them is all that is shown. */
export function useGuard(range: Range, enabled: boolean) {
  return useQuery({ queryKey: [...key, 'guard', range], enabled, queryFn: async () => (await api.get<GuardAnswer>('/reports/guard', { query: { ...range } })).guard });
}

export function useTrend(cell: Cell, range: Range) {
  const { agentId, group } = cell.whose;
  return useQuery({ queryKey: [...key, 'trend', agentId, group, range], queryFn: () => api.get<Trend>('/reports/trend', { query: { ...range, step: stepOf(range), agentId, group } }) });
}

export function useEvidence(cell: Cell | Guard, range: Range, offset: number, limit: number) {
  const from = { ...range, offset, limit };
  return useQuery({
    queryKey: [...key, 'evidence', cell, range, offset], placeholderData: (old) => old,
    queryFn: () => 'guard' in cell
      ? api.get<EvidenceList>('/reports/guard-evidence', { query: { ...from, indicator: cell.guard } })
      : api.get<EvidenceList>('/reports/evidence', { query: { ...from, section: cell.section, indicator: cell.indicator, agentId: cell.whose.agentId, group: cell.whose.group } }),
  });
}

/** What the platform showed of the shop, by day. */
export function useStoreRatings(range: Range) {
  return useQuery({ queryKey: [...key, 'ratings', range], queryFn: async () => (await api.get<{ items: StoreRating[] }>('/reports/store-ratings', { query: { ...range } })).items });
}

export const readingsKey = ['report-settings'];

/** How the shop reads what the sources leave room for. */
export const useReadings = () => useQuery({ queryKey: readingsKey, queryFn: () => api.get<ReadingsAnswer>('/report-settings') });

export const reportsMoved = () => queries.invalidateQueries({ queryKey: key });

/** Today's figures, five seconds old at most while somebody looks. */
export function useToday() {
  return useQuery({ queryKey: [...key, 'today'], refetchInterval: todayMs, staleTime: todayMs, queryFn: () => api.get<Today>('/reports/today') });
}

/** What I work towards in the campaigns that run; read anew as well whenever a campaign changes. */
export function useOwnGoals() {
  return useQuery({ queryKey: ['campaigns', 'own-goals'], refetchInterval: goalsMs, staleTime: goalsMs, queryFn: async () => (await api.get<{ items: OwnGoal[] }>('/campaigns/own-goals')).items });
}
