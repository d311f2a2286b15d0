import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { formatExact } from '@/shared/time/format';
import { useTabs } from './tabs';
import styles from './Warehouse.module.css';
import type { WarehouseAnswer, WarehouseRow, WarehouseTicket } from './types';

/** 仓库评分: what the warehouse's contacts did in a month, and the tickets behind it. */
export default function WarehousePage() {
  const t = useT();
  const tabs = useTabs();
  const [month, setMonth] = useState<string>();
  const [contact, setContact] = useState<string>();
  const { data, error, refetch } = useQuery({ queryKey: ['warehouse-scores', month], queryFn: () => api.get<WarehouseAnswer>('/tickets/warehouse-scores', { query: { month } }), placeholderData: (before) => before });
  const minutes = (value: number | string | undefined) => (value === undefined ? '—' : t('tickets.warehouseMinutes', { n: value }));
  const counted = (value: string, n: number) => (value === '—' ? value : t('tickets.warehouseCount', { value, n }));
  const rows: TableColumnsType<WarehouseRow> = [
    { key: 'contact', title: t('tickets.warehouseContact'), ellipsis: true, render: (_, one) => (one.contactId
      ? <Button type="link" size="small" className={styles.pick} title={t('tickets.warehousePick')} onClick={() => setContact(contact === one.contactId ? undefined : one.contactId)}>{one.contact}</Button> : <b>{t('tickets.warehouseAll')}</b>) },
    { key: 'tickets', title: t('tickets.warehouseTickets'), width: 80, align: 'right', dataIndex: 'tickets' },
    { key: 'upheld', title: t('tickets.warehouseUpheld'), width: 80, align: 'right', dataIndex: 'upheld' },
    { key: 'wrong', title: t('tickets.warehouseWrong'), width: 96, align: 'right', render: (_, one) => (one.wrongPercent === undefined ? '—' : `${Number(one.wrongPercent).toFixed(2)}%`) },
    { key: 'reply', title: t('tickets.warehouseReply'), width: 176, align: 'right', render: (_, one) => counted(minutes(one.replyMinutes), one.replied) },
    { key: 'attitude', title: t('tickets.warehouseAttitude'), width: 136, align: 'right', render: (_, one) => counted(one.attitude === undefined ? '—' : Number(one.attitude).toFixed(2), one.rated) },
  ];
  const tickets: TableColumnsType<WarehouseTicket> = [
    { key: 'number', title: t('tickets.warehouseNumber'), width: 80, render: (_, one) => <Link to={`/tickets?view=all&id=${one.id}`}>#{one.number}</Link> },
    { key: 'title', title: t('tickets.title'), ellipsis: true, dataIndex: 'title' },
    { key: 'at', title: t('tickets.createdAt'), width: 152, render: (_, one) => formatExact(one.createdAt).slice(0, 16) },
    { key: 'reply', title: t('tickets.warehouseReply'), width: 128, align: 'right', render: (_, one) => minutes(one.replyMinutes) },
    { key: 'fault', title: t('tickets.fault'), width: 128, render: (_, one) => (one.fault ? t(`tickets.fault_${one.fault}`) : <span className={styles.none}>{t('tickets.faultOpen')}</span>) },
    { key: 'stars', title: t('tickets.warehouseAttitude'), width: 80, align: 'right', render: (_, one) => one.stars ?? '—' },
  ];
  const shown = data?.tickets.filter((one) => !contact || one.contactId === contact);
  return (
    <Screen title={t('tickets.title')} tabs={tabs}>
      <div className={styles.bar}><DatePicker picker="month" allowClear={false} value={data && dayjs(`${data.month}-01`)} aria-label={t('tickets.warehouseMonth')} onChange={(day) => day && setMonth(day.format('YYYY-MM'))} /></div>
      {data && <p className={styles.lead}>{t('tickets.warehouseLead', { shipped: data.shipped })}</p>}
      <DataTable<WarehouseRow> rows={data && (data.tickets.length === 0 ? [] : [data.all, ...data.contacts])} rowKey={(one) => one.contactId ?? 'all'} columns={rows} error={error} onRetry={() => void refetch()} tableLayout="fixed"
        empty={<Nothing title={t('tickets.warehouseNone')} hint={t('tickets.warehouseNoneHint')} />} />
      {shown && shown.length > 0 && <div className={styles.below}><DataTable<WarehouseTicket> rows={shown} rowKey="id" columns={tickets} error={null} onRetry={() => void refetch()} tableLayout="fixed" empty={null} /></div>}
    </Screen>
  );
}
