import { useQuery } from '@tanstack/react-query';
import { App, Button, Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Orders.module.css';
import { useOrderTabs } from './tabs';
import { ReminderEffect } from './ReminderEffect';
import type { ReminderRow, Reminders } from './types';
import { wordOf, yuanOf } from './words';

/** 催付: whom the shop may remind, and why each other not. */
export default function RemindersPage() {
  const t = useT();
  const lang = useStore(language);
  const { message } = App.useApp();
  const [template, setTemplate] = useState<number>(-1);
  const [busy, setBusy] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: ['reminders'], queryFn: () => api.get<Reminders>('/payment-reminders'), refetchInterval: 60_000, staleTime: 0 });
  const send = async (orderIds: string[], name: string) => {
    setBusy(name);
    try {
      const answer = await api.post<{ sent: string[]; skipped: { why: string }[] }>('/payment-reminders', { orderIds, ...(template >= 0 && { template }) });
      void message.success(t('orders.sentN', { n: answer.sent.length }));
      if (answer.skipped.length > 0) void message.info(t('orders.skippedN', { n: answer.skipped.length }));
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
    setBusy('');
    void queries.invalidateQueries({ queryKey: ['reminders'] });
  };
  const columns = (why: boolean): TableColumnsType<ReminderRow> => [
    { key: 'number', title: t('orders.number'), width: 180, render: (_, row) => row.number },
    { key: 'buyer', title: t('orders.buyerName'), width: 140, ellipsis: true, render: (_, row) => row.buyerName },
    { key: 'product', title: t('orders.products'), ellipsis: true, render: (_, row) => row.product },
    { key: 'total', title: t('orders.amount'), width: 110, align: 'right', render: (_, row) => yuanOf(row.totalFen) },
    { key: 'placed', title: t('orders.placedAt'), width: 130, render: (_, row) => formatTime(row.placedAt, serverNow(), lang) },
    why
      ? { key: 'why', title: t('orders.why'), width: 240, render: (_, row) => wordOf(t, 'why', row.why ?? '') }
      : { key: 'do', width: 96, render: (_, row) => <Button size="small" loading={busy === row.orderId} onClick={() => void send([row.orderId], row.orderId)}>{t('orders.remindOne')}</Button> },
  ];
  const all = data?.remind.slice(0, 200) ?? [];
  return (
    <Screen title={t('orders.title')} tabs={useOrderTabs()}>
      <p className={styles.lead}>{t('orders.remindersLead')} {data && t(data.automatic ? 'orders.automaticOn' : 'orders.automaticOff')}</p>
      <div className={styles.bar}>
        <Button type="primary" disabled={all.length === 0} loading={busy === 'all'} onClick={() => void send(all.map((row) => row.orderId), 'all')}>{t('orders.remindAll', { n: all.length })}</Button>
        <Select value={template} onChange={setTemplate} style={{ width: 420, maxWidth: '100%' }} aria-label={t('orders.template')}
          options={[{ value: -1, label: t('orders.templateTurns') }, ...(data?.templates ?? []).map((text, value) => ({ value, label: text }))]} />
      </div>
      <h2 className={styles.section}>{t('orders.canRemind')}</h2>
      <DataTable<ReminderRow> rows={data?.remind} error={error} onRetry={() => void refetch()} rowKey="orderId" columns={columns(false)}
        empty={<Nothing title={t('orders.nobody')} hint={t('orders.nobodyHint', { n: data?.delayMinutes ?? 30 })} />} />
      {(data?.others.length ?? 0) > 0 && <>
        <h2 className={styles.section}>{t('orders.cannotRemind')}</h2>
        <DataTable<ReminderRow> rows={data?.others} onRetry={() => void refetch()} rowKey="orderId" columns={columns(true)} empty={null} />
      </>}
      <ReminderEffect />
    </Screen>
  );
}
