import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  {
    path: '/inspections/:id', title: 'quality.inspection', place: 'none', order: 58, load: () => import('./InspectionPage'),
    allowed: (me) => can(me, 'quality.inspect') || can(me, 'im.chat') || can(me, 'hotline.handle'),
  },
];

export default pages;
