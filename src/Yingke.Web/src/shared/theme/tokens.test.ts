/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, pairs, tokens } from './tokens';

const sources = Object.fromEntries(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(css|tsx?)$/.test(path) && !/^widget|^storefront|\.test\.|theme.tokens\.ts$/.test(path))
    .map((path) => [path, readFileSync(`src/${path}`, 'utf8')]),
);

describe('tokens', () => {
  for (const mode of ['light', 'dark'] as const)
    it.each(pairs)(`${mode}: %s on %s reads at 4.5 : 1 or better`, (ink, ground) => {
      expect(contrast(tokens[mode][ink], tokens[mode][ground])).toBeGreaterThanOrEqual(4.5);
    });

  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
  });

  it('is the only place with colours', () => {
    const coloured = (text: string) => /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|\brgba?\(|\bhsla?\(/i.test(text);
    expect(coloured('color: #14795B')).toBe(true);
    expect(Object.keys(sources).length).toBeGreaterThan(30);
    expect(Object.values(sources).some((text) => text.includes('var(--yk-line)'))).toBe(true);
    expect(Object.entries(sources).filter(([, text]) => coloured(text)).map(([path]) => path)).toEqual([]);
  });
});
