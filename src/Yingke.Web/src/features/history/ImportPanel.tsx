import { InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Progress, Radio, Upload } from 'antd';
import { useState } from 'react';
import { upload } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { formatSize } from '@/shared/time/format';
import styles from './History.module.css';
import { ImportList } from './ImportList';

type Mode = 'strict' | 'skip_bad';

export function ImportPanel() {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<Mode>('strict');
  const [share, setShare] = useState<number | null>(null);
  const [refusal, setRefusal] = useState('');
  const start = async () => {
    if (!file) return;
    setRefusal('');
    setShare(0);
    try {
      await upload<{ id: string }>(`/history/imports?mode=${mode}`, file, setShare);
      setFile(null);
      void queries.invalidateQueries({ queryKey: ['imports'] });
    } catch (error) {
      setRefusal(wordsOf(error));
    } finally {
      setShare(null);
    }
  };
  const choice = (value: Mode, label: string, hint: string) => ({ value, label: <span>{label}<small>{hint}</small></span> });
  return (
    <>
      <Radio.Group className={styles.mode} value={mode} disabled={share !== null} onChange={(event) => setMode(event.target.value as Mode)}
        options={[choice('strict', t('history.strict'), t('history.strictHint')), choice('skip_bad', t('history.skipBad'), t('history.skipBadHint'))]} />
      <div className={styles.drop}>
        <Upload.Dragger accept=".jsonl,.ndjson,.json,.txt" maxCount={1} showUploadList={false} disabled={share !== null} beforeUpload={(chosen) => {
          setFile(chosen);
          setRefusal('');
          return false;
        }}>
          <InboxOutlined style={{ fontSize: 28 }} />
          <p style={{ margin: '8px 0 0' }}>{file ? `${file.name} · ${formatSize(file.size)}` : t('history.drop')}</p>
        </Upload.Dragger>
        {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 12 }} />}
        <div className={styles.chosen}>
          <Button type="primary" disabled={!file} loading={share !== null} onClick={() => void start()}>{t('history.start')}</Button>
          {share !== null && <Progress percent={Math.round(share * 100)} size="small" style={{ flex: 1 }} aria-label={t('history.uploading')} />}
        </div>
      </div>
      <ImportList />
    </>
  );
}
