import { describe, expect, it } from 'vitest';
import { hasText } from '@/shared/i18n/i18n';
import { change, compare, show } from './format';
import { indicators, meaningOf, nameOf, sections } from './indicators';
import { before, rangeOf, stepOf } from './ranges';

describe('figures', () => {
  it('are shown by what they are, and — where there is none', () => {
    expect(show(null, 'rate')).toBe('—');
    expect(show('0', 'count')).toBe('0');
    expect(show('0.866667', 'rate')).toBe('86.67%');
    expect(show('501100', 'fen')).toBe('5,011.00');
    expect(show('85.384769', 'seconds')).toBe('85.4');
    expect(show('43200.0005', 'seconds')).toBe('43,200');
  });

  it('sort by value, those without one last both ways', () => {
    const sorted = (descending: boolean) => ['0.5', null, '0.75'].sort((a, b) => (descending ? -1 : 1) * compare(a, b, descending));
    expect(sorted(false)).toEqual(['0.5', '0.75', null]);
    expect(sorted(true)).toEqual(['0.75', '0.5', null]);
  });

  it('tell how they moved', () => {
    expect(change('0.9', '0.85', 'rate')).toBe('+5.00');
    expect(change('90', '100', 'seconds')).toBe('−10.0%');
    expect(change('1', '0', 'count')).toBeNull();
    expect(change(null, '1', 'count')).toBeNull();
  });

  it('all have a name and a meaning', () => {
    for (const section of sections)
      for (const id of Object.keys(indicators[section])) expect([hasText(nameOf(id)), hasText(meaningOf(id))], id).toEqual([true, true]);
  });
});

describe('days', () => {
  it('are natural ones, weeks from Monday', () => {
    expect(rangeOf('thisWeek', '2026-03-08')).toEqual({ from: '2026-03-02', to: '2026-03-08' });
    expect(rangeOf('lastWeek', '2026-03-02')).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(rangeOf('lastMonth', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(before({ from: '2026-03-02', to: '2026-03-08' })).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect([stepOf({ from: '2026-03-01', to: '2026-03-31' }), stepOf({ from: '2026-01-01', to: '2026-03-31' }), stepOf({ from: '2026-01-01', to: '2026-12-31' })]).toEqual(['day', 'week', 'month']);
  });
});
