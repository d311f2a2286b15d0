import { describe, expect, it } from 'vitest';
import type { Translate } from '@/shared/i18n/i18n';
import { dayFigures } from './dayFigures';
import type { OwnGoal, Rank, Sections } from './types';

const t = ((key: string, values?: Record<string, unknown>) => (values ? `${key} ${Object.values(values).join('|')}` : key)) as Translate;
const own = (all: Record<string, string | null>, sales: Record<string, string | null> = {}) => ({ all, sales, presale: {}, aftersale: {}, service: {}, hotline: {} }) as Sections;
const goal = (over: Partial<OwnGoal['goal']> = {}): OwnGoal => ({ campaignId: 'c', campaign: '双 11', endAt: '', goal: { scope: 'agent', group: [], measure: 'sales', value: 20_000, reached: 12_999, expected: 10_000, state: 'on_course', ...over } });
const values = (figures: ReturnType<typeof dayFigures>) => figures.map(({ id, value }) => `${id} ${value}`);

describe('my day', () => {
  it('has — where there is no value, and neither sales nor goal nor place before there are any', () => {
    expect(values(dayFigures(undefined, [], [], t))).toEqual(['received —', 'reply_rate —', 'avg_first_response —', 'avg_response —', 'good_rate —']);
    expect(values(dayFigures(own({ received: '0' }, { sales: '0' }), [], [], t))[0]).toBe('received 0');
  });

  it('shows averages, sales, the goal so far and the place', () => {
    const figures = dayFigures(own({ received: '12', reply_rate: '0.923', avg_first_response: '8.2', avg_response: '134.4', good_rate: '1' }, { sales: '128000' }), [{ group: ['presale'], rank: 2, of: 8 }], [goal()], t);
    expect(values(figures)).toEqual(['received 12', 'reply_rate 92%', 'avg_first_response 8.2 performance.unitSeconds', 'avg_response 134 performance.unitSeconds', 'good_rate 100%', 'sales ¥1,280', 'goal 64%', 'rank 2/8']);
    for (const { meaning } of figures) expect(meaning).not.toBe('');
  });

  it('says whose goal it is, and by what one is ranked', () => {
    const of = (goals: OwnGoal[], ranks: Rank[]) => dayFigures(undefined, ranks, goals, t).slice(5);
    const [target, rank] = of([goal({ scope: 'group', group: ['aftersale'], measure: 'orders', value: 10, reached: 3, expected: 4 }), goal()], [{ group: ['aftersale'], of: 3 }, { group: ['presale'], rank: 1, of: 2 }]);
    expect(target).toMatchObject({ label: 'performance.dayGoal_group', value: '30%' });
    expect(target?.meaning.split('\n')).toHaveLength(2);
    expect(target?.meaning).toContain('performance.group_aftersale|performance.dayOrders 3');
    expect(rank).toMatchObject({ value: '—/3' });
    expect(rank?.meaning).toBe('performance.dayRankReceived performance.group_aftersale|—/3\nperformance.dayRankSales performance.group_presale|1/2');
  });
});
