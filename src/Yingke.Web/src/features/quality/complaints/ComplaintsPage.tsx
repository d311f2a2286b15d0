import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented, type TableColumnsType } from 'antd';
import { useSearchParams } from 'react-router';
import { api } from '@/shared/api/client';
import { language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { ComplaintDrawer } from './ComplaintDrawer';
import styles from './Complaints.module.css';
import { yuan, type ComplaintPage, type ComplaintRow } from './types';

const states = ['open', 'upheld', 'rejected', 'all'] as const;
type Tab = (typeof states)[number];

/** 客诉: what buyers complained of. Whoever it is about does not see it. */
export default function ComplaintsPage() {
  const t = useT();
  const lang = useStore(language);
  const [query, setQuery] = useSearchParams();
  const tab = states.find((one) => one === query.get('state')) ?? 'open';
  const id = query.get('id');
  const [from, to] = [query.get('from') ?? undefined, query.get('to') ?? undefined];
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['complaints', 'list', tab, from, to],
    queryFn: ({ pageParam, signal }) => api.get<ComplaintPage>('/complaints', { query: { state: tab === 'all' ? undefined : tab, from, to, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: 15_000,
  });
  const change = (to: Record<string, string | undefined>) => setQuery((now) => {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(to)) if (value === undefined) next.delete(name); else next.set(name, value);
    return next;
  }, { replace: true });
  const columns: TableColumnsType<ComplaintRow> = [
    { key: 'number', title: t('complaints.number'), width: 72, render: (_, { number }) => <span className={styles.number}>#{number}</span> },
    { key: 'at', title: t('complaints.openedAt'), width: 120, render: (_, { openedAt }) => <time dateTime={openedAt} title={formatExact(openedAt)}>{formatTime(openedAt, serverNow(), lang)}</time> },
    { key: 'buyer', title: t('complaints.buyer'), width: 120, render: (_, { buyerName }) => buyerName },
    { key: 'text', title: t('complaints.text'), render: (_, one) => <button type="button" className={styles.link} onClick={() => change({ id: one.id })}>{one.text}</button> },
    { key: 'agent', title: t('complaints.agent'), width: 96, render: (_, { agent }) => agent?.name ?? '' },
    { key: 'grade', title: t('complaints.grade'), width: 96, render: (_, { grade }) => <span className={styles[grade]}>{t(`complaints.grade_${grade}`)}</span> },
    { key: 'state', title: t('complaints.state'), width: 88, render: (_, { state }) => <span className={styles[state]}>{t(`complaints.state_${state}`)}</span> },
    { key: 'fen', title: t('complaints.amount'), width: 104, align: 'right', render: (_, { state, fen }) => <span className={styles.number}>{state === 'upheld' ? yuan(fen) : ''}</span> },
  ];
  return (
    <Screen title={t('complaints.title')}>
      <div className={styles.bar}>
        <Segmented<Tab> value={tab} options={states.map((value) => ({ value, label: t(value === 'all' ? 'complaints.all' : `complaints.state_${value}`) }))} onChange={(value) => change({ state: value, from: undefined, to: undefined })} />
        {from !== undefined && to !== undefined && <Button size="small" onClick={() => change({ from: undefined, to: undefined })}>{t('complaints.decidedIn', { from: formatTime(from, serverNow(), lang), to: formatTime(to, serverNow(), lang) })} ×</Button>}
      </div>
      <DataTable<ComplaintRow> rows={data?.pages.flatMap((page) => page.items)} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} sticky={belowPadding}
        empty={<Nothing title={t(tab === 'open' ? 'complaints.noneOpen' : 'complaints.none')} hint={t('complaints.noneHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      {id && <ComplaintDrawer id={id} onClose={() => change({ id: undefined })} />}
    </Screen>
  );
}
