import { useQuery } from '@tanstack/react-query';
import { Collapse, Popconfirm, Skeleton } from 'antd';
import { api } from '@/shared/api/client';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { ContentView } from './ContentView';
import styles from './Knowledge.module.css';
import type { KnowledgeRevisions, KnowledgeView } from './types';
import { knowledgeKey, useChange } from './useKnowledge';

/** What was in use, newest first; any of it can be written anew. */
export function Revisions({ entry }: { entry: KnowledgeView }) {
  const t = useT();
  const lang = useStore(language);
  const { busy, run } = useChange();
  const { data, error, refetch } = useQuery({ queryKey: [...knowledgeKey, 'revisions', entry.id], queryFn: () => api.get<KnowledgeRevisions>(`/knowledge/${entry.id}/revisions`) });
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />;
  return (
    <Collapse accordion items={data.items.map((one) => ({
      key: one.number,
      label: <>{t('knowledge.revision', { n: one.number })}<span className={styles.small}> · {formatTime(one.at, serverNow(), lang)} · {t('knowledge.writtenPassed', { writer: one.writerName, reviewer: one.reviewerName })}</span></>,
      children: <>
        <ContentView content={one.content} />
        {one.number < entry.revision && (
          <Popconfirm icon={null} title={t('knowledge.restoreTitle')} okText={t('knowledge.restore')} cancelText={t('common.cancel')}
            onConfirm={() => run(() => api.post(`/knowledge/${entry.id}/restorations`, { version: entry.version, number: one.number }), t('knowledge.restored')).then(() => undefined)}>
            <RightButton size="small" right="knowledge.edit" loading={busy}>{t('knowledge.restore')}</RightButton>
          </Popconfirm>
        )}
      </>,
    }))} />
  );
}
