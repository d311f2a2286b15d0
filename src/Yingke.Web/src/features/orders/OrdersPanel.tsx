import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import type { Page } from '@/shared/api/types';
import { on } from '@/shared/hub/desk';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { OrderCard } from './OrderCard';
import styles from './Orders.module.css';
import type { Order, Talk } from './types';

const PairingDialog = lazy(async () => ({ default: (await import('./PairingDialog')).PairingDialog }));

/** The buyer's orders beside the chat, newest first; the one they ask about before the others. */
export function OrdersPanel({ buyerId, talk, asked }: { buyerId: string; talk: Talk; asked?: string }) {
  const t = useT();
  const [pairing, setPairing] = useState(false);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['orders', buyerId],
    queryFn: ({ pageParam }) => api.get<Page<Order>>(`/buyers/${buyerId}/orders`, { query: { before: pageParam, limit: 10 } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
  useEffect(() => on('orders', (moved) => {
    if (moved !== buyerId) return;
    void queries.invalidateQueries({ queryKey: ['orders', buyerId] });
    void queries.invalidateQueries({ queryKey: ['order'] });
  }), [buyerId]);
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  const orders = data.pages.flatMap((page) => page.items);
  const recommend = (
    <>
      <div><RightButton size="small" right="im.chat" why={!talk.mine && t('orders.cannotSend')} onClick={() => setPairing(true)}>{t('orders.recommend')}</RightButton></div>
      {pairing && <Suspense><PairingDialog conversationId={talk.id} onClose={() => setPairing(false)} /></Suspense>}
    </>
  );
  if (orders.length === 0) return <div className={styles.orders}><p className={styles.none}>{t('orders.none')}<small>{t('orders.noneHint')}</small></p>{recommend}</div>;
  const first = orders.findIndex((order) => order.number === asked);
  const shown = first > 0 ? [orders[first]!, ...orders.filter((_, i) => i !== first)] : orders;
  return (
    <div className={styles.orders}>
      {shown.map((order, i) => <OrderCard key={order.id} order={order} talk={talk} open={i === 0} />)}
      {hasNextPage && <Button size="small" type="link" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('orders.moreOrders')}</Button>}
      {recommend}
    </div>
  );
}
