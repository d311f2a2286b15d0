import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { serverNow } from './clock';
import { formatDate, formatExact, shopZone } from './format';

dayjs.extend(utc);
dayjs.extend(timezone);

// Date pickers know the browser's zone only. What is picked in them, and what they are given, is wall-clock time of the shop.

/** The day it is in the shop's calendar: 2025-07-03. */
export const today = () => formatDate(new Date(serverNow()).toISOString());

/** The shop's month before this one: 2025-06. */
export const lastMonth = () => dayjs(today()).subtract(1, 'month').format('YYYY-MM');

/** The moment of the shop's wall-clock time. */
export const instantOf = (wallClock: Dayjs | string) => dayjs.tz(dayjs(wallClock).format('YYYY-MM-DDTHH:mm:ss'), shopZone()).toISOString();

/** The moment at which a day of the shop begins, or the day so many days later. */
export const dayStart = (day: Dayjs | string, later = 0) => instantOf(dayjs(day).startOf('day').add(later, 'day'));

/** For a picker: a moment as the shop's wall clock shows it. */
export const toPick = (iso: string) => dayjs(formatExact(iso));
