import { PieChartOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/categories', title: 'categories.title', place: 'rail', order: 34, icon: <PieChartOutlined />, allowed: (me) => can(me, 'reports.view'), load: () => import('./categories/CategoryFiguresPage') },
  { path: '/settings/categories', title: 'categories.settings', place: 'settings', order: 155, allowed: (me) => can(me, 'settings.edit'), load: () => import('./categories/CategoriesPage') },
];

export default pages;
