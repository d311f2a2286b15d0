import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { AttendanceAnswer, DayProgress, OwnDay, PostPlan, Request, Rota, Shift, Staffing } from './types';

const refreshMs = 30_000;

export function useRota(day: string | undefined) {
  return useQuery({ queryKey: ['rota', day], queryFn: () => api.get<Rota>('/rota', { query: { day } }), refetchInterval: refreshMs, placeholderData: (before) => before });
}

export function useShifts() {
  return useQuery({ queryKey: ['shifts'], queryFn: () => api.get<Shift[]>('/shifts') });
}

export function useRequests() {
  return useQuery({ queryKey: ['rota-requests'], queryFn: () => api.get<Request[]>('/rota/requests'), refetchInterval: refreshMs });
}

export function useForecast(day: string | undefined) {
  return useQuery({ queryKey: ['rota-forecast', day], queryFn: () => api.get<Staffing>('/rota/forecast', { query: { day } }), placeholderData: (before) => before });
}

export function useAttendance(month: string) {
  return useQuery({ queryKey: ['rota-attendance', month], queryFn: () => api.get<AttendanceAnswer>('/rota/attendance', { query: { month } }), placeholderData: (before) => before });
}

export function useOwnDay(day: string | undefined) {
  return useQuery({ queryKey: ['day-plan', day], queryFn: () => api.get<OwnDay>('/day-plan', { query: { day } }), refetchInterval: refreshMs, placeholderData: (before) => before });
}

export function useDayProgress(day: string | undefined) {
  return useQuery({ queryKey: ['day-progress', day], queryFn: () => api.get<DayProgress>('/day-plans/progress', { query: { day } }), refetchInterval: refreshMs, placeholderData: (before) => before });
}

export function useDayPlans() {
  return useQuery({ queryKey: ['day-plans'], queryFn: () => api.get<PostPlan[]>('/day-plans') });
}

export function dayPlansChanged(): Promise<unknown> {
  return Promise.all(['day-plans', 'day-plan', 'day-progress'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

/** Whatever hangs on the rota is read anew. */
export function rotaChanged(): Promise<unknown> {
  return Promise.all(['rota', 'shifts', 'rota-requests', 'rota-forecast', 'rota-attendance'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
