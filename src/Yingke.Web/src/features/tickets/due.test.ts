import { describe, expect, it } from 'vitest';
import { textIn, type Translate } from '@/shared/i18n/i18n';
import { board, dueLevel, dueWords } from './due';
import type { TicketRow } from './types';

const t: Translate = (key, words) => textIn('zh-CN', key, words);
const at = (time: string) => Date.parse(`2026-03-02T${time}Z`);
const due = '2026-03-02T10:00:00.000Z';

describe('a clock', () => {
  it('is near from its warning on and late from the very instant', () => {
    expect(dueLevel(due, '2026-03-02T09:45:00.000Z', at('09:44:59.999'))).toBe('fine');
    expect(dueLevel(due, '2026-03-02T09:45:00.000Z', at('09:45:00.000'))).toBe('near');
    expect(dueLevel(due, undefined, at('09:59:59.999'))).toBe('fine');
    expect(dueLevel(due, undefined, at('10:00:00.000'))).toBe('late');
  });

  it('says how long in whole minutes', () => {
    expect(dueWords(due, at('09:00:01.000'), t)).toBe('还剩 59 分');
    expect(dueWords(due, at('06:55:00.000'), t)).toBe('还剩 3 小时 5 分');
    expect(dueWords(due, at('10:12:30.000'), t)).toBe('超时 12 分');
    expect(dueWords('2026-03-05T12:00:00.000Z', at('10:00:00.000'), t)).toBe('还剩 3 天 2 小时');
  });
});

describe('the board', () => {
  const row = (number: number, state: TicketRow['state'], nextDueAt?: string) => ({ id: String(number), number, state, ...(nextDueAt && { nextDueAt }) }) as TicketRow;

  it('puts what is due first on top and leaves out what is closed', () => {
    const columns = board([row(1, 'assigned', due), row(2, 'reopened', '2026-03-02T09:00:00.000Z'), row(3, 'replied'), row(4, 'replied', due), row(5, 'replied'), row(6, 'closed'), row(7, 'resolved')]);
    expect(columns.todo.map((r) => r.number)).toEqual([2, 1]);
    expect(columns.doing.map((r) => r.number)).toEqual([4, 5, 3]);
    expect([columns.waiting.length, columns.done.length]).toEqual([0, 1]);
  });
});
