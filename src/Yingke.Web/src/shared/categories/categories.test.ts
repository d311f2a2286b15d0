import { describe, expect, it } from 'vitest';
import { branches, pathOf, type Category } from './categories';

const items: Category[] = [
  { id: 'a', name: '售后', position: 0, archived: false },
  { id: 'b', parentId: 'a', name: '退货', position: 0, archived: false },
  { id: 'c', parentId: 'a', name: '旧的', position: 1, archived: true },
  { id: 'd', parentId: 'b', name: '尺码', position: 0, archived: false },
];

describe('the tree', () => {
  it('offers what is not archived, under what is above it', () => {
    expect(branches(items)).toEqual([{ value: 'a', title: '售后', children: [{ value: 'b', title: '退货', children: [{ value: 'd', title: '尺码', children: [] }] }] }]);
  });

  it('names a leaf by its whole path', () => {
    expect([pathOf(items, 'd'), pathOf(items, 'a'), pathOf(items, 'gone')]).toEqual(['售后 / 退货 / 尺码', '售后', '']);
  });
});
