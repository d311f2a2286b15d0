import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Alert } from '@/shared/api/types';
import { on, onConnected } from '@/shared/hub/desk';
import { jumpTo } from '../state/navigation';

const key = ['alerts'];

interface AlertPage { items: Alert[]; off: Alert['kind'][] }

/** What this agent has not seen yet, newest first. */
export function useAlerts(): Alert[] {
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<AlertPage>('/alerts') });
  useEffect(() => {
    const leave = [
      on('alert', (alert) => {
        // One that is over says so where it stands; whoever has seen it already is left in peace.
        if (alert.recoveredAt) change((items) => items.map((one) => (one.id === alert.id ? alert : one)));
        else if (isWanted(alert)) change((items) => [alert, ...items.filter((one) => one.id !== alert.id)]);
      }),
      // Those of the time without a connection.
      onConnected(() => void queries.invalidateQueries({ queryKey: key })),
    ];
    return () => leave.forEach((stop) => stop());
  }, []);
  return data?.items ?? [];
}

/** False for kinds that were chosen not to be shown on the page. */
export function isWanted({ kind }: Alert): boolean {
  return !queries.getQueryData<AlertPage>(key)?.off.includes(kind);
}

/** Off the list here at once; the server is told, and asked again if it would not hear. */
export function markSeen(alerts: readonly Alert[]): void {
  const ids = new Set(alerts.map((one) => one.id));
  change((items) => items.filter((one) => !ids.has(one.id)));
  Promise.all([...ids].map((id) => api.put(`/alerts/${id}/seen`))).catch(() => queries.invalidateQueries({ queryKey: key }));
}

export function openAlert(alert: Alert, me: string): void {
  markSeen([alert]);
  if (alert.conversationId) jumpTo(alert.conversationId, me);
}

/** Where it is seen to. */
export function placeOf({ conversationId, subjectId, kind, text, measure }: Alert): string {
  if (conversationId) return '/';
  if (measure) return placeOfMeasure(measure);
  if (kind === 'staffing_due') return `/campaigns?id=${subjectId ?? ''}&view=staffing`;
  if (kind === 'staffing_moved' && subjectId) return `/campaigns?id=${subjectId}`;
  if (kind === 'staffing_moved' && text === 'overload_warehouse') return '/tickets?kind=warehouse';
  if (kind === 'staffing_moved' || kind === 'staffing_undone') return '/';
  if (kind === 'complaint') return `/complaints?state=all&id=${subjectId ?? ''}`;
  if (kind.startsWith('callback_')) return '/callbacks';
  if (kind.startsWith('inspection_') || kind === 'appeal_decided') return `/inspections/${subjectId ?? ''}`;
  if (kind === 'goal_review') return `/campaigns?id=${subjectId ?? ''}&view=reviews`;
  if (kind === 'duty_uncovered') return '/team/duties';
  if (kind.startsWith('order_')) return `/orders?q=${encodeURIComponent(text ?? '')}`;
  return `/tickets?id=${subjectId ?? ''}`;
}

function placeOfMeasure(measure: NonNullable<Alert['measure']>): string {
  if (measure.startsWith('deadlines_')) return '/deadlines';
  if (measure === 'open_complaints') return '/complaints';
  return measure === 'inspections_waiting' || measure === 'appeals_open' ? '/quality' : '/wall';
}

function change(to: (items: Alert[]) => Alert[]): void {
  queries.setQueryData<AlertPage>(key, (page) => ({ items: to(page?.items ?? []), off: page?.off ?? [] }));
}
