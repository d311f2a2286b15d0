import { spansProblem, type OpenSpan } from '@/shared/time/spans';
import type { ChannelHours } from './types';

export function hoursProblem(hours: ChannelHours): 'empty' | 'backwards' | 'overlap' | 'same_day' | null {
  const dates = hours.holidays.map(({ date }) => date);
  if (dates.some((date) => date === '')) return 'empty';
  if (new Set(dates).size < dates.length) return 'same_day';
  for (const { open } of [...hours.weekly, ...hours.holidays]) {
    const problem = spansProblem(open);
    if (problem) return problem;
  }
  return null;
}

/** Hours to begin with: the shop's, on every day. */
export function everyDay(span: OpenSpan): ChannelHours {
  return { weekly: Array.from({ length: 7 }, (_, day) => ({ day, open: [span] })), holidays: [] };
}

/** All seven days, also those that the document leaves out because they are closed. */
export function wholeWeek(hours: ChannelHours): ChannelHours {
  return { ...hours, weekly: Array.from({ length: 7 }, (_, day) => hours.weekly.find((one) => one.day === day) ?? { day, open: [] }) };
}

/** As it is stored: the times of each day one after the other. */
export function inOrder(hours: ChannelHours): ChannelHours {
  const sorted = <T extends { open: OpenSpan[] }>(one: T): T => ({ ...one, open: [...one.open].sort((a, b) => a.from.localeCompare(b.from)) });
  return { weekly: hours.weekly.map(sorted), holidays: hours.holidays.map(sorted).sort((a, b) => a.date.localeCompare(b.date)) };
}
