import { DatePicker, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { serverNow } from '@/shared/time/clock';
import { formatDate, formatExact } from '@/shared/time/format';
import { useAttendance } from './queries';
import styles from './Shifts.module.css';
import { useTabs } from './tabs';
import type { AttendanceRow, AttendanceSum } from './types';

/** 考勤: late, leave and absence of a month, from the rota and presence. */
export default function AttendancePage() {
  const t = useT();
  const [month, setMonth] = useState(() => formatDate(new Date(serverNow()).toISOString()).slice(0, 7));
  const { data, error, refetch } = useAttendance(month);
  const sums: TableColumnsType<AttendanceSum> = [
    { key: 'agent', title: t('shifts.person'), ellipsis: true, render: (_, { agent }) => agent },
    { key: 'shifts', title: t('shifts.shiftsWorked'), width: 96, align: 'right', dataIndex: 'shifts' },
    ...(['late', 'leave', 'absence'] as const).map((key) => ({ key, title: t(`shifts.${key}`), width: 80, align: 'right' as const, render: (_: unknown, one: AttendanceSum) => <span className={one[key] > 0 && key !== 'leave' ? styles.bad : undefined}>{one[key]}</span> })),
  ];
  const rows: TableColumnsType<AttendanceRow> = [
    { key: 'day', title: t('shifts.day'), width: 104, dataIndex: 'day' },
    { key: 'agent', title: t('shifts.person'), width: 120, ellipsis: true, dataIndex: 'agent' },
    { key: 'shift', title: t('shifts.shift'), ellipsis: true, dataIndex: 'shift' },
    { key: 'state', title: t('shifts.state'), width: 200, render: (_, one) => <span className={one.state === 'leave' ? styles.small : styles.bad}>{t(`shifts.attendance_${one.state}`, { n: one.lateMinutes })}{one.state === 'late' && one.arrived && <small> · {t('shifts.cameAt', { at: formatExact(one.arrived).slice(11, 16) })}</small>}</span> },
  ];
  return (
    <Screen title={t('shifts.title')} tabs={useTabs()}>
      <div className={styles.bar}><DatePicker picker="month" allowClear={false} value={dayjs(`${month}-01`)} aria-label={t('shifts.month')} onChange={(day) => day && setMonth(day.format('YYYY-MM'))} /></div>
      <p className={styles.lead}>{t('shifts.attendanceLead')}</p>
      <div className={styles.columns}>
        <DataTable<AttendanceSum> rows={data?.agents} rowKey="agentId" columns={sums} error={error} onRetry={() => void refetch()} tableLayout="fixed" empty={<Nothing title={t('shifts.noAttendance')} hint={t('shifts.noAttendanceHint')} />} />
        <DataTable<AttendanceRow> rows={data?.days} rowKey={(one) => one.agentId + one.from} columns={rows} error={null} onRetry={() => void refetch()} tableLayout="fixed" empty={<Nothing title={t('shifts.allThere')} />} />
      </div>
    </Screen>
  );
}
