import { describe, expect, it } from 'vitest';
import type { AgentState } from '@/shared/api/types';
import { inHeldOrder, loadOf, worstFirst } from './order';

const agent = (name: string, change: Partial<AgentState> & { overdue?: number } = {}): AgentState => ({
  id: name, name, presence: 'online', since: '2026-07-04T01:00:00.000Z', groups: ['presale'], im: true, capacity: 10, weight: 1, open: 0, post: '售前', connected: true,
  ...change,
  today: { onlineSeconds: 0, busySeconds: 0, offlineSeconds: 0, received: 0, messages: 0, overdue: change.overdue ?? 0 },
});

describe('worst first', () => {
  it.each([
    ['a longer wait before a shorter one', [agent('short', { oldestWaitingSince: '2026-07-04T02:05:00.000Z' }), agent('long', { oldestWaitingSince: '2026-07-04T02:01:00.000Z' })], ['long', 'short']],
    ['anyone with a waiting buyer before the fullest', [agent('full', { open: 10 }), agent('waits', { open: 1, oldestWaitingSince: '2026-07-04T02:05:00.000Z' })], ['waits', 'full']],
    ['gone with open conversations before those present', [agent('here', { open: 9, overdue: 4 }), agent('gone', { presence: 'offline', open: 1 })], ['gone', 'here']],
    ['off with nothing open last', [agent('off', { presence: 'offline', overdue: 9 }), agent('idle')], ['idle', 'off']],
    ['more overdue before fuller', [agent('fuller', { open: 9 }), agent('late', { open: 1, overdue: 2 })], ['late', 'fuller']],
    ['fuller by share, not by count', [agent('many', { open: 10, capacity: 20 }), agent('tight', { open: 4, capacity: 5 })], ['tight', 'many']],
  ])('%s', (_, agents, names) => {
    expect([...agents].sort(worstFirst).map((one) => one.name)).toEqual(names);
    expect([...agents].reverse().sort(worstFirst).map((one) => one.name)).toEqual(names);
  });

  it('stands still while it is held, and puts who is new at the end', () => {
    const agents = [agent('calm'), agent('waits', { oldestWaitingSince: '2026-07-04T02:05:00.000Z' }), agent('new', { open: 3 }), agent('newer', { open: 9 })];
    expect(inHeldOrder(agents, ['calm', 'gone', 'waits']).map((one) => one.name)).toEqual(['calm', 'waits', 'newer', 'new']);
  });

  it('counts a seat without places as full', () => {
    expect(loadOf(agent('none', { capacity: 0 }))).toBe(1);
  });
});
