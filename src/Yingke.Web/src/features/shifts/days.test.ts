import { describe, expect, it } from 'vitest';
import { addDays, clockOf, hoursOf } from './days';

describe('days of the rota', () => {
  it('goes over ends of months and years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
  it('says what ends on the next day', () => {
    expect(clockOf(570)).toBe('09:30');
    expect(hoursOf({ kind: 'work', from: 540, to: 1080 })).toBe('09:00–18:00');
    expect(hoursOf({ kind: 'night', from: 1380, to: 540 })).toBe('23:00–09:00+1');
    expect(hoursOf({ kind: 'duty', from: 0, to: 0 })).toBe('24 h');
  });
});
