import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/team/training', title: 'training.title', place: 'none', order: 64, load: () => import('./CoursesPage') },
  { path: '/team/training/matrix', title: 'training.matrix', place: 'none', order: 64, allowed: (me) => can(me, 'im.supervise'), load: () => import('./MatrixPage') },
];

export default pages;
