import { useQuery } from '@tanstack/react-query';
import { Modal, Skeleton } from 'antd';
import { api } from '@/shared/api/client';
import { language, semicolon, useT, type Translate } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatFen, formatTime } from '@/shared/time/format';
import styles from './Orders.module.css';
import type { OrderDetail } from './types';
import { wordOf } from './words';

/** Every step of an order, with who and when, old and new. */
export function LogDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const lang = useStore(language);
  const { data, error, refetch } = useQuery({ queryKey: ['order', id], queryFn: () => api.get<OrderDetail>(`/orders/${id}`), staleTime: 0 });
  return (
    <Modal open title={`${t('orders.log')}${data ? ` · ${data.order.number}` : ''}`} footer={null} width={520} onCancel={onClose}>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} />}
      {data?.exceptions.map((one) => (
        <div key={one.id} className={one.verifiedAt ? styles.small : styles.over}>
          {t('orders.exception')}：{one.reason} · {one.verifiedAt ? `${t('orders.verified', { name: one.verifiedBy ?? '' })}：${one.result ?? ''}` : t('orders.due', { at: formatTime(one.dueAt, serverNow(), lang) })}
        </div>
      ))}
      <ol className={styles.log}>
        {data?.changes.map((change, i) => (
          <li key={i}>
            <time>{formatTime(change.at, serverNow(), lang)}</time>
            <span><b>{wordOf(t, 'action', change.action)}</b> {change.byName ?? t(change.byKind === 'buyer' ? 'orders.buyer' : 'orders.system')}<small>{changeWords(change.old, change.new, t)}</small></span>
          </li>
        ))}
      </ol>
    </Modal>
  );
}

function changeWords(old: Record<string, unknown> | undefined, next: Record<string, unknown> | undefined, t: Translate): string {
  const words = (value: unknown, name: string): string => {
    if (value === undefined || value === null || value === '') return t('common.none');
    if (typeof value === 'number') return name.endsWith('Fen') ? formatFen(value) : String(value);
    return typeof value !== 'string' ? '' : name === 'state' ? wordOf(t, 'state', value) : value;
  };
  return Object.entries(next ?? {})
    .filter(([name, value]) => !['isEmpty', 'dueAt', 'reportedBy'].includes(name) && value !== old?.[name])
    .map(([name, value]) => (old && name in old ? `${words(old[name], name)} → ${words(value, name)}` : words(value, name)))
    .filter(Boolean).join(semicolon());
}
