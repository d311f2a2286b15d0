import { InboxOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Progress, Select, Upload } from 'antd';
import { useState } from 'react';
import { api, upload } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import type { Page } from '@/shared/api/types';
import { hasText, language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { Candidates } from './Candidates';
import { useSeverityOptions } from './parts';
import styles from './Phrases.module.css';
import type { Severity, Trial } from './types';

const key = ['phrases', 'imports'];

/** A list is tried on the agents' own messages first; it counts only once it was taken in. */
export function ImportTab() {
  const t = useT();
  const lang = useStore(language);
  const options = useSeverityOptions();
  const [severity, setSeverity] = useState<Severity>('warn');
  const [share, setShare] = useState<number | null>(null);
  const [refusal, setRefusal] = useState('');
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<Page<Trial>>('/phrase-imports'), refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'running') ? 1000 : false), staleTime: 0 });
  const start = async (file: File) => {
    setShare(0);
    setRefusal('');
    try {
      await upload<{ id: string }>(`/phrase-imports?severity=${severity}`, file, setShare);
      void queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      setRefusal(wordsOf(error));
    }
    setShare(null);
  };
  const failure = (code = 'internal') => (hasText(`phrases.failure_${code}`) ? t(`phrases.failure_${code}` as 'phrases.failure_internal') : t('phrases.failure_internal'));
  const [latest, ...older] = data?.items ?? [];
  return (
    <>
      <p className={styles.lead}>{t('phrases.importLead')}</p>
      <div className={styles.bar}>
        <span>{t('phrases.importSeverity')}</span>
        <Select value={severity} options={options} aria-label={t('phrases.importSeverity')} style={{ width: 144 }} onChange={(value: Severity) => setSeverity(value)} />
      </div>
      <Upload.Dragger accept=".csv,.xlsx,.txt" maxCount={1} showUploadList={false} disabled={share !== null} beforeUpload={(file) => {
        void start(file);
        return false;
      }}>
        <InboxOutlined style={{ fontSize: 28 }} />
        <p style={{ margin: '8px 0 0' }}>{t('phrases.drop')}</p>
      </Upload.Dragger>
      {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label={t('common.loading')} />}
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 12 }} />}
      {latest && (
        <section>
          <h3 className={styles.part}>{latest.fileName}</h3>
          {latest.state === 'running' && <><p role="status">{t('phrases.trying')}</p><Progress percent={latest.percent} status="active" size="small" aria-label={t('phrases.trying')} /></>}
          {latest.state === 'failed' && <Alert type="error" title={failure(latest.failure)} />}
          {latest.state === 'done' && <Candidates key={latest.id} id={latest.id} />}
        </section>
      )}
      {older.length > 0 && <>
        <h3 className={styles.part}>{t('phrases.earlierImports')}</h3>
        <ul className={styles.examples}>
          {older.map((one) => (
            <li key={one.id}>{formatTime(one.createdAt, serverNow(), lang)} · {one.fileName} · {one.startedBy} · {one.state === 'failed' ? failure(one.failure) : one.adoptedAt !== undefined ? t('phrases.adopted', { n: one.adopted }) : t('phrases.notAdopted')}</li>
          ))}
        </ul>
      </>}
    </>
  );
}
