import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 1079px)');

/** Whether there is no room for three panes side by side. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );
}
