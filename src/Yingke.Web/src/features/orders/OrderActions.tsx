import { useQuery } from '@tanstack/react-query';
import { App, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { asked } from '@/shared/asked';
import { newId } from '@/shared/ids';
import { useT } from '@/shared/i18n/i18n';
import { CopyButton } from '@/shared/parts/CopyButton';
import { RightButton } from '@/shared/parts/RightButton';
import { can, useMe } from '@/shared/session';
import styles from './Orders.module.css';
import { reload } from './reload';
import type { Order, OrderDetail, Talk } from './types';
import { wordOf } from './words';

const PriceDialog = lazy(async () => ({ default: (await import('./PriceDialog')).PriceDialog }));
const EditDialog = lazy(async () => ({ default: (await import('./EditDialog')).EditDialog }));
const LogDialog = lazy(async () => ({ default: (await import('./LogDialog')).LogDialog }));

type Dialog = 'price' | 'note' | 'address' | 'line' | 'cancel' | 'exception' | 'log' | null;

/** What can be done with an order from the chat. Who lacks the right sees the button, grey, and the sentence that says so. */
export function OrderActions({ order, talk }: { order: Order; talk: Talk }) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<Dialog>(null);
  const [busy, setBusy] = useState('');
  const unpaid = order.state === 'placed';
  const { data: detail } = useQuery({ queryKey: ['order', order.id], queryFn: () => api.get<OrderDetail>(`/orders/${order.id}`), enabled: unpaid && can(me, 'orders.price') });
  const unshipped = unpaid || order.state === 'paid';
  const run = async (name: string, work: () => Promise<unknown>, done: string) => {
    setBusy(name);
    try {
      await work();
      void message.success(done);
    } catch (error) {
      void message.error(wordsOf(error));
    } finally {
      setBusy('');
      reload(order.buyerId);
    }
  };
  const remind = async () => {
    const answer = await api.post<{ sent: string[]; skipped: { why: string }[] }>('/payment-reminders', { orderIds: [order.id] });
    if (answer.sent.length === 0) throw new Error(wordOf(t, 'why', answer.skipped[0]?.why ?? ''));
  };
  const whyNot = detail?.reminder?.why;
  const shippedWhy = !unshipped && t('orders.notUnshipped');
  const manage = can(me, 'orders.manage');
  const menu = [
    { key: 'note', label: t('orders.editNote') },
    { key: 'address', label: t('orders.editAddress'), disabled: !unshipped },
    { key: 'line', label: t('orders.editLine'), disabled: !unshipped },
    { key: 'cancel', label: t('orders.cancel'), disabled: !unpaid, danger: true },
    { key: 'exception', label: t('orders.report') },
  ];
  const latest = detail?.offers[0];
  return (
    <>
      {latest && unpaid && <div className={styles.small}>{t('orders.changePrice')}：{wordOf(t, 'offer', latest.stale && latest.state === 'offered' ? 'stale' : latest.state)}</div>}
      <div className={styles.actions}>
        <RightButton size="small" right="im.chat" why={!talk.mine && t('orders.cannotSend')} loading={busy === 'card'}
          onClick={() => void run('card', () => api.post(`/conversations/${talk.id}/order-cards`, { clientId: newId(), orderId: order.id }), t('orders.cardSent'))}>{t('orders.sendCard')}</RightButton>
        <RightButton size="small" right="orders.price" why={!unpaid ? t('orders.notUnpaid') : !talk.mine && t('orders.cannotSend')} onClick={() => setDialog('price')}>{t('orders.changePrice')}</RightButton>
        {unpaid && <RightButton size="small" right="orders.price" why={whyNot ? wordOf(t, 'why', whyNot) : false} loading={busy === 'remind'} onClick={() => void run('remind', remind, t('orders.reminded'))}>{t('orders.remind')}</RightButton>}
        <RightButton size="small" right="orders.manage" why={shippedWhy || (order.confirmedAt && t('orders.alreadyConfirmed'))} loading={busy === 'confirm'}
          onClick={() => void run('confirm', () => api.post(`/orders/${order.id}/confirmation`), t('orders.confirmed'))}>{t('orders.confirm')}</RightButton>
        {manage
          ? <Dropdown trigger={['click']} menu={{ items: menu, onClick: ({ key }) => setDialog(key as Dialog) }}><span><RightButton size="small">{t('orders.edit')}</RightButton></span></Dropdown>
          : <RightButton size="small" right="orders.manage">{t('orders.edit')}</RightButton>}
        <RightButton size="small" right="tickets.handle"
          onClick={() => asked.set({ ticket: { conversationId: talk.id, buyerName: order.buyerName, orderNumber: order.number } })}>{t('tickets.add')}</RightButton>
        <CopyButton size="small" type="text" value={order.number} label={t('orders.copyNumber')} />
        <RightButton size="small" type="text" onClick={() => setDialog('log')}>{t('orders.log')}</RightButton>
      </div>
      <Suspense>
        {dialog === 'price' && detail && <PriceDialog order={order} floorFen={detail.floorFen ?? 0} talk={talk} onClose={() => setDialog(null)} />}
        {dialog === 'log' && <LogDialog id={order.id} onClose={() => setDialog(null)} />}
        {dialog !== null && dialog !== 'price' && dialog !== 'log' && <EditDialog order={order} what={dialog} onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  );
}
