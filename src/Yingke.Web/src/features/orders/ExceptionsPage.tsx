import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Modal, Segmented, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import type { Page } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Orders.module.css';
import { useOrderTabs } from './tabs';
import { wordOf } from './words';

interface Row { id: string; number: string; reportedBy: string; reason: string; reportedAt: string; dueAt: string; verifiedAt?: string; verifiedBy?: string; result?: string }

/** 异常核实: what is wrong with orders, the most urgent first. */
export default function ExceptionsPage() {
  const t = useT();
  const lang = useStore(language);
  const [open, setOpen] = useState(true);
  const [chosen, setChosen] = useState<Row | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['order-exceptions', open], queryFn: () => api.get<Page<Row>>('/order-exceptions', { query: { open } }), refetchInterval: 60_000 });
  const at = (iso?: string) => (iso ? formatTime(iso, serverNow(), lang) : '');
  const columns: TableColumnsType<Row> = [
    { key: 'number', title: t('orders.number'), width: 190, render: (_, row) => row.number },
    { key: 'by', title: t('orders.reportedBy'), width: 90, render: (_, row) => wordOf(t, 'by', row.reportedBy) },
    { key: 'reason', title: t('orders.reason'), render: (_, row) => row.reason },
    { key: 'reported', title: t('orders.reportedAt'), width: 130, render: (_, row) => at(row.reportedAt) },
    { key: 'due', title: t('orders.dueAt'), width: 130, render: (_, row) => <span className={!row.verifiedAt && Date.parse(row.dueAt) < serverNow() ? styles.over : undefined}>{at(row.dueAt)}</span> },
    open
      ? { key: 'do', width: 120, render: (_, row) => <Button size="small" onClick={() => setChosen(row)}>{t('orders.verify')}</Button> }
      : { key: 'result', title: t('orders.result'), render: (_, row) => `${row.result ?? ''} · ${row.verifiedBy ?? ''} ${at(row.verifiedAt)}` },
  ];
  return (
    <Screen title={t('orders.title')} tabs={useOrderTabs()}>
      <div className={styles.bar}><Segmented value={open ? 'open' : 'closed'} onChange={(value) => setOpen(value === 'open')} options={[{ value: 'open', label: t('orders.open') }, { value: 'closed', label: t('orders.closed') }]} /></div>
      <DataTable<Row> rows={data?.items} error={error} onRetry={() => void refetch()} rowKey="id" columns={columns} empty={<Nothing title={t('orders.noExceptions')} hint={t('orders.noExceptionsHint')} />} />
      {chosen && <Result row={chosen} onClose={() => setChosen(null)} />}
    </Screen>
  );
}

function Result({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useT();
  const [result, setResult] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async () => {
    setBusy(true);
    try {
      await api.put(`/order-exceptions/${row.id}/result`, { result });
      void queries.invalidateQueries({ queryKey: ['order-exceptions'] });
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open title={`${t('orders.verify')} · ${row.number}`} onCancel={onClose} onOk={() => void save()} okText={t('orders.save')} cancelText={t('common.cancel')} okButtonProps={{ loading: busy, disabled: result.trim() === '' }}>
      <p>{row.reason}</p>
      <Input.TextArea autoFocus value={result} maxLength={500} placeholder={t('orders.result')} aria-label={t('orders.result')} autoSize={{ minRows: 3, maxRows: 8 }} onChange={(event) => setResult(event.target.value)} />
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 8 }} />}
    </Modal>
  );
}
