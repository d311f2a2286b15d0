import { AccountBookOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/pay', title: 'pay.title', place: 'rail', order: 62, icon: <AccountBookOutlined />, allowed: (me) => can(me, 'pay.view'), load: () => import('./PayPage') },
  { path: '/pay/ledger', title: 'pay.tabLedger', place: 'none', order: 63, allowed: (me) => can(me, 'pay.view'), load: () => import('./LedgerPage') },
  { path: '/pay/reports', title: 'pay.tabReports', place: 'none', order: 64, allowed: (me) => can(me, 'reports.view'), load: () => import('./ReportsPage') },
  { path: '/pay/suggestions', title: 'pay.tabSuggestions', place: 'none', order: 65, load: () => import('./SuggestionsPage') },
];

export default pages;
