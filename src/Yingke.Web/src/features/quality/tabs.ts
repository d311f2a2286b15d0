import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';

/** The sides of 质检; one's own results are there for who is inspected, too. */
export function useTabs() {
  const t = useT();
  const me = useMe();
  if (!can(me, 'quality.inspect')) return [];
  return [
    { to: '/quality', label: t('quality.work') }, { to: '/quality/plans', label: t('quality.plans') }, { to: '/quality/sheets', label: t('quality.sheets') },
    { to: '/quality/weeks', label: t('quality.weeks') }, { to: '/quality/words', label: t('quality.words') },
    ...(can(me, 'im.chat') ? [{ to: '/quality/own', label: t('quality.own') }] : []),
  ];
}
