import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Pay.module.css';
import type { PayMonth, Run } from './types';
import { payMoved } from './usePay';
import { yuan } from './words';

/** Closing is for ever, so it is typed: the month, once more. */
export function CloseDialog({ month, onClose, onDone }: { month: PayMonth; onClose: () => void; onDone: (id: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const after = month.runs[0]?.revision ?? 0;
  const close = async () => {
    setBusy(true);
    try {
      const run = await api.post<Run>('/pay/runs', { month: month.month, after, ...(after > 0 && { reason }) });
      await payMoved();
      onDone(run.id);
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={480} title={t('pay.closeTitle', { month: month.month })} onCancel={onClose} okText={t('pay.close')} cancelText={t('common.cancel')} confirmLoading={busy}
      okButtonProps={{ disabled: typed.trim() !== month.month || (after > 0 && reason.trim() === '') }} onOk={() => void close()}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <p>{t('pay.closeLead', { n: month.preview?.slips.length ?? 0, total: yuan(month.preview?.totalFen ?? 0) })}</p>
      {after > 0 && (
        <>
          <p className={styles.small}>{t('pay.again', { n: after, next: after + 1 })}</p>
          <Input value={reason} maxLength={200} placeholder={t('pay.againReason')} aria-label={t('pay.againReason')} style={{ marginBottom: 12 }} onChange={(event) => setReason(event.target.value)} />
        </>
      )}
      <Input value={typed} placeholder={t('pay.typeMonth', { month: month.month })} aria-label={t('pay.typeMonth', { month: month.month })} onChange={(event) => setTyped(event.target.value)} />
    </Modal>
  );
}
