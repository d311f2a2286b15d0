import { RollbackOutlined } from '@ant-design/icons';
import type { Me } from '@/shared/api/types';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const works = (me: Me) => can(me, 'aftersale.handle') || can(me, 'refund.pay') || can(me, 'buyers.contact');
const sums = (me: Me) => can(me, 'aftersale.handle') || can(me, 'im.supervise');
const edits = (me: Me) => can(me, 'settings.edit') && can(me, 'aftersale.handle');

const pages: FeaturePage[] = [
  { path: '/aftersales', title: 'aftersales.title', place: 'rail', order: 26, icon: <RollbackOutlined />, allowed: works, load: () => import('./AfterSalesPage') },
  { path: '/aftersales/week', title: 'aftersales.week', place: 'none', order: 27, allowed: sums, load: () => import('./WeekPage') },
  { path: '/aftersales/:id/slip', title: 'aftersales.slip', place: 'none', order: 28, load: () => import('./SlipPage') },
  { path: '/settings/return-addresses', title: 'aftersales.addresses', place: 'settings', order: 190, allowed: edits, load: () => import('./AddressesPage') },
  { path: '/settings/return-policies', title: 'aftersales.policies', place: 'settings', order: 192, allowed: edits, load: () => import('./PoliciesPage') },
  { path: '/settings/aftersales', title: 'aftersales.rules', place: 'settings', order: 194, allowed: edits, load: () => import('./RulesPage') },
];

export default pages;
