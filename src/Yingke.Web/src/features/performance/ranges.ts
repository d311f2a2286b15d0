import dayjs from 'dayjs';
import { today } from '@/shared/time/calendar';
import type { Range } from './types';

export const presets = ['today', 'yesterday', 'thisWeek', 'lastWeek', 'thisMonth', 'lastMonth'] as const;

export type Preset = (typeof presets)[number];

const form = 'YYYY-MM-DD';

/** Weeks begin on Monday. */
export function rangeOf(preset: Preset, day = today()): Range {
  const now = dayjs(day);
  const monday = now.subtract((now.day() + 6) % 7, 'day');
  const first = now.startOf('month');
  const [from, to] = {
    today: [now, now],
    yesterday: [now.subtract(1, 'day'), now.subtract(1, 'day')],
    thisWeek: [monday, now],
    lastWeek: [monday.subtract(7, 'day'), monday.subtract(1, 'day')],
    thisMonth: [first, now],
    lastMonth: [first.subtract(1, 'month'), first.subtract(1, 'day')],
  }[preset] as [dayjs.Dayjs, dayjs.Dayjs];
  return { from: from.format(form), to: to.format(form) };
}

export const daysIn = ({ from, to }: Range) => dayjs(to).diff(dayjs(from), 'day') + 1;

/** As many days just before. */
export function before(range: Range): Range {
  const days = daysIn(range);
  return { from: dayjs(range.from).subtract(days, 'day').format(form), to: dayjs(range.from).subtract(1, 'day').format(form) };
}

export const stepOf = (range: Range) => (daysIn(range) <= 45 ? 'day' : daysIn(range) <= 200 ? 'week' : 'month');
