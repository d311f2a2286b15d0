import { Alert, Button, Form, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import styles from './Performance.module.css';
import type { Readings, ReadingsAnswer } from './types';
import { readingsKey, reportsMoved, useReadings } from './useReports';

/** 绩效口径: what the sources leave room for, as this shop reads it. */
export default function ReportSettingsPage() {
  const t = useT();
  const { data, error, refetch } = useReadings();
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={{ width: 160 }} paragraph={{ rows: 6 }} />;
  return (
    <div className={styles.settings}>
      <h2>{t('performance.readings')}</h2>
      <p>{t('performance.readingsLead')}</p>
      <Sheet key={data.version} answer={data} />
    </div>
  );
}

function Sheet({ answer: { version, settings } }: { answer: ReadingsAnswer }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async (fields: Readings) => {
    setBusy(true);
    setRefusal('');
    try {
      queries.setQueryData(readingsKey, await api.put<ReadingsAnswer>('/report-settings', { version, settings: fields }));
      void reportsMoved();
      setSaved(true);
    } catch (error) {
      setRefusal(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <Form<Readings> layout="vertical" requiredMark={false} initialValues={settings} onFinish={(fields) => void save(fields)} onValuesChange={() => setSaved(false)}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form.Item name="averages" label={t('performance.readAverages')} extra={t('performance.readAveragesHint')}>
        <Radio.Group options={(['of_agents', 'pooled'] as const).map((value) => ({ value, label: t(`performance.read_${value}`) }))} />
      </Form.Item>
      <Form.Item name="paymentSuccess" label={t('performance.readPayment')} extra={t('performance.readPaymentHint')}>
        <Radio.Group options={(['buyers', 'inquiries'] as const).map((value) => ({ value, label: t(`performance.read_${value}`) }))} />
      </Form.Item>
      <p className={styles.small}>{t('performance.readPayHint')}</p>
      <div className={styles.foot}>
        <Button type="primary" htmlType="submit" loading={busy}>{t('common.save')}</Button>
        {saved && <span role="status">{t('common.saved')}</span>}
      </div>
    </Form>
  );
}
