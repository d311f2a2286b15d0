import { useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { api } from '@/shared/api/client';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Orders.module.css';
import type { ReminderReport } from './types';
import { yuanOf } from './words';

type Latest = ReminderReport['latest'][number];

/** What reminders did: paid within 24 hours counts. */
export function ReminderEffect() {
  const t = useT();
  const lang = useStore(language);
  const { data, error, refetch } = useQuery({ queryKey: ['reminders', 'report'], queryFn: () => api.get<ReminderReport>('/payment-reminders/report') });
  const columns: TableColumnsType<Latest> = [
    { key: 'at', title: t('orders.at'), width: 130, render: (_, row) => formatTime(row.at, serverNow(), lang) },
    { key: 'number', title: t('orders.number'), width: 180, render: (_, row) => row.number },
    { key: 'buyer', title: t('orders.buyerName'), width: 140, ellipsis: true, render: (_, row) => row.buyerName },
    { key: 'text', title: t('orders.reminderText'), ellipsis: true, render: (_, row) => row.text },
    { key: 'who', title: t('orders.who'), width: 110, render: (_, row) => row.agentName ?? t('orders.automatic') },
    { key: 'paid', title: t('orders.paidIn24'), width: 150, render: (_, row) => (row.paidAt ? `${row.effective ? t('orders.effective') : ''} ${formatTime(row.paidAt, serverNow(), lang)}` : t('orders.notYet')) },
  ];
  const rate = data && data.sent > 0 ? `${((data.paid / data.sent) * 100).toFixed(1)}%` : '—';
  return (
    <>
      <h2 className={styles.section}>{t('orders.effect')}</h2>
      <p className={styles.lead}>{t('orders.effectLead')}</p>
      {data && (
        <dl className={styles.figures}>
          {([[t('orders.sent'), data.sent], [t('orders.paidIn24'), data.paid], [t('orders.rate'), rate], [t('orders.paidSum'), yuanOf(data.paidFen)]] as const).map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
      )}
      <DataTable<Latest> rows={data?.latest} error={error} onRetry={() => void refetch()} rowKey="number" columns={columns} empty={t('orders.noReport')} />
    </>
  );
}
