import { LineChartOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/performance', title: 'performance.title', place: 'rail', order: 60, icon: <LineChartOutlined />, allowed: (me) => can(me, 'reports.view'), load: () => import('./PerformancePage') },
  { path: '/performance/scores', title: 'scores.tabScores', place: 'none', order: 61, allowed: (me) => can(me, 'reports.view'), load: () => import('./ScoresPage') },
  { path: '/performance/scorecards', title: 'scores.tabCards', place: 'none', order: 62, allowed: (me) => can(me, 'scorecards.edit'), load: () => import('@/features/performance/scores/ScorecardsPage') },
];

export default pages;
