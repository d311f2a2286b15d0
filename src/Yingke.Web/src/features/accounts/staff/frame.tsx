import type { ReactNode } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';

/** The screens about accounts, beside each other. */
export function StaffScreen({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useT();
  const me = useMe();
  const tabs = [
    ...(can(me, 'agents.manage') ? [{ to: '/accounts', label: t('accounts.agents') }, { to: '/accounts/posts', label: t('accounts.posts') }] : []),
    ...(can(me, 'audit.view') ? [{ to: '/accounts/audit', label: t('accounts.audit') }] : []),
  ];
  return <Screen title={(tabs.length === 1 && tabs[0]?.label) || t('accounts.title')} tabs={tabs} actions={actions}>{children}</Screen>;
}
