import { LineChartOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/performance', title: 'performance.title', place: 'rail', order: 60, icon: <LineChartOutlined />, allowed: (me) => can(me, 'reports.view'), load: () => import('./PerformancePage') },
];

export default pages;
