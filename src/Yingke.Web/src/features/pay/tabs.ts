import { useT } from '@/shared/i18n/i18n';

export function usePayTabs() {
  const t = useT();
  return [{ to: '/pay', label: t('pay.tabPay') }, { to: '/pay/ledger', label: t('pay.tabLedger') }];
}
