import { useQuery } from '@tanstack/react-query';
import { Progress, Skeleton } from 'antd';
import { api } from '@/shared/api/client';
import type { Page } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Failure } from '@/shared/parts/Failure';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from '../Orders.module.css';
import { wordOf } from '../words';

interface Bad { row: number; column?: string; reason: string }
interface Run { id: string; state: 'running' | 'done' | 'failed'; fileName: string; rows: number; percent: number; imported: number; unchanged: number; badCount: number; bad: Bad[]; failure?: string; startedBy: string; createdAt: string }

/** The imports of the shop: how far one is, how it ended, and which rows were bad. */
export function ImportRuns() {
  const t = useT();
  const lang = useStore(language);
  const { data, error, refetch } = useQuery({
    queryKey: ['order-imports'],
    queryFn: () => api.get<Page<Run>>('/order-imports'),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'running') ? 1000 : false),
    staleTime: 0,
  });
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  if (data.items.length === 0) return <p className={styles.none} style={{ marginTop: 24 }}>{t('orders.noImports')}</p>;
  const n = (value: number) => value.toLocaleString('en-US');
  return data.items.map((one, i) => {
    const words = one.state === 'running' ? t('orders.reading') : one.state === 'done' ? t('orders.done') : wordOf(t, 'failure', one.failure ?? 'internal');
    const figures = [[t('orders.rows'), one.rows], [t('orders.importedOrders'), one.imported], [t('orders.unchanged'), one.unchanged], [t('orders.badRows'), one.badCount]] as const;
    return (
      <section key={one.id} role={i === 0 ? 'status' : undefined} style={{ marginTop: 24 }}>
        <div className={styles.bar}><b className={one.state === 'failed' ? styles.over : undefined}>{words}</b><span>{one.fileName}</span><span className={styles.small}>{one.startedBy} · {formatTime(one.createdAt, serverNow(), lang)}</span></div>
        {one.state === 'running' && <Progress percent={one.percent} status="active" size="small" aria-label={words} />}
        <dl className={styles.figures}>{figures.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{n(value)}</dd></div>)}</dl>
        {one.bad.length > 0 && <>
          {one.badCount > one.bad.length && <p className={styles.small}>{t('orders.badOf', { n: n(one.badCount), shown: n(one.bad.length) })}</p>}
          <DataTable<Bad> rows={one.bad} rowKey={(bad) => `${bad.row}/${bad.column ?? ''}`} onRetry={() => undefined} scroll={{ y: 264 }} empty={null} columns={[
            { key: 'row', title: t('orders.row'), width: 96, align: 'right', render: (_, bad) => n(bad.row) },
            { key: 'column', title: t('orders.column'), width: 180, render: (_, bad) => bad.column ?? '' },
            { key: 'reason', title: t('orders.reason'), render: (_, bad) => wordOf(t, 'reason', bad.reason) },
          ]} />
        </>}
      </section>
    );
  });
}
