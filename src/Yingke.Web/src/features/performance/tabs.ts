import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';

/** The pages under 绩效 that this person may open. */
export function usePerformanceTabs() {
  const t = useT();
  const me = useMe();
  return [
    { to: '/performance', label: t('scores.tabReport') },
    { to: '/performance/scores', label: t('scores.tabScores') },
    ...(can(me, 'scorecards.edit') ? [{ to: '/performance/scorecards', label: t('scores.tabCards') }] : []),
  ];
}
