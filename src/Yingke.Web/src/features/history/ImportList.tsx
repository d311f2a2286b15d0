import { useQuery } from '@tanstack/react-query';
import { Progress, Skeleton } from 'antd';
import { api } from '@/shared/api/client';
import type { Page } from '@/shared/api/types';
import { hasText, language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { BadLines } from './BadLines';
import styles from './History.module.css';
import type { HistoryImport } from './types';

/** The imports of the shop, newest first: how far one is, how it ended, and which lines were bad. */
export function ImportList() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['imports'],
    queryFn: () => api.get<Page<HistoryImport>>('/history/imports'),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'running') ? 1000 : false),
    staleTime: 0,
  });
  if (error && !data) return <div className={styles.import}><Failure error={error} onRetry={() => void refetch()} /></div>;
  if (!data) return <div className={styles.import}><Skeleton active title={false} paragraph={{ rows: 3 }} /></div>;
  if (data.items.length === 0) return <p className={styles.none}>{t('history.none')}</p>;
  return data.items.map((one, i) => <Import key={one.id} one={one} newest={i === 0} />);
}

function Import({ one, newest }: { one: HistoryImport; newest: boolean }) {
  const t = useT();
  const lang = useStore(language);
  const { state, phase, lines, imported, unchanged, badCount } = one;
  const failureKey = `history.failure_${one.failure}`;
  const words = state === 'running' ? t(phase === 'finished' ? 'history.writing' : `history.${phase}`) : state === 'done' ? t('history.done') : t(hasText(failureKey) ? failureKey : 'history.failure_internal');
  const figures = [[t('history.lines'), Math.max(lines, imported + unchanged + badCount)], [t('history.imported'), imported], [t('history.unchanged'), unchanged]] as const;
  return (
    <section className={styles.import} role={newest ? 'status' : undefined}>
      <div className={styles.state}>
        <span className={state === 'done' ? styles.good : state === 'failed' ? styles.bad : undefined}>{words}</span>
        <span className={styles.file} title={one.fileName}>{one.fileName}</span>
        <span className={styles.when}>{[t(one.mode === 'strict' ? 'history.strict' : 'history.skipBad'), one.startedBy, formatTime(one.createdAt, serverNow(), lang)].join(' · ')}</span>
      </div>
      {state === 'running' && <Progress percent={phase === 'writing' && lines > 0 ? Math.min(99, Math.round(((imported + unchanged + badCount) / lines) * 100)) : 0} status="active" size="small" aria-label={words} />}
      <dl className={styles.figures}>
        {figures.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value.toLocaleString('en-US')}</dd></div>)}
        <div><dt>{t('history.badLines')}</dt><dd className={badCount > 0 ? styles.bad : undefined}>{badCount.toLocaleString('en-US')}</dd></div>
      </dl>
      {badCount > 0 && state !== 'running' && <BadLines one={one} open={newest} />}
    </section>
  );
}
