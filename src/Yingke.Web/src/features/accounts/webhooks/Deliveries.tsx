import { useInfiniteQuery } from '@tanstack/react-query';
import { App, Button, Drawer, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Page } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import type { Delivery, Webhook } from './types';
import styles from './Webhooks.module.css';
import { errorWords, eventWords } from './words';

/** What was sent to one address, how it went, and once more if wanted. */
export function Deliveries({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useT();
  const lang = useStore(language);
  const { message } = App.useApp();
  const [busy, setBusy] = useState<string | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['deliveries', webhook.id],
    queryFn: ({ pageParam }) => api.get<Page<Delivery>>(`/webhooks/${webhook.id}/deliveries`, { query: { before: pageParam, limit: 50 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: 5000,
    staleTime: 0,
  });
  const replay = async (one: Delivery) => {
    setBusy(one.id);
    try {
      await api.post(`/webhooks/deliveries/${one.id}/replay`);
      void message.success(t('webhooks.replayed'));
      await refetch();
    } catch (problem) {
      void message.error(wordsOf(problem));
    } finally {
      setBusy(null);
    }
  };
  const columns: TableColumnsType<Delivery> = [
    { key: 'at', title: t('webhooks.at'), width: 112, render: (_, { createdAt }) => <time dateTime={createdAt} title={formatExact(createdAt)}>{formatTime(createdAt, serverNow(), lang)}</time> },
    { key: 'event', title: t('webhooks.event'), width: 144, render: (_, { event }) => eventWords(event, t) },
    {
      key: 'result', title: t('webhooks.result'),
      render: (_, one) => (one.state === 'pending'
        ? <span className={styles.off}>{one.tries > 0 ? `${errorWords(one.error, one.status, t)} · ` : ''}{t('webhooks.pending')}</span>
        : <span className={one.state === 'done' ? styles.good : styles.bad}>{one.state === 'done' ? t('webhooks.arrived', { status: one.status ?? '' }) : errorWords(one.error, one.status, t)}</span>),
    },
    { key: 'tries', title: t('webhooks.tries'), width: 64, align: 'right', render: (_, { tries }) => tries },
    { key: 'replay', title: '', width: 80, align: 'right', render: (_, one) => <Button size="small" loading={busy === one.id} disabled={one.state === 'pending'} onClick={() => void replay(one)}>{t('webhooks.replay')}</Button> },
  ];
  return (
    <Drawer open size={680} onClose={onClose} title={t('webhooks.deliveriesOf', { url: webhook.url })}>
      <DataTable<Delivery> rows={data?.pages.flatMap((page) => page.items)} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} empty={<Nothing title={t('webhooks.noDeliveries')} hint={t('webhooks.noDeliveriesHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
    </Drawer>
  );
}
