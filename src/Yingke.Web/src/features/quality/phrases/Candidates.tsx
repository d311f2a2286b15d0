import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, InputNumber, Popconfirm, Segmented, Select, Skeleton, Space, type TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Quoted, useSeverityOptions } from './parts';
import { phrasesChanged } from './PhraseTab';
import styles from './Phrases.module.css';
import type { Candidate, CandidatePage, Severity, Trial } from './types';

const n = (value: number) => value.toLocaleString('en-US');

/** How a list did on stored chats, entry by entry, and what of it is taken in. */
export function Candidates({ id }: { id: string }) {
  const t = useT();
  const { message } = App.useApp();
  const [q, setQ] = useState('');
  const [hitting, setHitting] = useState(true);
  const [from, setFrom] = useState<number | null>(1);
  const [busy, setBusy] = useState(false);
  const asked = useDeferredValue(q.trim());
  const options = useSeverityOptions();
  const { data: trial } = useQuery({ queryKey: ['phrases', 'trial', id], queryFn: () => api.get<Trial>(`/phrase-imports/${id}`) });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['phrases', 'entries', id, asked, hitting],
    queryFn: ({ pageParam, signal }) => api.get<CandidatePage>(`/phrase-imports/${id}/entries`, { query: { q: asked, hitting, after: pageParam }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
  });
  if (!trial) return <Skeleton active title={false} />;
  const waits = trial.adoptedAt === undefined;
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await what();
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
    setBusy(false);
    phrasesChanged();
  };
  const choose = (body: object) => act(() => api.patch(`/phrase-imports/${id}/entries`, body));
  const columns: TableColumnsType<Candidate> = [
    { key: 'taken', title: t('phrases.take'), width: 64, render: (_, one) => <Checkbox checked={one.taken} disabled={!waits} aria-label={`${t('phrases.take')} ${one.text}`} onChange={(event) => void choose({ numbers: [one.number], taken: event.target.checked })} /> },
    { key: 'text', title: t('phrases.text'), width: 160, render: (_, { text, taken }) => <span className={taken ? styles.text : styles.off}>{text}</span> },
    { key: 'severity', title: t('phrases.severity'), width: 144, render: (_, one) => <Select size="small" value={one.severity} options={options} disabled={!waits} aria-label={`${t('phrases.severity')} ${one.text}`} style={{ width: 128 }} onChange={(severity: Severity) => void choose({ numbers: [one.number], severity })} /> },
    { key: 'hits', title: t('phrases.hitMessages'), width: 104, align: 'right', render: (_, { hits }) => <span className={styles.number}>{n(hits)}</span> },
    {
      key: 'examples', title: t('phrases.examples'),
      render: (_, { examples }) => <ul className={styles.examples}>{examples.map((example, i) => (
        <li key={i}><Quoted text={example.text} start={example.start} end={example.end} /> {waits && <Exempt example={example.text.slice(Math.max(0, example.start - 2), example.end + 2)} onAdd={(text) => act(() => api.post('/phrases/exempt', { text }))} />}</li>
      ))}</ul>,
    },
  ];
  const figures = [[t('phrases.newEntries'), trial.entries], [t('phrases.knownEntries'), trial.known], [t('phrases.repeated'), trial.repeated], [t('phrases.badEntries'), trial.badCount],
    [t('phrases.triedOn'), trial.messages], [t('phrases.wouldHit'), trial.hitMessages], [t('phrases.hitEntries'), trial.hitEntries]] as const;
  return (
    <>
      <dl className={styles.figures}>{figures.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{n(value)}</dd></div>)}</dl>
      {trial.messages === 0 && <p className={styles.quiet}>{t('phrases.nothingToTry')}</p>}
      {trial.bad.length > 0 && <details className={styles.small}><summary>{t('phrases.badEntries')}</summary>{trial.bad.map((bad) => <div key={bad.row}>{t('phrases.badRow', { row: bad.row })} {bad.text} · {t(`phrases.reason_${bad.reason}` as 'phrases.reason_no_text')}</div>)}</details>}
      <div className={styles.bar} style={{ marginTop: 12 }}>
        <Segmented value={hitting} options={[{ value: true, label: t('phrases.onlyHitting') }, { value: false, label: t('phrases.allEntries') }]} onChange={(value: boolean) => setHitting(value)} />
        <Input.Search allowClear value={q} maxLength={100} placeholder={t('phrases.searchHint')} aria-label={t('common.search')} style={{ width: 200 }} onChange={(event) => setQ(event.target.value)} />
        {waits && trial.hitEntries > 0 && (
          <Space.Compact>
            <InputNumber min={1} value={from} prefix="≥" aria-label={t('phrases.leaveFrom')} style={{ width: 96 }} onChange={setFrom} />
            <Button disabled={from === null || busy} onClick={() => void choose({ hitsFrom: from, taken: false })}>{t('phrases.leaveOut')}</Button>
          </Space.Compact>
        )}
        <div className={styles.end}>
          {waits
            ? <Popconfirm icon={null} title={t('phrases.adoptTitle', { n: n(trial.taken) })} description={t('phrases.adoptHint')} okText={t('phrases.adopt')} cancelText={t('common.cancel')} onConfirm={() => act(() => api.post(`/phrase-imports/${id}/adoption`))}>
              <Button type="primary" loading={busy} disabled={trial.taken === 0}>{t('phrases.adoptN', { n: n(trial.taken) })}</Button>
            </Popconfirm>
            : <Alert type="success" showIcon title={t('phrases.adopted', { n: n(trial.adopted) })} />}
        </div>
      </div>
      <DataTable<Candidate> rows={data?.pages.flatMap((page) => page.items)} rowKey="number" columns={columns} error={error} onRetry={() => void refetch()} empty={<Nothing title={t(hitting ? 'phrases.noneHit' : 'phrases.noneFound')} hint={t(hitting ? 'phrases.noneHitHint' : 'phrases.noneFoundHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
    </>
  );
}

/** The words around a hit that are harmless: cut to what shall be exempt before it is. */
function Exempt({ example, onAdd }: { example: string; onAdd: (text: string) => Promise<void> }) {
  const t = useT();
  const [text, setText] = useState(example);
  return (
    <Popconfirm icon={null} title={t('phrases.exemptFrom')} okText={t('phrases.addExempt')} cancelText={t('common.cancel')} onOpenChange={(open) => open && setText(example)} onConfirm={() => onAdd(text)}
      description={<Input value={text} maxLength={100} aria-label={t('phrases.exempt')} onChange={(event) => setText(event.target.value)} />}>
      <Button type="link" size="small" style={{ padding: 0, height: 18, fontSize: 12 }}>{t('phrases.toExempt')}</Button>
    </Popconfirm>
  );
}
