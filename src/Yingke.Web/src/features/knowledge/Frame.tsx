import type { ReactNode } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useCounts } from './useKnowledge';

/** The head that all screens of the knowledge base have. */
export function Frame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useT();
  const me = useMe();
  const edits = can(me, 'knowledge.edit');
  const { data } = useCounts(edits);
  const tabs = edits
    ? [
        { to: '/knowledge', label: t('knowledge.entries') },
        { to: '/knowledge/unanswered', label: data && data.unanswered > 0 ? `${t('knowledge.unanswered')} ${data.unanswered}` : t('knowledge.unanswered') },
        { to: '/knowledge/robot', label: t('robot.report') },
        { to: '/knowledge/files', label: t('knowledge.files') },
      ]
    : can(me, 'reports.view')
      ? [{ to: '/knowledge', label: t('knowledge.entries') }, { to: '/knowledge/robot', label: t('robot.report') }]
      : [];
  return <Screen title={t('knowledge.title')} tabs={tabs} actions={actions}>{children}</Screen>;
}
