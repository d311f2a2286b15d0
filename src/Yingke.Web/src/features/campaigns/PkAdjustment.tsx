import { Alert, App, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Schema } from '@/shared/api/types';
import { comma, useT } from '@/shared/i18n/i18n';
import styles from './Campaigns.module.css';

/** Points for everybody of the team that won, as adjustments of the month. */
export function PkAdjustment({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const [points, setPoints] = useState<number | null>(2);
  const [refusal, setRefusal] = useState('');
  const adjust = async () => {
    try {
      const { names, month } = await api.post<Schema<'PkAdjusted'>>(`/campaigns/${id}/pk-adjustment`, { points });
      void message.success(t('campaigns.pkAdjusted', { month, names: names.join(comma()), points: points ?? 0 }));
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  return (
    <Modal open width={440} title={t('campaigns.pkAdjust')} onCancel={onClose} okText={t('campaigns.pkAdjustOk')} cancelText={t('common.cancel')} okButtonProps={{ disabled: points === null }} onOk={() => void adjust()}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <p className={styles.lead}>{t('campaigns.pkAdjustHint')}</p>
      <InputNumber min={0.01} max={100} precision={2} value={points} suffix={t('campaigns.points')} aria-label={t('campaigns.points')} style={{ width: 160 }} onChange={setPoints} />
    </Modal>
  );
}
