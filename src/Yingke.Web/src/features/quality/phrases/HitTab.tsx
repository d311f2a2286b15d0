import { useInfiniteQuery } from '@tanstack/react-query';
import { App, Button, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { RightButton } from '@/shared/parts/RightButton';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { Quoted, SeverityWord, useSeverityOptions } from './parts';
import styles from './Phrases.module.css';
import type { HitPage, PhraseHit, Severity } from './types';

type Verdict = PhraseHit['verdict'];

/** What agents sent, or were refused; a person says whether it is held against them. */
export function HitTab({ onOpen }: { onOpen: (conversationId: string) => void }) {
  const t = useT();
  const me = useMe();
  const lang = useStore(language);
  const { message } = App.useApp();
  const [severity, setSeverity] = useState<Severity>();
  const [verdict, setVerdict] = useState<Verdict>();
  const options = useSeverityOptions();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['phrases', 'hits', severity, verdict],
    queryFn: ({ pageParam, signal }) => api.get<HitPage>('/phrase-hits', { query: { severity, verdict, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: 20_000,
  });
  const judge = async (hit: PhraseHit, upheld: boolean) => {
    try {
      await api.put(`/phrase-hits/${hit.id}/verdict`, { upheld });
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
    void refetch();
  };
  const columns: TableColumnsType<PhraseHit> = [
    { key: 'at', title: t('phrases.at'), width: 104, render: (_, { at }) => <time dateTime={at} title={formatExact(at)}>{formatTime(at, serverNow(), lang)}</time> },
    { key: 'agent', title: t('phrases.agent'), width: 96, render: (_, { agentName }) => agentName },
    { key: 'severity', title: t('phrases.severity'), width: 96, render: (_, one) => <SeverityWord severity={one.severity} /> },
    { key: 'text', title: t('phrases.said'), render: (_, one) => <button type="button" className={styles.link} title={t('phrases.openRecord')} onClick={() => onOpen(one.conversationId)}><Quoted text={one.text} start={one.start} end={one.end} /></button> },
    { key: 'outcome', title: t('phrases.outcome'), width: 88, render: (_, { outcome }) => t(`phrases.outcome_${outcome}`) },
    {
      key: 'verdict', title: t('phrases.verdict'), width: 196, align: 'right',
      render: (_, one) => {
        const own = one.agentId === me.agent.id && t('errors.own_hit');
        return (
          <span className={styles.verdicts}>
            {one.verdict !== 'open' && <span className={styles.small} title={one.verdictBy}>{t(`phrases.verdict_${one.verdict}`)}</span>}
            {one.verdict !== 'upheld' && <RightButton size="small" why={own} onClick={() => void judge(one, true)}>{t('phrases.uphold')}</RightButton>}
            {one.verdict !== 'dismissed' && <RightButton size="small" why={own} onClick={() => void judge(one, false)}>{t('phrases.dismiss')}</RightButton>}
          </span>
        );
      },
    },
  ];
  return (
    <>
      <div className={styles.bar}>
        <Select allowClear value={severity} options={options} placeholder={t('phrases.severity')} aria-label={t('phrases.severity')} style={{ width: 128 }} onChange={(value: Severity | undefined) => setSeverity(value)} />
        <Select allowClear value={verdict} options={(['open', 'upheld', 'dismissed'] as const).map((value) => ({ value, label: t(`phrases.verdict_${value}`) }))} placeholder={t('phrases.verdict')} aria-label={t('phrases.verdict')} style={{ width: 128 }} onChange={(value: Verdict | undefined) => setVerdict(value)} />
      </div>
      <DataTable<PhraseHit> rows={data?.pages.flatMap((page) => page.items)} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} empty={<Nothing title={t('phrases.noHits')} hint={t('phrases.noHitsHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
    </>
  );
}
