import { useQuery } from '@tanstack/react-query';
import { Modal, Table } from 'antd';
import { addressOf, api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { formatExact } from '@/shared/time/format';
import styles from './Performance.module.css';

interface File { id: string; month: string; name: string; bytes: number; at: string }

/** Reports of whole months that were written by themselves. */
export function MonthlyFiles({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: ['report-files'], queryFn: async () => (await api.get<{ items: File[] }>('/reports/files')).items });
  return (
    <Modal open width={560} title={t('performance.monthlyFiles')} onCancel={onClose} footer={null}>
      <p className={styles.meaning}>{t('performance.monthlyFilesLead')}</p>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : (
        <Table<File> size="small" rowKey="id" pagination={false} loading={!data} dataSource={data ?? []} locale={{ emptyText: <Nothing title={t('performance.noFiles')} hint={t('performance.noFilesHint')} /> }} columns={[
          { key: 'name', title: t('performance.file'), render: (_, file) => <a href={addressOf(`/reports/files/${file.id}`)} download>{file.name}</a> },
          { key: 'at', title: t('performance.writtenAt'), width: 180, render: (_, file) => formatExact(file.at) },
          { key: 'bytes', title: 'KB', width: 72, align: 'right', render: (_, file) => Math.ceil(file.bytes / 1024) },
        ]} />
      )}
    </Modal>
  );
}
