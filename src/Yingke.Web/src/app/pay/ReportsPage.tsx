import { Button, DatePicker, Drawer, Skeleton, Tag, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import styles from '@/features/pay/Pay.module.css';
import { usePayTabs } from '@/features/pay/tabs';
import { useOwnReport, useReport, useReports, type ReportHead } from '@/features/pay/useMonthEnd';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { useMe } from '@/shared/session';
import { lastMonth } from '@/shared/time/calendar';
import { formatExact } from '@/shared/time/format';
import { MonthlyReportForm } from './MonthlyReportForm';

/** 月报: one's own to write, or everybody's to read. */
export default function ReportsPage() {
  const t = useT();
  const me = useMe();
  const own = me.permissions['reports.view'] === 'self';
  const [month, setMonth] = useState(lastMonth);
  const mine = useOwnReport(month, own);
  return (
    <Screen title={t('pay.title')} tabs={usePayTabs()} actions={<DatePicker size="small" picker="month" allowClear={false} value={dayjs(`${month}-01`)} aria-label={t('pay.month')} onChange={(day: dayjs.Dayjs | null) => day && setMonth(day.format('YYYY-MM'))} />}>
      {!own ? <Everybody month={month} /> : mine.data ? <MonthlyReportForm key={`${month}${mine.data.submittedAt ?? ''}`} report={mine.data} own /> : mine.error ? <Failure error={mine.error} onRetry={() => void mine.refetch()} /> : <Skeleton active />}
    </Screen>
  );
}

function Everybody({ month }: { month: string }) {
  const t = useT();
  const { data, error, refetch } = useReports(month);
  const [open, setOpen] = useState<string | null>(null);
  const report = useReport(open).data;
  const columns: TableColumnsType<ReportHead> = [
    { key: 'name', title: t('pay.who'), width: 180, render: (_, head) => (head.id ? <Button type="link" size="small" className={styles.link} onClick={() => setOpen(head.id ?? null)}>{head.name}</Button> : head.name) },
    { key: 'state', title: t('pay.state'), width: 120, render: (_, head) => <Tag color={head.late ? 'error' : head.submittedAt ? 'success' : undefined}>{t(head.submittedAt ? (head.late ? 'pay.stateLate' : 'pay.stateIn') : head.late ? 'pay.stateMissing' : 'pay.stateOpen')}</Tag> },
    { key: 'at', title: t('pay.submittedHead'), render: (_, head) => (head.submittedAt ? formatExact(head.submittedAt) : '—') },
  ];
  return (
    <>
      {data && <p className={styles.small}>{t('pay.reportDue', { at: formatExact(new Date(Date.parse(data.dueAt) - 1000).toISOString()) })}</p>}
      <DataTable<ReportHead> rows={data?.items} error={error} onRetry={() => void refetch()} rowKey="agentId" columns={columns} empty={<Nothing title={t('pay.noReports')} hint={t('pay.noReportsHint')} />} />
      {open && report && <Drawer open size={760} onClose={() => setOpen(null)} title={`${report.name} · ${report.month}`}><MonthlyReportForm report={report} own={false} /></Drawer>}
    </>
  );
}
