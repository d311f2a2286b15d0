import { Button, Input, Skeleton, TreeSelect } from 'antd';
import { useDeferredValue, useState } from 'react';
import { branches, useCategories } from '@/shared/categories/categories';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { AnswerCard } from './AnswerCard';
import { AskEditors } from './AskEditors';
import { Frame } from './Frame';
import styles from './Knowledge.module.css';
import { useSearch } from './useKnowledge';

/** What is in use, for everybody of the staff. */
export function ReadingView() {
  const t = useT();
  const [q, setQ] = useState('');
  const [categoryId, setCategoryId] = useState<string>();
  const asked = useDeferredValue(q.trim());
  const { data: tree } = useCategories();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSearch(asked, { categoryId });
  const found = data?.pages.flatMap((page) => page.items);
  return (
    <Frame>
      <div className={styles.bar}>
        <Input.Search allowClear autoFocus value={q} maxLength={200} placeholder={t('knowledge.askHint')} aria-label={t('common.search')} style={{ width: 360 }} onChange={(event) => setQ(event.target.value)} />
        <TreeSelect allowClear value={categoryId ?? null} treeData={branches(tree?.items ?? [])} placeholder={t('knowledge.category')} aria-label={t('knowledge.category')} style={{ width: 168 }} treeDefaultExpandAll
          onChange={(id: string | null) => setCategoryId(id ?? undefined)} />
      </div>
      {error && !found && <Failure error={error} onRetry={() => void refetch()} />}
      {!error && !found && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
      {found && <div className={styles.reading}>
        {found.map((one, i) => <AnswerCard key={`${one.id} ${asked !== '' && i === 0}`} entry={one} open={asked !== '' && i === 0} />)}
        {found.length === 0 && <Nothing title={t(asked ? 'knowledge.noAnswer' : 'knowledge.nothingPublished')} hint={t(asked ? 'knowledge.noAnswerHint' : 'knowledge.nothingPublishedHint')} />}
        {asked && data?.pages[0]?.sure === false && <AskEditors key={asked} text={asked} />}
        {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      </div>}
    </Frame>
  );
}
