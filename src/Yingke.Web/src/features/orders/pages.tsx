import { ShoppingOutlined } from '@ant-design/icons';
import { useT } from '@/shared/i18n/i18n';
import type { FeaturePage } from '@/shared/pages';
import { can, useMe } from '@/shared/session';
import type { Me } from '@/shared/api/types';

const prices = (me: Me) => can(me, 'orders.price');
const manages = (me: Me) => can(me, 'orders.manage');

/** The screens about orders that this agent may open. */
export function useOrderTabs(): { to: string; label: string }[] {
  const t = useT();
  const me = useMe();
  return [
    { to: '/orders', label: t('orders.list') },
    ...(prices(me) ? [{ to: '/orders/reminders', label: t('orders.reminders') }] : []),
    ...(manages(me) ? [{ to: '/orders/exceptions', label: t('orders.exception') }] : []),
  ];
}

const pages: FeaturePage[] = [
  { path: '/orders', title: 'orders.title', place: 'rail', order: 20, icon: <ShoppingOutlined />, allowed: (me) => prices(me) || manages(me) || can(me, 'aftersale.handle'), load: () => import('./OrdersPage') },
  { path: '/orders/reminders', title: 'orders.reminders', place: 'none', order: 21, allowed: prices, load: () => import('./RemindersPage') },
  { path: '/orders/exceptions', title: 'orders.exception', place: 'none', order: 22, allowed: manages, load: () => import('./ExceptionsPage') },
  { path: '/settings/order-imports', title: 'orders.imports', place: 'settings', order: 215, allowed: manages, load: () => import('./imports/ImportPage') },
];

export default pages;
