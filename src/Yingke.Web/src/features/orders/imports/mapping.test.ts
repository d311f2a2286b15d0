import { expect, it } from 'vitest';
import { missingOf } from './mapping';

it('asks for what an order cannot be without', () => {
  expect(missingOf({})).toEqual(['number', 'buyer', 'total', 'placedAt']);
  expect(missingOf({ number: 'a', buyer: 'b', total: 'c', placedAt: 'd' })).toEqual([]);
  expect(missingOf({ number: 'a', title: 'b', price: 'c', quantity: 'd' })).toEqual([]);
  expect(missingOf({ number: 'a', title: 'b', price: 'c', quantity: 'd', buyer: 'e' })).toEqual(['total', 'placedAt']);
});
