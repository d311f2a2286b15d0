import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { api } from '@/shared/api/client';
import type { ConversationDetail } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RecordDrawer } from './RecordDrawer';

/** A conversation's record where only its id is known. */
export function RecordById({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: ['record', id], queryFn: () => api.get<ConversationDetail>(`/conversations/${id}`) });
  if (data) return <RecordDrawer row={data.row} onClose={onClose} />;
  return (
    <Drawer open size={960} onClose={onClose} title={t('records.title')}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 8 }} />}
    </Drawer>
  );
}
