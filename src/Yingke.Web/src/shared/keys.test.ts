import { describe, expect, it } from 'vitest';
import { comboOf, usualKeys } from './keys';

const press = (key: string, code: string, modifiers: Partial<KeyboardEventInit> = {}) =>
  comboOf(new KeyboardEvent('keydown', { key, code, ...modifiers }));

describe('keys', () => {
  it.each([
    ['j', 'KeyJ', { altKey: true }, 'Alt+J'],
    ['∆', 'KeyJ', { altKey: true }, 'Alt+J'],
    ['k', 'KeyK', { ctrlKey: true }, 'Ctrl+K'],
    ['k', 'KeyK', { metaKey: true }, 'Ctrl+K'],
    ['Q', 'KeyQ', { altKey: true, shiftKey: true }, 'Alt+Shift+Q'],
    ['3', 'Digit3', { altKey: true }, 'Alt+3'],
    ['?', 'Slash', { shiftKey: true }, '?'],
    ['Alt', 'AltLeft', { altKey: true }, ''],
  ])('%s is told as %s', (key, code, modifiers, combo) => {
    expect(press(key, code, modifiers)).toBe(combo);
  });

  it('differ from each other and from those the browser keeps', () => {
    const combos = Object.values(usualKeys);
    expect(new Set(combos).size).toBe(combos.length);
    for (const taken of ['Ctrl+T', 'Ctrl+N', 'Ctrl+W', 'Alt+D', 'Alt+F', 'Alt+E', 'Ctrl+L']) expect(combos).not.toContain(taken);
  });
});
