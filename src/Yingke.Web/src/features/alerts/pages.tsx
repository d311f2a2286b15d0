import type { FeaturePage } from '@/shared/pages';

const pages: FeaturePage[] = [
  { path: '/alerts', title: 'alerts.title', place: 'none', order: 91, load: () => import('./AlertsPage') },
];

export default pages;
