import type { ComponentType, ReactNode } from 'react';
import type { TextKey } from './i18n/i18n';
import type { Me } from './api/types';

/**
 * A screen of a feature. Each feature lists its own in `pages.tsx` (default export); the app finds them by the folder.
 */
export interface FeaturePage {
  /** `/wall`, or `/settings/posts` for one in the list of settings. */
  path: string;
  title: TextKey;
  /** Where it is reached from: the rail on the left, the list of settings, or only by links; `bare` has the whole window to itself. */
  place: 'rail' | 'settings' | 'none' | 'bare';
  /** Neighbours in the rail or list are sorted by this. */
  order: number;
  icon?: ReactNode;
  /** What waits there, as a number beside the icon. */
  useCount?: () => number;
  /** Without it the page is neither listed nor opened. */
  allowed?: (me: Me) => boolean;
  load: () => Promise<{ default: ComponentType }>;
}
