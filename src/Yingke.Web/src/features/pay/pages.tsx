import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/settings/pay', title: 'pay.settings', place: 'settings', order: 198, allowed: (me) => can(me, 'settings.edit'), load: () => import('./PaySettingsPage') },
];

export default pages;
