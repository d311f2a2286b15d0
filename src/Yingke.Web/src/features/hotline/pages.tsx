import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/settings/hotline', title: 'hotline.settings', place: 'settings', order: 198, allowed: (me) => can(me, 'settings.edit'), load: () => import('./HotlineSettingsPage') },
];

export default pages;
