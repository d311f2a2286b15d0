import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';

export function useTabs() {
  const t = useT();
  const plans = can(useMe(), 'shifts.plan');
  return [
    { to: '/shifts', label: t('shifts.rota') }, { to: '/shifts/requests', label: t('shifts.requests') }, { to: '/shifts/day', label: t('shifts.myDay') },
    ...(plans ? [{ to: '/shifts/day-plans', label: t('shifts.dayPlans') }, { to: '/shifts/forecast', label: t('shifts.forecast') }, { to: '/shifts/attendance', label: t('shifts.attendance') }] : []),
  ];
}
