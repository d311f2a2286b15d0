import type { FeaturePage } from '@/shared/pages';

const pages: FeaturePage[] = [{ path: '/team/duties', title: 'duties.title', place: 'none', order: 64, load: () => import('./DutiesPage') }];

export default pages;
