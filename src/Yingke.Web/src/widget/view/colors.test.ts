import { describe, expect, it } from 'vitest';
import { contrast, inkOn, palette } from './colors';

describe('the colours', () => {
  it.each([false, true])('can be read on their grounds (dark: %s)', (dark) => {
    const tokens = palette(undefined, dark);
    const of = (name: string): string => tokens[name] ?? '';
    for (const ground of ['surface', 'ground']) {
      for (const ink of ['text', 'second', 'third', 'bad']) expect(contrast(of(ink), of(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(of('ink'), of('primary'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('onbad'), of('bad'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('star'), of('surface'))).toBeGreaterThanOrEqual(3);
  });

  it('write readably on any colour of a shop', () => {
    for (let hue = 0; hue < 0x1000000; hue += 0x01357b) {
      const color = `#${hue.toString(16).padStart(6, '0')}`;
      expect(contrast(inkOn(color), color)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('take nothing for a colour that is none', () => {
    expect(palette('red;background:url(//evil)', false).primary).toBe('#14795B');
  });
});
