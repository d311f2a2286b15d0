import { InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Progress, Upload } from 'antd';
import { useState } from 'react';
import { upload } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { comma, hasText, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import styles from './Hotline.module.css';
import { callsMoved } from './queries';
import type { CdrImported, CdrLook } from './types';

/** 导入话单: look first, then take the file in. */
export function CdrImport() {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [look, setLook] = useState<CdrLook | null>(null);
  const [done, setDone] = useState<CdrImported | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [refusal, setRefusal] = useState('');
  const run = async <T,>(path: string, chosen: File, then: (answer: T) => void) => {
    setShare(0);
    setRefusal('');
    setDone(null);
    try {
      then(await upload<T>(path, chosen, setShare));
    } catch (error) {
      const key = `hotline.failure_${error instanceof Problem && typeof error.members.detail === 'string' ? error.members.detail : ''}`;
      setRefusal(hasText(key) ? t(key) : wordsOf(error));
    }
    setShare(null);
  };
  const choose = (chosen: File) => {
    setFile(chosen);
    setLook(null);
    void run<CdrLook>('/call-imports/preview', chosen, setLook);
  };
  const start = () => file && void run<CdrImported>('/call-imports', file, (answer) => {
    setDone(answer);
    setLook(null);
    setFile(null);
    callsMoved();
  });
  const seen = look ?? done?.file;
  return (
    <section>
      <h3 className={styles.part}>{t('hotline.import')}</h3>
      <p className={styles.lead}>{t('hotline.importLead')}</p>
      <Upload.Dragger accept=".csv,.txt" maxCount={1} showUploadList={false} disabled={share !== null} beforeUpload={(chosen) => {
        choose(chosen);
        return false;
      }}>
        <InboxOutlined style={{ fontSize: 28 }} />
        <p style={{ margin: '8px 0 0' }}>{file ? file.name : t('hotline.drop')}</p>
      </Upload.Dragger>
      {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label={t('common.loading')} />}
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 12 }} />}
      {done && <Alert type="success" role="status" title={t('hotline.imported', { n: done.imported, known: done.unchanged })} style={{ marginTop: 12 }} />}
      {seen && (
        <>
          <p style={{ margin: '12px 0 8px' }}>{t(`hotline.format_${seen.format}`)} · {t('hotline.found', { rows: seen.rows, calls: seen.calls, answered: seen.answered, missed: seen.missed })}</p>
          {seen.strangers.length > 0 && <Alert type="warning" title={t('hotline.strangers', { names: seen.strangers.join(comma()) })} style={{ marginBottom: 12 }} />}
          {seen.badCount > 0 && (
            <>
              <p className={styles.lead}>{t('hotline.badRows', { n: seen.badCount })}</p>
              <DataTable rows={seen.bad} rowKey={({ row, field }) => `${row}/${field}`} onRetry={() => undefined} empty={null} scroll={{ y: 240 }} columns={[
                { key: 'row', title: t('hotline.row'), dataIndex: 'row', width: 96, align: 'right' }, { key: 'field', title: t('hotline.field'), dataIndex: 'field', width: 120 },
                { key: 'reason', title: t('hotline.reason'), render: (_, { reason }) => { const key = `hotline.bad_${reason}`; return hasText(key) ? t(key) : reason; } },
              ]} />
            </>
          )}
        </>
      )}
      {look && (
        <div className={styles.foot}>
          <Button type="primary" loading={share !== null} disabled={look.calls === 0} onClick={start}>{t('hotline.start')}</Button>
          <Button onClick={() => { setLook(null); setFile(null); }}>{t('hotline.another')}</Button>
        </div>
      )}
    </section>
  );
}
