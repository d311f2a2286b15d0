import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Modal, Skeleton, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import type { Schema } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { formatExact } from '@/shared/time/format';

const key = ['temporary-quota'];

/** 临时子账号: ten more for a month, where the orders of thirty days allow it. */
export function TemporaryDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<Schema<'TemporaryQuotaAnswer'>>('/agents/temporary-quota'), staleTime: 0 });
  const apply = async () => {
    setBusy(true);
    setRefusal('');
    try {
      queries.setQueryData(key, await api.post('/agents/temporary-quota'));
      await queries.invalidateQueries({ queryKey: ['agents'] });
      void message.success(t('accounts.temporaryDone'));
    } catch (failure) {
      setRefusal(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  };
  const why = data?.why === 'too_few_orders' ? t('accounts.temporaryTooFew', { needed: data.needed }) : data?.why ? t('accounts.temporaryGrantedWhy') : '';
  return (
    <Modal open title={t('accounts.temporaryTitle')} width={520} onCancel={onClose} footer={[
      <Button key="close" onClick={onClose}>{t('common.close')}</Button>,
      <Tooltip key="apply" title={why}><Button type="primary" loading={busy} disabled={!data || why !== ''} onClick={() => void apply()}>{t('accounts.temporaryApply', { places: data?.places ?? 10 })}</Button></Tooltip>,
    ]}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <>
          {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
          <p>{t('accounts.temporaryRule', { days: data.days, needed: data.needed, places: data.places })}</p>
          <p><b>{t('accounts.temporaryAverage', { days: data.days, orders: data.orders, average: Number(data.average).toFixed(2) })}</b></p>
          {data.granted ? <p>{t('accounts.temporaryRunning', { used: data.granted.used, places: data.granted.places, until: formatExact(data.granted.untilAt).slice(0, 16) })}</p> : why && <p>{why}</p>}
        </>
      )}
    </Modal>
  );
}
