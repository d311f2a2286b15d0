import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';

export interface Category { id: string; parentId?: string; name: string; position: number; archived: boolean }
export interface CategoryTree { items: Category[]; recent: string[] }
export interface Branch { value: string; title: string; children: Branch[] }

export const categoryKey = ['categories'];

export function useCategories() {
  return useQuery({ queryKey: categoryKey, queryFn: () => api.get<CategoryTree>('/categories'), staleTime: 30_000 });
}

/** The tree of what can be chosen. */
export function branches(items: readonly Category[], parentId?: string): Branch[] {
  return items.filter((one) => !one.archived && one.parentId === parentId).map(({ id, name }) => ({ value: id, title: name, children: branches(items, id) }));
}

/** 售后 / 退货: with the names above it. */
export function pathOf(items: readonly Category[], id: string): string {
  const one = items.find((item) => item.id === id);
  return one ? (one.parentId ? `${pathOf(items, one.parentId)} / ${one.name}` : one.name) : '';
}
