import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';

/** Tickets and call-backs are one place with two sides. */
export function useTabs() {
  const t = useT();
  return [{ to: '/tickets', label: t('tickets.title') }, { to: '/callbacks', label: t('tickets.callbacks') }, ...(can(useMe(), 'im.supervise') ? [{ to: '/tickets/warehouse', label: t('tickets.warehouse') }] : [])];
}
