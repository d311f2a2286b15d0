import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Page } from '@/shared/api/types';
import type { CallbackList, Ticket, TicketCounts, TicketOptions, TicketRow } from './types';

export type TicketView = 'open' | 'mine' | 'unassigned' | 'overdue' | 'over';
export interface TicketFilters { view: TicketView; kind?: string; department?: string; q?: string }

const refreshMs = 20_000;

export function useTickets(filters: TicketFilters, limit: number) {
  return useInfiniteQuery({
    queryKey: ['tickets', 'list', filters, limit],
    queryFn: ({ pageParam, signal }) => api.get<Page<TicketRow>>('/tickets', { query: { ...filters, before: pageParam, limit }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: refreshMs,
  });
}

export function useTicketsOf(buyerId: string, enabled: boolean) {
  return useQuery({ queryKey: ['tickets', 'buyer', buyerId], queryFn: () => api.get<Page<TicketRow>>('/tickets', { query: { buyerId, limit: 20 } }), enabled, refetchInterval: refreshMs });
}

export function useTicket(id: string) {
  return useQuery({ queryKey: ['tickets', 'one', id], queryFn: () => api.get<Ticket>(`/tickets/${id}`), refetchInterval: refreshMs });
}

export function useCounts() {
  return useQuery({ queryKey: ['tickets', 'counts'], queryFn: () => api.get<TicketCounts>('/tickets/counts'), refetchInterval: refreshMs });
}

export function useTicketOptions(enabled = true) {
  return useQuery({ queryKey: ['ticket-options'], queryFn: () => api.get<TicketOptions>('/tickets/options'), enabled, staleTime: 60_000 });
}

export function useCallbacks(query: { from?: string; to?: string; state?: string; mine?: boolean }) {
  return useQuery({ queryKey: ['callbacks', query], queryFn: () => api.get<CallbackList>('/callbacks', { query }), refetchInterval: refreshMs });
}

/** What an action answered is shown at once; lists and counts are asked again. */
export function learnTicket(ticket: Ticket): void {
  queries.setQueryData(['tickets', 'one', ticket.row.id], ticket);
  void queries.invalidateQueries({ queryKey: ['tickets'], predicate: ({ queryKey }) => queryKey[1] !== 'one' });
}

export function callbacksChanged(): void {
  void queries.invalidateQueries({ queryKey: ['callbacks'] });
}
