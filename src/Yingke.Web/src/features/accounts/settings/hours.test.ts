import { describe, expect, it } from 'vitest';
import { nextSpan, spansProblem } from '@/shared/time/spans';
import { everyDay, hoursProblem, inOrder, wholeWeek } from './hours';

describe('open times of a day', () => {
  it.each([
    ['closed all day', [], null],
    ['a day with a break', [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }], null],
    ['until midnight', [{ from: '09:00', to: '00:00' }], null],
    ['pieces that meet', [{ from: '09:00', to: '12:00' }, { from: '12:00', to: '18:00' }], 'overlap'],
    ['something after midnight', [{ from: '09:00', to: '00:00' }, { from: '23:00', to: '23:30' }], 'overlap'],
    ['pieces in any order', [{ from: '13:00', to: '18:00' }, { from: '09:00', to: '12:00' }], null],
    ['an end before its start', [{ from: '18:00', to: '09:00' }], 'backwards'],
    ['no length at all', [{ from: '09:00', to: '09:00' }], 'backwards'],
    ['pieces that overlap', [{ from: '09:00', to: '13:00' }, { from: '12:59', to: '18:00' }], 'overlap'],
    ['a time not filled in', [{ from: '09:00', to: '' }], 'empty'],
  ])('%s', (_, spans, problem) => {
    expect(spansProblem(spans)).toBe(problem);
  });

  it('continue after a break, and never past the day', () => {
    const usual = { from: '09:00', to: '23:00' };
    expect(nextSpan([], usual)).toEqual(usual);
    expect(nextSpan([{ from: '09:00', to: '12:00' }], usual)).toEqual({ from: '13:00', to: '23:00' });
    expect(spansProblem([{ from: '09:00', to: '23:00' }, nextSpan([{ from: '09:00', to: '23:00' }], usual)])).toBe(null);
  });
});

describe('hours of a channel', () => {
  const usual = { from: '09:00', to: '23:00' };
  it('name a day that is wrong, and a holiday given twice', () => {
    expect(hoursProblem(everyDay(usual))).toBe(null);
    expect(hoursProblem({ ...everyDay(usual), holidays: [{ date: '2026-10-01', open: [] }, { date: '2026-10-01', open: [] }] })).toBe('same_day');
    expect(hoursProblem({ ...everyDay(usual), holidays: [{ date: '', open: [] }] })).toBe('empty');
    expect(hoursProblem({ weekly: [{ day: 3, open: [{ from: '10:00', to: '09:00' }] }], holidays: [] })).toBe('backwards');
  });

  it('show days that the document leaves out as closed', () => {
    const week = wholeWeek({ weekly: [{ day: 6, open: [usual] }], holidays: [] });
    expect(week.weekly.map(({ day, open }) => [day, open.length])).toEqual([[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [6, 1]]);
  });

  it('are stored in order, whatever the order of typing', () => {
    const mixed = { weekly: [{ day: 0, open: [{ from: '13:00', to: '18:00' }, { from: '09:00', to: '12:00' }] }], holidays: [{ date: '2026-10-02', open: [] }, { date: '2026-10-01', open: [] }] };
    const stored = inOrder(mixed);
    expect(stored.weekly[0]?.open.map(({ from }) => from)).toEqual(['09:00', '13:00']);
    expect(stored.holidays.map(({ date }) => date)).toEqual(['2026-10-01', '2026-10-02']);
  });
});
