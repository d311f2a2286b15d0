import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';

/** The pages under 薪酬 that this person may open. */
export function usePayTabs() {
  const t = useT();
  const me = useMe();
  return [
    ...(can(me, 'pay.view') ? [{ to: '/pay', label: t('pay.tabPay') }, { to: '/pay/ledger', label: t('pay.tabLedger') }] : []),
    ...(can(me, 'reports.view') ? [{ to: '/pay/reports', label: t('pay.tabReports') }] : []),
    { to: '/pay/suggestions', label: t('pay.tabSuggestions') },
  ];
}
