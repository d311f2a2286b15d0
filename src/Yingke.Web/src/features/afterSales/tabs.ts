import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';

/** The screens of the after-sales desk that one may see. */
export function useTabs() {
  const t = useT();
  const me = useMe();
  const list = { to: '/aftersales', label: t('aftersales.list') };
  return can(me, 'aftersale.handle') || can(me, 'im.supervise') ? [list, { to: '/aftersales/week', label: t('aftersales.week') }] : [list];
}
