import { useInfiniteQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useSearchParams } from 'react-router';
import { api } from '@/shared/api/client';
import type { ConversationRow, Page } from '@/shared/api/types';
import { dayStart } from '@/shared/time/calendar';

export const filterNames = ['q', 'state', 'inquiry', 'agent', 'from', 'to'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** The filters stand in the address: a search can be kept and passed on. */
export function useFilters(): [Filters, (change: Filters) => void] {
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(filterNames.flatMap((name) => {
    const value = params.get(name);
    return value ? [[name, value]] : [];
  })) as Filters;
  const set = (change: Filters) => setParams((now) => {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return next;
  }, { replace: true });
  return [filters, set];
}

/** The conversations one may see that match, newest first, page by page. */
export function useRecords({ q, state, inquiry, agent, from, to }: Filters) {
  return useInfiniteQuery({
    queryKey: ['records', q, state, inquiry, agent, from, to],
    queryFn: ({ pageParam, signal }) => api.get<Page<ConversationRow>>('/conversations', {
      query: { q, state, inquiry, agentId: agent, from: dayOf(from), to: dayOf(to, 1), before: pageParam, limit: 50 }, signal,
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
}

/** The instant at which a day begins, or the day so many days later. */
function dayOf(date: string | undefined, later = 0): string | undefined {
  if (!date) return undefined;
  const day = dayjs(date);
  return day.isValid() ? dayStart(day, later) : undefined;
}
