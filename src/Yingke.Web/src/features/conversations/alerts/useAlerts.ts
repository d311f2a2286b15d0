import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Alert } from '@/shared/api/types';
import { on, onConnected } from '@/shared/hub/desk';
import { jumpTo } from '../state/navigation';

const key = ['alerts'];

interface AlertPage { items: Alert[] }

/** What this agent has not seen yet, newest first. */
export function useAlerts(): Alert[] {
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<AlertPage>('/alerts') });
  useEffect(() => {
    const leave = [
      on('alert', (alert) => change((items) => [alert, ...items.filter((one) => one.id !== alert.id)])),
      // Those of the time without a connection.
      onConnected(() => void queries.invalidateQueries({ queryKey: key })),
    ];
    return () => leave.forEach((stop) => stop());
  }, []);
  return data?.items ?? [];
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
export function placeOf({ conversationId, subjectId, kind, text }: Alert): string {
  if (conversationId) return '/';
  if (kind === 'complaint') return `/complaints?state=all&id=${subjectId ?? ''}`;
  if (kind.startsWith('callback_')) return '/callbacks';
  if (kind.startsWith('inspection_') || kind === 'appeal_decided') return `/inspections/${subjectId ?? ''}`;
  if (kind === 'goal_review') return `/campaigns?id=${subjectId ?? ''}&view=reviews`;
  if (kind === 'duty_uncovered') return '/team/duties';
  // Its words end with the number.
  if (kind.startsWith('order_')) return `/orders?q=${encodeURIComponent(text?.split(' ').at(-1) ?? '')}`;
  return `/tickets?id=${subjectId ?? ''}`;
}

function change(to: (items: Alert[]) => Alert[]): void {
  queries.setQueryData<AlertPage>(key, (page) => ({ items: to(page?.items ?? []) }));
}
