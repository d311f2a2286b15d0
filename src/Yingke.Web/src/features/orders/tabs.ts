import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';

/** The screens about orders that this agent may open. */
export function useOrderTabs(): { to: string; label: string }[] {
  const t = useT();
  const me = useMe();
  return [
    { to: '/orders', label: t('orders.list') },
    ...(can(me, 'orders.price') ? [{ to: '/orders/reminders', label: t('orders.reminders') }] : []),
    ...(can(me, 'orders.manage') ? [{ to: '/orders/exceptions', label: t('orders.exception') }] : []),
  ];
}
