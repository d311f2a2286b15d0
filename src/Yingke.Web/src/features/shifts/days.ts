import type { Shift } from './types';

/** 09:30 for 570 minutes from midnight. */
export const clockOf = (minute: number): string => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** 09:00–18:00; what ends on the next day says so with a plus. */
export const hoursOf = ({ kind, from, to }: Pick<Shift, 'kind' | 'from' | 'to'>): string =>
  kind === 'duty' ? '24 h' : `${clockOf(from)}–${clockOf(to)}${to <= from ? '+1' : ''}`;

/** The day so many days on, in the calendar. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

/** 3/2: month and day of a date. */
export const shortDay = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`;
