import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import type { FoundEntries, KnowledgeCounts, KnowledgePage, KnowledgeState, KnowledgeView } from './types';

export const knowledgeKey = ['knowledge'];

export const knowledgeMoved = () => queries.invalidateQueries({ queryKey: knowledgeKey });

export interface Filters { q: string; state: KnowledgeState | undefined; categoryId: string | undefined }

export function useEntries({ q, state, categoryId }: Filters) {
  return useInfiniteQuery({
    queryKey: [...knowledgeKey, 'list', q, state, categoryId],
    queryFn: ({ pageParam, signal }) => api.get<KnowledgePage>('/knowledge', { query: { q, state, categoryId, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

export function useEntry(id: string | null) {
  return useQuery({ queryKey: [...knowledgeKey, 'one', id], queryFn: () => api.get<KnowledgeView>(`/knowledge/${id}`), enabled: id !== null });
}

export function useCounts(enabled: boolean) {
  return useQuery({ queryKey: [...knowledgeKey, 'counts'], queryFn: () => api.get<KnowledgeCounts>('/knowledge/counts'), enabled, refetchInterval: 30_000 });
}

/** What is published and holds today; some at a time. */
export function useSearch(q: string, options: { categoryId?: string | undefined; product?: string | undefined; take?: number; enabled?: boolean } = {}) {
  const { categoryId, product, take = 20, enabled = true } = options;
  return useInfiniteQuery({
    queryKey: [...knowledgeKey, 'search', q, categoryId, product, take],
    queryFn: ({ pageParam, signal }) => api.get<FoundEntries>('/knowledge/search', { query: { q, categoryId, product, skip: pageParam, limit: take }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.more ? pages.length * take : undefined),
    enabled,
  });
}

/** Runs one change at a time, says what went wrong, and reads everything again. */
export function useChange() {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    try {
      await work();
      if (done) void message.success(done);
      return true;
    } catch (problem) {
      void message.error(wordsOf(problem));
      return false;
    } finally {
      setBusy(false);
      await knowledgeMoved();
    }
  };
  return { busy, run };
}
