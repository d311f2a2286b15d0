import { expect, it } from 'vitest';
import { fenOf, gradeOf } from './types';

it.each([[false, false, 'slight', 50_000], [true, false, 'general', 250_000], [false, true, 'serious', 500_000], [true, true, 'serious', 500_000]] as const)('says outside %s, contacted %s: %s', (says, contacted, grade, fen) => {
  expect(gradeOf(says, contacted)).toBe(grade);
  expect(fenOf(grade, { version: 0, slightFen: 50_000, generalFen: 250_000, seriousFen: 500_000 })).toBe(fen);
});
