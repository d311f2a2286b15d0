import { render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Alert } from '@/shared/api/types';
import { language } from '@/shared/i18n/i18n';
import { AlertWords } from './AlertWords';
import { placeOf } from './useAlerts';

const at = '2026-11-11T10:00:00Z';
const moved = (more: Partial<Alert>): Alert => ({ id: 'a', kind: 'staffing_moved', at, ...more });
const words = (alert: Alert) => render(<AlertWords alert={alert} />).container.textContent;

afterEach(() => language.set('zh-CN'));

describe('whoever changed sides', () => {
  it('reads where to, by whom, and how it ends', () => {
    const lent = moved({ name: '林岚', text: 'overload_aftersale' });
    expect(words(lent)).toBe('林岚把你借调到售后，爆旺结束自动还原');
    expect(words(moved({ kind: 'staffing_undone', text: 'overload_presale' }))).toBe('爆旺结束，你已回到售前');
    language.set('en-US');
    expect(words(lent)).toBe('林岚 lent you to after-sale; it ends by itself with the overload');
  });

  it('is led to where they work now, or to the campaign that it is for', () => {
    expect(placeOf(moved({ text: 'overload_aftersale' }))).toBe('/');
    expect(placeOf(moved({ text: 'overload_warehouse' }))).toBe('/tickets?kind=warehouse');
    expect(placeOf(moved({ text: 'during_aftersale', subjectId: 'c' }))).toBe('/campaigns?id=c');
    expect(placeOf(moved({ kind: 'staffing_undone', text: 'during_presale', subjectId: 'c' }))).toBe('/');
  });
});

it('what a buyer wrote is never taken for a word of ours', () => {
  expect(words({ id: 'b', kind: 'ticket_moved', text: 'staffing_moved_overload_aftersale', name: '小竹', at })).toBe('小竹 · staffing_moved_overload_aftersale');
});
