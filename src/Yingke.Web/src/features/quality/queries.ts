import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Page } from '@/shared/api/types';
import type { Inspection, InspectionCounts, InspectionRow, InspectionView, Person, PlanList, QualitySettingsAnswer, SheetView, Weeks } from './types';

const refreshMs = 30_000;

export function useInspections(view: InspectionView, week: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['inspections', 'list', view, week],
    queryFn: ({ pageParam, signal }) => api.get<Page<InspectionRow>>('/inspections', { query: { view, week, before: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: refreshMs,
  });
}

export function useOwnInspections() {
  return useInfiniteQuery({
    queryKey: ['inspections', 'own'],
    queryFn: ({ pageParam, signal }) => api.get<Page<InspectionRow>>('/inspections/own', { query: { before: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: refreshMs,
  });
}

export function useInspectionCounts() {
  return useQuery({ queryKey: ['inspections', 'counts'], queryFn: () => api.get<InspectionCounts>('/inspections/counts'), refetchInterval: refreshMs });
}

/** Not asked again by itself: what is being marked stays as it is. */
export function useInspection(id: string) {
  return useQuery({ queryKey: ['inspections', 'one', id], queryFn: () => api.get<Inspection>(`/inspections/${id}`), staleTime: Infinity });
}

export function useInspectors(enabled: boolean) {
  return useQuery({ queryKey: ['inspections', 'inspectors'], queryFn: () => api.get<{ items: Person[] }>('/inspections/inspectors'), enabled, staleTime: 60_000 });
}

export function useWeeks(weeks: number) {
  return useQuery({ queryKey: ['inspections', 'weeks', weeks], queryFn: () => api.get<Weeks>('/inspections/weeks', { query: { weeks } }) });
}

export function useSheets(enabled = true) {
  return useQuery({ queryKey: ['inspection-sheets'], queryFn: () => api.get<{ items: SheetView[] }>('/inspection-sheets'), enabled });
}

export function usePlans() {
  return useQuery({ queryKey: ['sampling-plans'], queryFn: () => api.get<PlanList>('/sampling-plans') });
}

export const settingsKey = ['quality-settings'];

export function useQualitySettings() {
  return useQuery({ queryKey: settingsKey, queryFn: () => api.get<QualitySettingsAnswer>('/quality-settings') });
}

/** What an action answered is shown at once; lists and counts are asked again. */
export function learnInspection(inspection: Inspection): void {
  queries.setQueryData(['inspections', 'one', inspection.row.id], inspection);
  void queries.invalidateQueries({ queryKey: ['inspections'], predicate: ({ queryKey }) => queryKey[1] !== 'one' });
}

export function inspectionsChanged(): void {
  void queries.invalidateQueries({ queryKey: ['inspections'] });
}
