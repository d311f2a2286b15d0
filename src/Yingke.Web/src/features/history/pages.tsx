import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/settings/history', title: 'history.title', place: 'settings', order: 220, allowed: (me) => can(me, 'history.move'), load: () => import('./HistoryPage') },
];

export default pages;
