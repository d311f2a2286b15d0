import { describe, expect, it } from 'vitest';
import { changesOf } from './changes';

describe('what an audit record tells', () => {
  it('names each member that differs, deep ones by their path', () => {
    expect(changesOf({ reply: { redSeconds: 60, deepSeconds: 180 }, name: '松间茶铺' }, { reply: { redSeconds: 90, deepSeconds: 180 }, name: '松间茶铺' }))
      .toEqual([{ path: 'reply.redSeconds', old: '60', new: '90' }]);
  });

  it('tells of members that only one side has', () => {
    expect(changesOf({ 'im.chat': 'all' }, { 'refund.pay': 'all' })).toEqual([{ path: 'im.chat', old: 'all' }, { path: 'refund.pay', new: 'all' }]);
    expect(changesOf(null, { name: '小满', im: true })).toEqual([{ path: 'name', new: '小满' }, { path: 'im', new: 'true' }]);
  });

  it('tells lists as a whole', () => {
    expect(changesOf({ groups: ['presale'] }, { groups: ['presale', 'aftersale'] })).toEqual([{ path: 'groups', old: 'presale', new: 'presale、aftersale' }]);
    expect(changesOf({ groups: [] }, { groups: [] })).toEqual([]);
  });

  it('tells a plain value that was replaced', () => {
    expect(changesOf('online', 'busy')).toEqual([{ path: '', old: 'online', new: 'busy' }]);
    expect(changesOf(undefined, undefined)).toEqual([]);
  });
});
