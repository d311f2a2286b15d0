import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, DatePicker, Input, Modal, Tag, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { EntryDialog } from '@/features/pay/EntryDialog';
import styles from '@/features/pay/Pay.module.css';
import { Fen } from '@/features/pay/SlipTable';
import { usePayTabs } from '@/features/pay/tabs';
import type { LedgerItem } from '@/features/pay/types';
import { payMoved, useLedger } from '@/features/pay/usePay';
import { causeName, pointsOf } from '@/features/pay/words';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { today } from '@/shared/time/calendar';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { RecordById } from '../records/RecordById';

/** 奖惩: rewards, penalties and losses of a month; nothing is ever removed, only taken off by another row. */
export default function LedgerPage() {
  const t = useT();
  const lang = useStore(language);
  const enters = can(useMe(), 'scorecards.edit');
  const [month, setMonth] = useState(() => today().slice(0, 7));
  const [entering, setEntering] = useState(false);
  const [reversing, setReversing] = useState<LedgerItem | null>(null);
  const [conversation, setConversation] = useState<string | null>(null);
  const { data, error, refetch } = useLedger(month);
  const columns: TableColumnsType<LedgerItem> = [
    { key: 'at', title: t('pay.at'), width: 132, render: (_, row) => formatTime(row.at, serverNow(), lang) },
    { key: 'kind', title: t('pay.kind'), width: 72, render: (_, row) => <Tag color={row.kind === 'reward' ? 'success' : undefined}>{t(`pay.kind_${row.kind}`)}</Tag> },
    { key: 'cause', title: t('pay.cause'), width: 140, ellipsis: true, render: (_, row) => causeName(row.cause, t) },
    { key: 'bearer', title: t('pay.bearer'), width: 120, ellipsis: true, render: (_, row) => row.company ?? row.agentName ?? t('pay.nobodys') },
    { key: 'details', title: t('pay.basis'), ellipsis: true, render: (_, row) => <><span className={row.reversed ? styles.gone : undefined}>{row.details}</span>{row.conversationId && <> <Button type="link" size="small" className={styles.link} onClick={() => setConversation(row.conversationId ?? null)}>{t('pay.conversation')}</Button></>}</> },
    { key: 'by', title: t('pay.by'), width: 96, ellipsis: true, render: (_, row) => row.byName ?? t('pay.bySystem') },
    { key: 'fen', title: t('pay.amountYuan'), width: 124, align: 'right', render: (_, row) => <><Fen fen={row.fen} />{row.points !== undefined && <div className={styles.small}>{pointsOf(row.points, t)}</div>}</> },
    ...(enters ? [{ key: 'do', width: 72, render: (_: unknown, row: LedgerItem) => (row.cause === 'reversal' || row.reversed ? null : <Button type="link" size="small" className={styles.link} onClick={() => setReversing(row)}>{t('pay.reverse')}</Button>) }] : []),
  ];
  return (
    <Screen title={t('pay.title')} tabs={usePayTabs()} actions={
      <>
        <DatePicker size="small" picker="month" allowClear={false} value={dayjs(`${month}-01`)} aria-label={t('pay.month')} onChange={(day: dayjs.Dayjs | null) => day && setMonth(day.format('YYYY-MM'))} />
        {enters && <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => setEntering(true)}>{t('pay.enter')}</Button>}
      </>
    }>
      <DataTable<LedgerItem> rows={data} error={error} onRetry={() => void refetch()} rowKey="id" columns={columns} empty={<Nothing title={t('pay.emptyLedger', { month })} hint={t(enters ? 'pay.emptyLedgerHint' : 'pay.emptyLedgerOwn')} />} />
      {entering && <EntryDialog onClose={() => setEntering(false)} />}
      {reversing && <Reversal row={reversing} onClose={() => setReversing(null)} />}
      {conversation && <RecordById id={conversation} onClose={() => setConversation(null)} />}
    </Screen>
  );
}

function Reversal({ row, onClose }: { row: LedgerItem; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const reverse = async () => {
    try {
      await api.post(`/pay/ledger/${row.id}/reversal`, { reason });
      await payMoved();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  return (
    <Modal open width={440} title={t('pay.reverseTitle')} onCancel={onClose} okText={t('pay.reverse')} cancelText={t('common.cancel')} okButtonProps={{ disabled: reason.trim() === '' }} onOk={() => void reverse()}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <p>{row.details}</p>
      <p className={styles.small}>{t('pay.reverseHint')}</p>
      <Input value={reason} maxLength={300} placeholder={t('pay.reason')} aria-label={t('pay.reason')} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
