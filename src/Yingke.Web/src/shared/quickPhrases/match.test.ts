import { describe, expect, it } from 'vitest';
import { calledBy, offersFor, type OfferedPack } from './match';

const pack: OfferedPack = {
  id: 'p', version: 1, reach: 'shared', name: '通用',
  phrases: [
    { id: '1', code: 'fh', text: '48 小时内发货', initials: '4 8 x s n f h' },
    { id: '2', text: '防护很好', initials: 'f h h h' },
    { id: '3', code: 'fh2', title: '重新发', text: '给您重新发货', initials: 'zc x f g n zc x f h' },
    { id: '4', text: 'FH 型号', initials: 'f h x h' },
  ],
};

describe('offersFor', () => {
  it('puts the code before its beginnings, and these before initials and words', () => {
    expect(offersFor([pack], 'fh').map(({ id }) => id)).toEqual(['1', '3', '2', '4']);
  });
  it('finds the words themselves', () => {
    expect(offersFor([pack], '重新').map(({ id }) => id)).toEqual(['3']);
    expect(offersFor([pack], '没有')).toEqual([]);
  });
  it('offers everything before anything is typed, and one kind of packs if asked', () => {
    expect(offersFor([pack], '')).toHaveLength(4);
    expect(offersFor([pack], '', 'personal')).toHaveLength(0);
  });
});

describe('calledBy', () => {
  it('takes each reading of a character', () => {
    expect(calledBy('zc x', 'zx')).toBe(0);
    expect(calledBy('zc x', 'cx')).toBe(0);
    expect(calledBy('zc x', 'xx')).toBe(-1);
  });
  it('finds the letters from any character on', () => expect(calledBy('4 8 x s n f h', 'fh')).toBe(5));
  it('takes no other signs for letters', () => expect(calledBy('n h', '您')).toBe(-1));
});
