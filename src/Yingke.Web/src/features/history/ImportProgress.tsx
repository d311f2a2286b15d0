import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Skeleton, type TableColumnsType } from 'antd';
import { addressOf, api } from '@/shared/api/client';
import { Problem } from '@/shared/api/problem';
import { hasText, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import styles from './History.module.css';
import type { BadLine, HistoryImport } from './types';

/** How far an import is, how it ended, and which lines were bad. */
export function ImportProgress({ id, onForget }: { id: string; onForget: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['import', id],
    queryFn: () => api.get<HistoryImport>(`/history/imports/${id}`),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'running' ? false : 1000),
    staleTime: 0,
  });
  if (error && !data) {
    // Of another shop, or long forgotten: nothing to show any more.
    if (error instanceof Problem && error.status === 404) return null;
    return <div className={styles.running}><Failure error={error} onRetry={() => void refetch()} /></div>;
  }
  if (!data) return <div className={styles.running}><Skeleton active title={false} paragraph={{ rows: 3 }} /></div>;
  const { state, lines, imported, unchanged, bad } = data;
  const badCount = data.badCount ?? bad.length;
  const number = (n: number) => n.toLocaleString('en-US');
  const reason = (code: string) => {
    const key = `history.reason_${code}`;
    return hasText(key) ? t(key) : code;
  };
  const failure = data.failure && hasText(`history.failure_${data.failure}`) ? t(`history.failure_${data.failure}` as 'history.failure_bad_lines') : t('history.failure_internal');
  const columns: TableColumnsType<BadLine> = [
    { key: 'line', title: t('history.line'), width: 96, align: 'right', render: (_, { line }) => number(line) },
    { key: 'field', title: t('history.field'), width: 160, render: (_, { field }) => (field ? <code>{field}</code> : t('history.wholeLine')) },
    { key: 'reason', title: t('history.reason'), render: (_, one) => reason(one.reason) },
  ];
  return (
    <>
      <div className={styles.running} role="status">
        <div className={styles.state}>
          <span className={state === 'done' ? styles.good : state === 'failed' ? styles.bad : undefined}>
            {state === 'running' ? t(data.phase === 'checking' ? 'history.checking' : data.phase === 'writing' ? 'history.writing' : 'history.reading') : state === 'done' ? t('history.done') : failure}
          </span>
          {data.fileName && <span style={{ fontWeight: 400 }}>{data.fileName}</span>}
          {state !== 'running' && <Button type="link" size="small" onClick={onForget}>{t('common.close')}</Button>}
        </div>
        {state === 'running' && <Progress percent={data.phase === 'writing' && lines > 0 ? Math.min(99, Math.round(((imported + (unchanged ?? 0)) / lines) * 100)) : 0} status="active" size="small" />}
        <dl className={styles.figures}>
          <div><dt>{t('history.lines')}</dt><dd>{number(lines)}</dd></div>
          <div><dt>{t('history.imported')}</dt><dd>{number(imported)}</dd></div>
          {unchanged !== undefined && <div><dt>{t('history.unchanged')}</dt><dd>{number(unchanged)}</dd></div>}
          <div><dt>{t('history.badLines')}</dt><dd className={badCount > 0 ? styles.bad : undefined}>{number(badCount)}</dd></div>
        </dl>
      </div>
      {badCount > 0 && state !== 'running' && (
        <div className={styles.lines}>
          <p className={styles.linesTitle}>
            {t('history.badLinesOf', { n: number(badCount), shown: number(bad.length) })}
            <Button size="small" href={addressOf(`/history/imports/${id}/bad-lines`)} download>{t('history.downloadBad')}</Button>
          </p>
          <DataTable<BadLine> rows={bad} rowKey="line" columns={columns} onRetry={() => undefined} scroll={{ y: 320 }} empty={<Nothing title={t('history.noBad')} />} />
        </div>
      )}
    </>
  );
}
