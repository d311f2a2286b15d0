import { useSyncExternalStore } from 'react';
import { createSavedStore, useStore } from '../store';
import type { Mode } from './tokens';

export type ModeChoice = 'system' | Mode;

export const modeChoice = createSavedStore<ModeChoice>('yingke.mode', 'system');

const system = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;

/** Light or dark: what was chosen, else what the system says, live. */
export function useMode(): Mode {
  const choice = useStore(modeChoice);
  const systemDark = useSyncExternalStore(
    (changed) => {
      system?.addEventListener('change', changed);
      return () => system?.removeEventListener('change', changed);
    },
    () => system?.matches ?? false,
  );
  return choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
}
