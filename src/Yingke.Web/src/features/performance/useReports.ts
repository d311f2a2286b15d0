import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { stepOf } from './ranges';
import type { Cell, EvidenceList, Range, Report, Today, Trend } from './types';

const key = ['reports'];
const todayMs = 4000;

export function useReport(range: Range, enabled = true) {
  return useQuery({ queryKey: [...key, range], enabled, placeholderData: (before) => before, queryFn: () => api.get<Report>('/reports', { query: { ...range } }) });
}

export function useTrend(cell: Cell, range: Range) {
  const { agentId, group } = cell.whose;
  return useQuery({ queryKey: [...key, 'trend', agentId, group, range], queryFn: () => api.get<Trend>('/reports/trend', { query: { ...range, step: stepOf(range), agentId, group } }) });
}

export function useEvidence(cell: Cell, range: Range, offset: number, limit: number) {
  const { agentId, group } = cell.whose;
  return useQuery({
    queryKey: [...key, 'evidence', cell, range, offset], placeholderData: (old) => old,
    queryFn: () => api.get<EvidenceList>('/reports/evidence', { query: { ...range, section: cell.section, indicator: cell.indicator, agentId, group, offset, limit } }),
  });
}

/** Today's figures, five seconds old at most while somebody looks. */
export function useToday() {
  return useQuery({ queryKey: [...key, 'today'], refetchInterval: todayMs, staleTime: todayMs, queryFn: () => api.get<Today>('/reports/today') });
}
