import { Alert, Button, DatePicker, Skeleton, Table } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { formatDuration } from '@/shared/time/format';
import styles from './AfterSales.module.css';
import { useTabs } from './tabs';
import type { Week } from './types';
import { key } from './useAfterSales';
import { wordOf } from './words';

const Chart = lazy(async () => ({ default: (await import('./Chart')).Chart }));

/** The weekly summary: what was applied for and why, how long the steps took, what comes again and again. */
export default function WeekPage() {
  const t = useT();
  const tabs = useTabs();
  const [day, setDay] = useState<string | undefined>();
  const { data, error, refetch } = useQuery({ queryKey: [...key, 'week', day], queryFn: () => api.get<Week>('/aftersales/summary', { query: { week: day } }), placeholderData: (before) => before });
  const percent = (share?: number) => (share === undefined ? '—' : `${Math.round(share * 100)} %`);
  return (
    <Screen title={t('aftersales.title')} tabs={tabs} actions={
      <>
        <Button size="small" disabled={!data} onClick={() => data && setDay(dayjs(data.monday).subtract(7, 'day').format('YYYY-MM-DD'))}>{t('aftersales.weekBefore')}</Button>
        <DatePicker size="small" picker="week" format={t('aftersales.weekFormat')} allowClear={false} value={data ? dayjs(data.monday) : undefined} onChange={(value) => setDay(value?.startOf('day').format('YYYY-MM-DD'))} />
        <Button size="small" disabled={!data} onClick={() => data && setDay(dayjs(data.monday).add(7, 'day').format('YYYY-MM-DD'))}>{t('aftersales.weekAfter')}</Button>
      </>
    }>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active paragraph={{ rows: 10 }} /> : data.week.applications === 0 ? <Nothing title={t('aftersales.weekNone')} hint={t('aftersales.weekNoneHint')} /> : (
        <>
          <div className={styles.figures}>
            <Figure label={t('aftersales.applications')} value={String(data.week.applications)} before={String(data.before.applications)} />
            <Figure label={t('aftersales.repairShare')} value={percent(data.week.repairShare)} before={percent(data.before.repairShare)} />
            <Figure label={t('aftersales.reviewTime')} value={seconds(data.week.steps[0]?.meanSeconds, t)} before={seconds(data.before.steps[0]?.meanSeconds, t)} />
            <Figure label={t('aftersales.repeats')} value={String(data.week.repeats)} before={String(data.before.repeats)} />
          </div>
          {data.week.hints.map((hint) => <Alert key={hint.product + hint.reason} type="warning" style={{ marginBottom: 8 }} title={t('aftersales.hint', { ...hint })} />)}
          <div className={styles.grid}>
            <Panel title={t('aftersales.perDay')} columns={data.perDay.map((count, i) => [dayjs(data.monday).add(i, 'day').format('MM-DD'), count])} kind="bar" />
            <Panel title={t('aftersales.byType')} columns={data.week.byType.map(({ name, count }) => [wordOf('type', name, t), count])} kind="pie" />
            <Panel title={t('aftersales.byReason')} columns={data.week.byReason.slice(0, 8).map(({ name, count }) => [name, count])} kind="rows" />
            <Panel title={t('aftersales.byProduct')} columns={data.week.byProduct.slice(0, 8).map(({ name, count }) => [name, count])} kind="rows" />
          </div>
          <h2 className={styles.section}>{t('aftersales.steps')}</h2>
          <Table size="small" pagination={false} rowKey="step" dataSource={data.week.steps} columns={[
            { key: 'step', title: t('aftersales.stepName'), render: (_, one) => wordOf('weekStep', one.step, t) },
            { key: 'count', title: t('aftersales.count'), align: 'right', width: 120, render: (_, one) => one.count },
            { key: 'mean', title: t('aftersales.mean'), align: 'right', width: 200, render: (_, one) => seconds(one.meanSeconds, t) },
          ]} />
        </>
      )}
    </Screen>
  );
}

const seconds = (mean: number | undefined, t: ReturnType<typeof useT>) => (mean === undefined ? '—' : formatDuration(mean, t));

function Figure({ label, value, before }: { label: string; value: string; before: string }) {
  const t = useT();
  return <div className={styles.panel}><span className={styles.small}>{label}</span><div className={styles.big}>{value}</div><span className={styles.small}>{t('aftersales.lastWeek', { value: before })}</span></div>;
}

function Panel({ title, columns, kind }: { title: string; columns: [string, number][]; kind: 'bar' | 'rows' | 'pie' }) {
  return <section className={styles.panel}><h2>{title}</h2><Suspense fallback={<Skeleton active paragraph={{ rows: 4 }} />}><Chart title={title} columns={columns} kind={kind} /></Suspense></section>;
}
