import { AccountBookOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/pay', title: 'pay.title', place: 'rail', order: 62, icon: <AccountBookOutlined />, allowed: (me) => can(me, 'pay.view'), load: () => import('./PayPage') },
  { path: '/pay/ledger', title: 'pay.tabLedger', place: 'none', order: 63, allowed: (me) => can(me, 'pay.view'), load: () => import('./LedgerPage') },
];

export default pages;
