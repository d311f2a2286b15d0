import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, InputNumber, Skeleton } from 'antd';
import { Fragment, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import styles from './Complaints.module.css';
import type { Amounts } from './types';

const key = ['complaint-settings'];
const grades = ['slight', 'general', 'serious'] as const;

/** What an upheld complaint costs by its grade, unless the officer says otherwise. */
export default function ComplaintSettingsPage() {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<Amounts>('/complaint-settings') });
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />;
  return (
    <div style={{ maxWidth: 720 }}>
      <h2 className={styles.h2}>{t('complaints.settings')}</h2>
      <p className={styles.lead}>{t('complaints.settingsLead')}</p>
      <Sheet key={data.version} amounts={data} />
    </div>
  );
}

function Sheet({ amounts }: { amounts: Amounts }) {
  const t = useT();
  const { message } = App.useApp();
  const [next, setNext] = useState(amounts);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async () => {
    setBusy(true);
    setRefusal('');
    try {
      queries.setQueryData(key, await api.put<Amounts>('/complaint-settings', next));
      void message.success(t('common.saved'));
      void queries.invalidateQueries({ queryKey: ['complaints'] });
    } catch (problem) {
      setRefusal(wordsOf(problem));
    }
    setBusy(false);
  };
  return (
    <>
      <div className={styles.amounts}>
        {grades.map((grade) => (
          <Fragment key={grade}>
            <span>{t(`complaints.grade_${grade}`)}</span>
            <InputNumber prefix="¥" min={0} max={100_000} precision={2} value={next[`${grade}Fen`] / 100} aria-label={t(`complaints.grade_${grade}`)} onChange={(value) => setNext({ ...next, [`${grade}Fen`]: Math.round((value ?? 0) * 100) })} />
          </Fragment>
        ))}
      </div>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Button type="primary" loading={busy} onClick={() => void save()}>{t('common.save')}</Button>
    </>
  );
}
