import type { Translate } from '@/shared/i18n/i18n';
import type { TicketRow, TicketState } from './types';

export type DueLevel = 'fine' | 'near' | 'late';

/** How a clock stands: amber once it is near, red from the very instant it is due. */
export function dueLevel(dueAt: string, nearAt: string | undefined, now: number): DueLevel {
  if (now >= Date.parse(dueAt)) return 'late';
  return nearAt && now >= Date.parse(nearAt) ? 'near' : 'fine';
}

/** 还剩 3 小时 5 分 · 超时 12 分: whole minutes, never rounded to the better side. */
export function dueWords(dueAt: string, now: number, t: Translate): string {
  const left = Date.parse(dueAt) - now;
  const minutes = left > 0 ? Math.floor(left / 60_000) : Math.floor(-left / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const time = days > 0 ? t('tickets.spanDays', { d: days, h: hours }) : hours > 0 ? t('tickets.spanHours', { h: hours, m: rest }) : t('tickets.spanMinutes', { m: rest });
  return t(left > 0 ? 'tickets.left' : 'tickets.late', { time });
}

/** The board's columns: what was reopened stands with what somebody has to take up. */
export const columns: readonly { key: 'todo' | 'doing' | 'waiting' | 'done'; states: readonly TicketState[] }[] = [
  { key: 'todo', states: ['new', 'reopened', 'assigned'] },
  { key: 'doing', states: ['replied'] },
  { key: 'waiting', states: ['waiting'] },
  { key: 'done', states: ['resolved'] },
];

/** Into columns, in each what is due first on top; what has no clock any more comes last, newest first. */
export function board(rows: readonly TicketRow[]): Record<(typeof columns)[number]['key'], TicketRow[]> {
  const sorted = [...rows].sort((a, b) => (a.nextDueAt ? Date.parse(a.nextDueAt) : Infinity) - (b.nextDueAt ? Date.parse(b.nextDueAt) : Infinity) || b.number - a.number);
  return Object.fromEntries(columns.map(({ key, states }) => [key, sorted.filter((row) => states.includes(row.state))])) as ReturnType<typeof board>;
}
