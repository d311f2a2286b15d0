import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Choices, Push } from './types';

const choices = ['alert-choices'];
const push = ['push'];

/** The figures move: asked again while the page is open. */
export function useChoices() {
  return useQuery({ queryKey: choices, queryFn: () => api.get<Choices>('/alerts/choices'), refetchInterval: 15_000 });
}

export function usePush() {
  return useQuery({ queryKey: push, queryFn: () => api.get<Push>('/alerts/push'), staleTime: 0 });
}

export function pushMoved(view?: Push): void {
  if (view) queries.setQueryData(push, view);
  else void queries.invalidateQueries({ queryKey: push });
}

export function choicesMoved(): Promise<void> {
  void queries.invalidateQueries({ queryKey: ['alerts'] });
  return queries.invalidateQueries({ queryKey: choices });
}
