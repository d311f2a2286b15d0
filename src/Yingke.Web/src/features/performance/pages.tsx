import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/settings/reports', title: 'performance.readings', place: 'settings', order: 196, allowed: (me) => can(me, 'settings.edit'), load: () => import('./ReportSettingsPage') },
];

export default pages;
