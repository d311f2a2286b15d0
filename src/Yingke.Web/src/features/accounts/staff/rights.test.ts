import { describe, expect, it } from 'vitest';
import { granted, mayGive, mayManage, sameGrants } from './rights';

describe('rights', () => {
  it('are given only by who has them, and only as far', () => {
    const lead = { 'im.supervise': 'own', 'im.chat': 'all', 'pay.view': 'self' } as const;
    expect(mayGive(lead, 'im.chat', 'all')).toBe(true);
    expect(mayGive(lead, 'im.supervise', 'all')).toBe(false);
    expect(mayGive(lead, 'im.supervise', 'own')).toBe(true);
    expect(mayGive(lead, 'pay.view', 'own')).toBe(false);
    expect(mayGive(lead, 'settings.edit', 'all')).toBe(false);
  });

  it('protect whoever may do more', () => {
    expect(mayManage({ 'im.chat': 'all', 'agents.manage': 'all' }, { 'im.chat': 'all' })).toBe(true);
    expect(mayManage({ 'im.chat': 'all', 'agents.manage': 'all' }, { 'im.chat': 'all', 'refund.pay': 'all' })).toBe(false);
  });

  it('change one at a time', () => {
    const post = { 'im.chat': 'all', 'reports.view': 'own' } as const;
    expect(granted(post, 'reports.view', null)).toEqual({ 'im.chat': 'all' });
    expect(granted(post, 'reports.view', 'self')).toEqual({ 'im.chat': 'all', 'reports.view': 'self' });
    expect(sameGrants(post, granted(granted(post, 'refund.pay', 'all'), 'refund.pay', null))).toBe(true);
    expect(sameGrants(post, granted(post, 'reports.view', 'all'))).toBe(false);
  });
});
