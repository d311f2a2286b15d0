import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Attempt, Course, CourseLine, Matrix } from './types';

export function useCourses() {
  return useQuery({ queryKey: ['training', 'courses'], queryFn: () => api.get<CourseLine[]>('/training/courses') });
}

export function useCourse(id: string | null) {
  return useQuery({ queryKey: ['training', 'course', id], queryFn: () => api.get<Course>(`/training/courses/${id ?? ''}`), enabled: id !== null });
}

export function useMatrix() {
  return useQuery({ queryKey: ['training', 'matrix'], queryFn: () => api.get<Matrix>('/training/matrix') });
}

export function useAttempts(agentId: string) {
  return useQuery({ queryKey: ['training', 'attempts', agentId], queryFn: () => api.get<Attempt[]>(`/training/agents/${agentId}/attempts`) });
}

export function trainingChanged(): Promise<unknown> {
  return queries.invalidateQueries({ queryKey: ['training'] });
}
