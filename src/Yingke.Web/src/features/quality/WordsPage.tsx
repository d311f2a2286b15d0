import { Alert, Form, InputNumber, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import styles from './Quality.module.css';
import { settingsKey, useQualitySettings } from './queries';
import { useTabs } from './tabs';
import type { QualitySettings, QualitySettingsAnswer } from './types';

/** What the machine looks for in closed conversations. */
export default function WordsPage() {
  const t = useT();
  const tabs = useTabs();
  const { data, error, refetch } = useQualitySettings();
  return (
    <Screen title={t('quality.title')} tabs={tabs}>
      <p className={styles.lead}>{t('quality.wordsLead')} <Link to="/settings/phrases?tab=words">{t('quality.toPhrases')}</Link></p>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 3 }} />}
      {data && <Words key={data.version} answer={data} />}
    </Screen>
  );
}

function Words({ answer: { version, settings } }: { answer: QualitySettingsAnswer }) {
  const t = useT();
  const me = useMe();
  const may = can(me, 'quality.decide');
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async (next: QualitySettings) => {
    setBusy(true);
    setRefusal('');
    try {
      queries.setQueryData(settingsKey, await api.put<QualitySettingsAnswer>('/quality-settings', { version, settings: next }));
      setSaved(true);
    } catch (error) {
      setRefusal(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <Form<QualitySettings> layout="vertical" requiredMark={false} disabled={!may} className={styles.plain} initialValues={settings} onFinish={(fields) => void save(fields)} onValuesChange={() => setSaved(false)}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form.Item name="slowSeconds" label={t('quality.slow')} extra={t('quality.slowHint')} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={10} max={3600} precision={0} controls={false} suffix={t('quality.seconds')} style={{ width: 160 }} /></Form.Item>
      <div className={styles.foot}>
        <RightButton right="quality.decide" type="primary" htmlType="submit" loading={busy}>{t('common.save')}</RightButton>
        {saved && <span className={styles.good} role="status">{t('common.saved')}</span>}
      </div>
    </Form>
  );
}
