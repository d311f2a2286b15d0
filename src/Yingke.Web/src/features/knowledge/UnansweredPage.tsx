import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, Space, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { EntryDrawer } from './EntryDrawer';
import { Frame } from './Frame';
import styles from './Knowledge.module.css';
import { PhrasingDialog } from './PhrasingDialog';
import type { UnansweredPage as Unanswered, UnansweredView } from './types';
import { knowledgeKey, useChange } from './useKnowledge';

type State = UnansweredView['state'];
const all: State[] = ['open', 'in_writing', 'answered', 'dismissed'];
const size = 50;

/** 未答问题: what neither robot nor search could answer, the most asked first. */
export default function UnansweredPage() {
  const t = useT();
  const lang = useStore(language);
  const [state, setState] = useState<State>('open');
  const [writing, setWriting] = useState<UnansweredView | null>(null);
  const [adding, setAdding] = useState<UnansweredView | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const { run } = useChange();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...knowledgeKey, 'unanswered', state],
    queryFn: ({ pageParam, signal }) => api.get<Unanswered>('/knowledge/unanswered', { query: { state, skip: pageParam, limit: size }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.more ? pages.length * size : undefined),
    refetchInterval: 30_000,
  });
  const columns: TableColumnsType<UnansweredView> = [
    { key: 'text', title: t('knowledge.askedText'), render: (_, { text }) => <span className={styles.text}>{text}</span> },
    { key: 'asked', title: t('knowledge.askedTimes'), width: 72, align: 'right', className: styles.number, render: (_, { asked }) => asked },
    { key: 'from', title: t('knowledge.askedFrom'), width: 148, render: (_, one) => <span className={styles.small}>{[one.byRobot > 0 && t('knowledge.byRobot', { n: one.byRobot }), one.bySearch > 0 && t('knowledge.bySearch', { n: one.bySearch })].filter(Boolean).join(' · ')}</span> },
    { key: 'last', title: t('knowledge.lastAsked'), width: 104, align: 'right', render: (_, { lastAt }) => <time dateTime={lastAt} title={formatExact(lastAt)}>{formatTime(lastAt, serverNow(), lang)}</time> },
    {
      key: 'do', title: '', width: 296, align: 'right',
      render: (_, one) => one.state === 'open'
        ? <Space size={4}>
          <Button size="small" onClick={() => setWriting(one)}>{t('knowledge.writeAnswer')}</Button>
          <Button size="small" type="text" onClick={() => setAdding(one)}>{t('knowledge.addPhrasing')}</Button>
          <Button size="small" type="text" onClick={() => void run(() => api.put(`/knowledge/unanswered/${one.id}/dismissal`))}>{t('knowledge.dismiss')}</Button>
        </Space>
        : one.state === 'dismissed'
          ? <Button size="small" type="text" onClick={() => void run(() => api.delete(`/knowledge/unanswered/${one.id}/dismissal`))}>{t('knowledge.reopen')}</Button>
          : one.entry && one.entryId && <button type="button" className={styles.link} onClick={() => setOpen(one.entryId ?? null)}>{one.entry}</button>,
    },
  ];
  return (
    <Frame>
      <div className={styles.bar}>
        <Segmented<State> value={state} options={all.map((value) => ({ value, label: t(`knowledge.asked_${value}`) }))} onChange={setState} />
        <span className={styles.small}>{t('knowledge.unansweredLead')}</span>
      </div>
      <DataTable<UnansweredView> rows={data?.pages.flatMap((page) => page.items)} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()}
        empty={<Nothing title={t('knowledge.noneUnanswered')} hint={t('knowledge.noneUnansweredHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      {writing && <EntryDrawer key={writing.id} id={null} begin={{ question: writing.text }} unansweredId={writing.id} onClose={() => setWriting(null)} onOpen={(id) => {
        setWriting(null);
        setOpen(id);
      }} />}
      {adding && <PhrasingDialog question={adding} onClose={() => setAdding(null)} onDone={(id) => {
        setAdding(null);
        setOpen(id);
      }} />}
      {open && <EntryDrawer key={open} id={open} onOpen={setOpen} onClose={() => setOpen(null)} />}
    </Frame>
  );
}
