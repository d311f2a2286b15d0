import { describe, expect, it } from 'vitest';
import { fenOf, yuanOf } from './words';
import { priceOf } from './price';
import type { Order } from './types';

describe('amounts', () => {
  it('are read to the fen and refused otherwise', () => {
    expect([fenOf('12.8'), fenOf('0'), fenOf(' 3.05 '), fenOf('12.'), fenOf('0.29')]).toEqual([1280, 0, 305, 1200, 29]);
    expect([fenOf(''), fenOf('-1'), fenOf('1.234'), fenOf('1e3'), fenOf('abc')]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(yuanOf(1205)).toBe('12.05');
  });
});

describe('a price that is being changed', () => {
  const order = { totalFen: 8600, freightFen: 600, lines: [{ id: 'a', totalFen: 5000 }, { id: 'b', totalFen: 3000 }] } as unknown as Order;

  it('adds up over the whole, the lines and the freight', () => {
    expect(priceOf(order, 8000, { mode: 'whole', discount: '5', lines: {}, freight: '6' })).toMatchObject({ total: 8100, wish: { discountFen: 500, freightFen: 600 } });
    expect(priceOf(order, 7000, { mode: 'lines', discount: '', lines: { b: '25' }, freight: '0' })).toMatchObject({ total: 7500, wish: { lines: [{ lineId: 'b', totalFen: 2500 }], freightFen: 0 } });
  });

  it('says what the server would refuse', () => {
    expect(priceOf(order, 8200, { mode: 'whole', discount: '5', lines: {}, freight: '6' }).problem).toBe('tooLow');
    expect(priceOf(order, 0, { mode: 'lines', discount: '', lines: { a: '51' }, freight: '6' }).problem).toBe('raised');
    expect(priceOf(order, 0, { mode: 'whole', discount: 'x', lines: {}, freight: '6' }).problem).toBe('invalid');
    expect(priceOf(order, 0, { mode: 'whole', discount: '0', lines: {}, freight: '6' }).problem).toBe('same');
  });
});
