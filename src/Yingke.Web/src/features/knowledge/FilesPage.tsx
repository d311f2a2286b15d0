import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Progress, type TableColumnsType, Upload } from 'antd';
import { useState } from 'react';
import { addressOf, upload } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { hasText, type TextKey, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Frame } from './Frame';
import styles from './Knowledge.module.css';
import type { KnowledgeImport } from './types';
import { useChange } from './useKnowledge';

type Bad = KnowledgeImport['bad'][number];

/** 导入导出: a file is tried first, and says of every row that cannot be an entry why. */
export default function FilesPage() {
  const t = useT();
  const { busy, run } = useChange();
  const [file, setFile] = useState<File | null>(null);
  const [outcome, setOutcome] = useState<KnowledgeImport | null>(null);
  const [refusal, setRefusal] = useState('');
  const [share, setShare] = useState<number | null>(null);
  const send = async (chosen: File, trial: boolean) => {
    setShare(0);
    setRefusal('');
    try {
      setOutcome(await upload<KnowledgeImport>(`/knowledge/imports${trial ? '?trial=true' : ''}`, chosen, setShare));
      setFile(trial ? chosen : null);
    } catch (error) {
      setOutcome(null);
      setFile(null);
      const code = error instanceof Problem ? `knowledge.file_${error.code}` : '';
      setRefusal(hasText(code) ? t(code) : wordsOf(error));
    }
    setShare(null);
  };
  const columns: TableColumnsType<Bad> = [
    { key: 'row', title: t('knowledge.row'), width: 72, align: 'right', className: styles.number, render: (_, { row }) => row },
    { key: 'text', title: t('knowledge.question'), render: (_, { text }) => text || '—' },
    { key: 'reason', title: t('knowledge.reason'), width: 320, render: (_, { reason }) => (hasText(`knowledge.bad_${reason}`) ? t(`knowledge.bad_${reason}` as TextKey) : reason) },
  ];
  const takes = outcome ? outcome.added + outcome.changed : 0;
  return (
    <Frame actions={<>
      <Button icon={<DownloadOutlined />} href={addressOf('/knowledge/export', { format: 'xlsx' })}>{t('knowledge.exportXlsx')}</Button>
      <Button href={addressOf('/knowledge/export', { format: 'csv' })}>CSV</Button>
    </>}>
      <div className={styles.plain}>
        <p className={styles.lead}>{t('knowledge.importLead')}</p>
        <Upload.Dragger accept=".csv,.xlsx" maxCount={1} showUploadList={false} disabled={share !== null} beforeUpload={(chosen) => {
          void send(chosen, true);
          return false;
        }}>
          <InboxOutlined style={{ fontSize: 28 }} />
          <p style={{ margin: '8px 0 0' }}>{t('knowledge.drop')}</p>
        </Upload.Dragger>
        {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label={t('common.loading')} />}
        {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 12 }} />}
        {outcome && (
          <section>
            <h3 className={styles.part}>{outcome.fileName}</h3>
            <dl className={styles.figures}>
              {([['rows', outcome.rows], ['added', outcome.added], ['changedRows', outcome.changed], ['same', outcome.same], ['badRows', outcome.badCount]] as const).map(([name, n]) => <div key={name}><dt>{t(`knowledge.${name}`)}</dt><dd>{n}</dd></div>)}
            </dl>
            {outcome.trial
              ? <Button type="primary" loading={busy || share !== null} disabled={takes === 0 || !file} onClick={() => file && void run(() => send(file, false))}>{takes === 0 ? t('knowledge.nothingToTake') : t('knowledge.take', { n: takes })}</Button>
              : <Alert type="success" role="status" title={t('knowledge.taken', { n: takes })} />}
            {outcome.bad.length > 0 && <>
              <h3 className={styles.part}>{t('knowledge.badTitle', { n: outcome.badCount })}</h3>
              <DataTable<Bad> rows={outcome.bad} rowKey="row" columns={columns} onRetry={() => undefined} empty={null} />
            </>}
          </section>
        )}
      </div>
    </Frame>
  );
}
