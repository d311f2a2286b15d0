import { afterEach, expect, it, vi } from 'vitest';
import { dayStart, instantOf, today, toPick } from './calendar';
import { setShopZone } from './format';

afterEach(() => {
  setShopZone('Asia/Shanghai');
  vi.useRealTimers();
});

it.each([
  ['Asia/Shanghai', '2026-11-22T17:09:00Z', '2026-11-23'],
  ['Asia/Shanghai', '2026-11-22T15:59:59Z', '2026-11-22'],
  ['America/New_York', '2026-11-23T03:00:00Z', '2026-11-22'],
])('knows the day in %s at %s', (zone, now, day) => {
  vi.useFakeTimers({ now: Date.parse(now) });
  setShopZone(zone);
  expect(today()).toBe(day);
});

it('takes a picked day as the day of the shop', () => {
  expect(dayStart('2026-11-23')).toBe('2026-11-22T16:00:00.000Z');
  expect(dayStart('2026-11-30', 1)).toBe('2026-11-30T16:00:00.000Z');
  setShopZone('Europe/Berlin');
  // The night on which the clocks went back had 25 hours.
  expect([dayStart('2026-10-25'), dayStart('2026-10-25', 1)]).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
});

it('gives back the moment that was shown', () => {
  for (const zone of ['Asia/Shanghai', 'America/New_York', 'UTC']) {
    setShopZone(zone);
    expect(instantOf(toPick('2026-07-03T06:05:00.000Z'))).toBe('2026-07-03T06:05:00.000Z');
  }
});
