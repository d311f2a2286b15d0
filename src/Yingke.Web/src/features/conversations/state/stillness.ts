import { createStore } from '@/shared/store';

// Rows stay where they are while somebody aims at one or types.
const typingMs = 1500;

export const still = createStore(false);

let overList = false;
let typingUntil = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function pointerOverList(over: boolean): void {
  overList = over;
  look();
}

export function typedJustNow(): void {
  typingUntil = Date.now() + typingMs;
  look();
}

function look(): void {
  clearTimeout(timer);
  const left = typingUntil - Date.now();
  still.set(overList || left > 0);
  if (!overList && left > 0) timer = setTimeout(look, left + 10);
}

/** The rows as they stand on the screen: keys go by what is seen. */
export const onScreen: { tab: string; ids: readonly string[] } = { tab: '', ids: [] };
