import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { AgentList, PermissionKind, Post } from './types';

/** Lists come bare or as `items`. */
const items = <T>(answer: T[] | { items: T[] }): T[] => (Array.isArray(answer) ? answer : answer.items);

export const useAgents = (enabled = true) => useQuery({ queryKey: ['agents'], queryFn: () => api.get<AgentList>('/agents'), enabled });

export const usePosts = () => useQuery({ queryKey: ['posts'], queryFn: async () => items(await api.get<Post[] | { items: Post[] }>('/posts')) });

export const usePermissions = () => useQuery({
  queryKey: ['permissions'], staleTime: Infinity,
  queryFn: async () => items(await api.get<PermissionKind[] | { items: PermissionKind[] }>('/permissions')),
});

/** After any change of accounts or posts: both lists tell of each other. */
export function reloadStaff(): void {
  void queries.invalidateQueries({ queryKey: ['agents'] });
  void queries.invalidateQueries({ queryKey: ['posts'] });
  void queries.invalidateQueries({ queryKey: ['session'] });
}
