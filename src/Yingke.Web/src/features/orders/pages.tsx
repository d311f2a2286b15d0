import { ShoppingOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';
import type { Me } from '@/shared/api/types';

const prices = (me: Me) => can(me, 'orders.price');
const manages = (me: Me) => can(me, 'orders.manage');

const pages: FeaturePage[] = [
  { path: '/orders', title: 'orders.title', place: 'rail', order: 20, icon: <ShoppingOutlined />, allowed: (me) => prices(me) || manages(me) || can(me, 'aftersale.handle'), load: () => import('./OrdersPage') },
  { path: '/orders/reminders', title: 'orders.reminders', place: 'none', order: 21, allowed: prices, load: () => import('./RemindersPage') },
  { path: '/orders/exceptions', title: 'orders.exception', place: 'none', order: 22, allowed: manages, load: () => import('./ExceptionsPage') },
  { path: '/settings/order-imports', title: 'orders.imports', place: 'settings', order: 215, allowed: manages, load: () => import('./imports/ImportPage') },
];

export default pages;
