import { Skeleton } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { nameOf, unitOf } from './indicators';
import styles from './Performance.module.css';
import { before } from './ranges';
import type { Cell, Range, Trend } from './types';
import { useTrend } from './useReports';

const Chart = lazy(async () => ({ default: (await import('./Chart')).Chart }));

/** Day by day (or week by week, month by month), against as many days before. */
export function TrendView({ cell, range }: { cell: Cell; range: Range }) {
  const t = useT();
  const earlier = useMemo(() => before(range), [range]);
  const [now, then] = [useTrend(cell, range), useTrend(cell, earlier)];
  const [points, past] = [now.data?.points, then.data?.points];
  const shown = useMemo(() => {
    if (!points || !past) return null;
    const of = (some: Trend['points']) => some.map((point) => point.figures[cell.section][cell.indicator] ?? null);
    return { names: points.map((point) => point.from.slice(5)), now: of(points), then: of(past).slice(0, points.length) };
  }, [points, past, cell]);
  const error = now.error ?? then.error;
  if (error) return <Failure error={error} onRetry={() => void Promise.all([now.refetch(), then.refetch()])} />;
  if (!shown) return <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <>
      <p className={styles.legend}><span className={styles.now}>{range.from} – {range.to}</span><span className={styles.then}>{earlier.from} – {earlier.to}</span></p>
      <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}><Chart title={t(nameOf(cell.indicator))} kind="line" unit={unitOf(cell.section, cell.indicator)} {...shown} /></Suspense>
    </>
  );
}

/** The same figure of each agent, the highest first. */
export function CompareView({ cell, rows }: { cell: Cell; rows: { name: string; value: string | null }[] }) {
  const t = useT();
  const shown = useMemo(() => {
    const known = rows.filter((row) => row.value !== null).sort((a, b) => Number(b.value) - Number(a.value));
    return { names: known.map((row) => row.name), now: known.map((row) => row.value) };
  }, [rows]);
  if (shown.names.length === 0) return <p className={styles.meaning}>{t('performance.nobodyHas')}</p>;
  return <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}><Chart title={t(nameOf(cell.indicator))} kind="bars" unit={unitOf(cell.section, cell.indicator)} {...shown} /></Suspense>;
}
