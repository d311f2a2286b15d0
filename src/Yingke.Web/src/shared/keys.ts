import { useEffect, useRef } from 'react';
import { createSavedStore } from './store';

/** What keys can do. Never a key that the browser keeps for itself. */
export const usualKeys = {
  next: 'Alt+J',
  previous: 'Alt+K',
  unanswered: 'Alt+N',
  search: 'Ctrl+K',
  transfer: 'Alt+T',
  note: 'Alt+P',
  replace: 'Alt+G',
  close: 'Alt+Q',
  closeAndNext: 'Alt+Shift+Q',
  panel: 'Alt+R',
  knowledge: 'Alt+I',
  unread: 'Alt+U',
  star: 'Alt+S',
  sheet: '?',
} as const;

// Only an installed window gets these; in a tab they stay the browser's.
const inInstalledWindow: Record<string, KeyAction> = { 'Ctrl+Tab': 'next', 'Ctrl+Shift+Tab': 'previous' };

export type KeyAction = keyof typeof usualKeys;
export type Keys = Record<KeyAction, string>;

const chosen = createSavedStore<Partial<Keys>>('yingke.keys', {});
export const keyChoices = chosen;

export function keyOf(action: KeyAction, choices: Partial<Keys> = chosen.get()): string {
  return choices[action] ?? usualKeys[action];
}

/** `Alt+Shift+J` for the keys pressed; empty for a modifier alone. Letters go by their place, so that Option on a Mac works. */
export function comboOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
  if (['Alt', 'Control', 'Meta', 'Shift', 'Dead', 'Process'].includes(event.key) && !/^(Key|Digit)/.test(event.code)) return '';
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
  if (plain && event.key.length === 1 && !/[a-z0-9]/i.test(event.key)) return event.key;
  const letter = /^Key([A-Z])$|^Digit(\d)$/.exec(event.code);
  const key = letter ? (letter[1] ?? letter[2] ?? '') : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const control = event.ctrlKey || event.metaKey;
  return `${control ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
}

type Handlers = Partial<Record<KeyAction, () => void>> & { digit?: (n: number) => void };

/** Does what the keys say while the component is shown. Keys without Alt or Ctrl are left to fields. */
export function useKeys(handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const combo = comboOf(event);
      if (combo === '' || (!/^(Ctrl|Alt)\+/.test(combo) && isField(event.target))) return;
      const digit = /^Alt\+([1-9])$/.exec(combo);
      const action = inInstalledWindow[combo] ?? (Object.keys(usualKeys) as KeyAction[]).find((one) => keyOf(one) === combo);
      const run = digit ? latest.current.digit : action && latest.current[action];
      if (!run) return;
      event.preventDefault();
      if (digit) latest.current.digit?.(Number(digit[1]));
      else if (action) latest.current[action]?.();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
