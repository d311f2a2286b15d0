import { useT } from './i18n/i18n';
import { can, useMe } from './session';

/** 团队: three features that stand side by side in one place of the rail. */
export function useTeamTabs() {
  const t = useT();
  const supervises = can(useMe(), 'im.supervise');
  return [
    { to: '/team', label: t('staffTalk.title') }, { to: '/team/duties', label: t('duties.title') }, { to: '/team/training', label: t('training.title') },
    ...(supervises ? [{ to: '/team/training/matrix', label: t('training.matrix') }] : []),
  ];
}
