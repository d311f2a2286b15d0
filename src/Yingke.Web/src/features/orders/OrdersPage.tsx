import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select, type TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '@/shared/api/client';
import type { Page } from '@/shared/api/types';
import { language, semicolon, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { OrderTag } from '@/shared/parts/OrderTag';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { LogDialog } from './LogDialog';
import styles from './Orders.module.css';
import { useOrderTabs } from './tabs';
import type { Order, OrderState } from './types';
import { yuanOf } from './words';

const states: OrderState[] = ['placed', 'paid', 'shipped', 'received', 'completed', 'closed'];

/** The shop's orders, newest first. */
export default function OrdersPage() {
  const t = useT();
  const lang = useStore(language);
  const [state, setState] = useState<OrderState | ''>('');
  const linked = useSearchParams()[0].get('q') ?? '';
  const [words, setWords] = useState(linked);
  const [followed, setFollowed] = useState(linked);
  // A link, of an alert perhaps, while the page is open already.
  if (linked !== followed) {
    setFollowed(linked);
    setWords(linked);
  }
  const [shown, setShown] = useState<string | null>(null);
  const q = useDeferredValue(words.trim());
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['order-list', state, q],
    queryFn: ({ pageParam, signal }) => api.get<Page<Order>>('/orders', { query: { state, q, before: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
  const at = (iso?: string) => (iso ? formatTime(iso, serverNow(), lang) : '');
  const columns: TableColumnsType<Order> = [
    { key: 'number', title: t('orders.number'), width: 190, render: (_, row) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(row.id)}>{row.number}</Button> },
    { key: 'badge', title: t('orders.stateHead'), width: 100, render: (_, row) => <OrderTag badge={row.badge} /> },
    { key: 'buyer', title: t('orders.buyerName'), width: 130, ellipsis: true, render: (_, row) => row.buyerName },
    { key: 'product', title: t('orders.products'), ellipsis: true, render: (_, row) => row.lines.map((line) => `${line.title} × ${line.quantity}`).join(semicolon()) },
    { key: 'total', title: t('orders.amount'), width: 110, align: 'right', render: (_, row) => yuanOf(row.totalFen) },
    { key: 'placed', title: t('orders.placedAt'), width: 130, render: (_, row) => at(row.placedAt) },
    { key: 'ship', title: t('orders.shipping'), width: 190, render: (_, row) => (row.shipBy ? t('orders.shipBy', { at: at(row.shipBy) }) : row.pickUpBy ? t('orders.pickUpBy', { at: at(row.pickUpBy) }) : '') },
  ];
  return (
    <Screen title={t('orders.title')} tabs={useOrderTabs()}>
      <div className={styles.bar}>
        <Input.Search allowClear style={{ width: 320 }} placeholder={t('orders.search')} value={words} maxLength={100} onChange={(event) => setWords(event.target.value)} />
        <Select value={state} onChange={setState} style={{ width: 140 }} aria-label={t('orders.stateHead')} options={[{ value: '' as const, label: t('orders.allStates') }, ...states.map((value) => ({ value, label: t(`orders.state_${value}`) }))]} />
      </div>
      <DataTable<Order> rows={data?.pages.flatMap((page) => page.items)} error={error} onRetry={() => void refetch()} rowKey="id" columns={columns} empty={<Nothing title={t('orders.empty')} hint={t('orders.emptyHint')} />} />
      {hasNextPage && <p style={{ textAlign: 'center' }}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('orders.load')}</Button></p>}
      {shown && <LogDialog id={shown} onClose={() => setShown(null)} />}
    </Screen>
  );
}
