import { PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Segmented, Switch, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { today } from '@/shared/time/calendar';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { CallbackDialog } from './CallbackDialog';
import { DueWords } from './DueWords';
import { useCallbacks } from './queries';
import { useTabs } from './tabs';
import styles from './Tickets.module.css';
import type { Callback, CallbackState } from './types';
import { VisitsDialog } from './VisitsDialog';

/** 回访: whom to call back today, and what became of it. */
export default function CallbacksPage() {
  const t = useT();
  const lang = useStore(language);
  const tabs = useTabs();
  const [days, setDays] = useState<[string, string] | null>(null);
  const [state, setState] = useState<CallbackState | 'all'>('all');
  const [mine, setMine] = useState(false);
  const [open, setOpen] = useState<Callback | null>(null);
  const [planning, setPlanning] = useState(false);
  const { data, error, refetch } = useCallbacks({ ...(days && { from: days[0], to: days[1] }), ...(state !== 'all' && { state }), ...(mine && { mine }) });
  const none = <span className={styles.none}>–</span>;
  const columns: TableColumnsType<Callback> = [
    { key: 'buyer', title: t('tickets.buyer'), width: 136, ellipsis: true, render: (_, one) => (one.conversationId ? <Link to={`/conversations/${one.conversationId}`}>{one.buyer.name}</Link> : one.buyer.name) },
    { key: 'cause', title: t('tickets.cause_'), width: 128, render: (_, { cause, ticketId, ticketNumber }) => <>{t(`tickets.cause_${cause}`)}{ticketId && <> <Link to={`/tickets?id=${ticketId}`}>#{ticketNumber}</Link></>}</> },
    { key: 'note', title: t('tickets.note'), ellipsis: true, render: (_, { note, result }) => <>{note ?? none}{result && <span className={styles.quiet}> → {result}</span>}</> },
    { key: 'agent', title: t('tickets.assignee'), width: 96, ellipsis: true, render: (_, { agent }) => agent?.name ?? none },
    { key: 'day', title: t('tickets.day'), width: 112, dataIndex: 'day' },
    {
      key: 'state', title: t('tickets.state'), width: 176,
      render: (_, one) => (one.state === 'planned' ? <DueWords dueAt={one.dueAt} nearAt={nearOf(one)} />
        : <span className={one.state === 'missed' ? styles.late : undefined}>{t(`tickets.callback_${one.state}`)}{one.doneAt && <span className={styles.quiet}> · {[one.doneBy?.name, formatTime(one.doneAt, serverNow(), lang)].filter(Boolean).join(' ')}</span>}</span>),
    },
    { key: 'do', title: '', width: 104, align: 'right', render: (_, one) => <Button size="small" onClick={() => setOpen(one)}>{t(one.doneAt ? 'tickets.look' : 'tickets.callBack')}</Button> },
  ];
  return (
    <Screen title={t('tickets.title')} tabs={tabs} actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setPlanning(true)}>{t('tickets.planVisits')}</Button>}>
      <div className={styles.filters}>
        <Segmented<CallbackState | 'all'> value={state} onChange={setState} options={(['all', 'planned', 'done', 'missed'] as const).map((value) => ({ value, label: t(`tickets.callback_${value}`) }))} />
        <DatePicker.RangePicker aria-label={t('tickets.day')} placeholder={[t('tickets.today'), t('tickets.today')]} value={days ? [dayjs(days[0]), dayjs(days[1])] : null}
          onChange={(chosen) => setDays(chosen?.[0] && chosen[1] ? [chosen[0].format('YYYY-MM-DD'), chosen[1].format('YYYY-MM-DD')] : null)} />
        <label className={styles.title}><Switch size="small" checked={mine} onChange={setMine} /> {t('tickets.onlyMine')}</label>
      </div>
      <DataTable<Callback> rows={data?.items} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} sticky={belowPadding} scroll={{ x: 940 }} tableLayout="fixed"
        empty={<Nothing title={t('tickets.noCallbacks')} hint={t('tickets.noCallbacksHint')} />} />
      {open && <CallbackDialog callback={open} onClose={() => setOpen(null)} />}
      {planning && <VisitsDialog today={data?.today ?? today()} onClose={() => setPlanning(false)} />}
    </Screen>
  );
}

/** The evening before it is too late: the server warns six hours ahead as well. */
function nearOf({ dueAt }: Callback): string {
  return new Date(Date.parse(dueAt) - 6 * 3_600_000).toISOString();
}
