import { Alert, App, Form, Input, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { newId } from '@/shared/ids';
import { useT } from '@/shared/i18n/i18n';
import { formatFen } from '@/shared/time/format';
import styles from './Orders.module.css';
import { priceOf, type PriceForm } from './price';
import { reload } from './reload';
import type { Order, Talk } from './types';
import { yuanOf } from './words';

/** Above so much off, the agent is asked twice. */
const big = 20;

/** 支付前改价: old and new side by side, the floor always in sight. */
export function PriceDialog({ order, floorFen, talk, onClose }: { order: Order; floorFen: number; talk: Talk; onClose: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const [form, setForm] = useState<PriceForm>({ mode: 'whole', discount: '', lines: {}, freight: yuanOf(order.freightFen) });
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const [refusal, setRefusal] = useState('');
  // The same click tried again is the same offer.
  const [clientId] = useState(newId);
  const priced = priceOf(order, floorFen, form);
  const change = (patch: Partial<PriceForm>) => {
    setForm({ ...form, ...patch });
    setSure(false);
  };
  const isBig = order.totalFen > 0 && (order.totalFen - priced.total) * 100 > order.totalFen * big;
  const send = async () => {
    if (isBig && !sure) return setSure(true);
    setBusy(true);
    setRefusal('');
    try {
      await api.post(`/orders/${order.id}/price-offers`, { clientId, conversationId: talk.id, ...priced.wish });
      void message.success(t('orders.offerSent'));
      reload(order.buyerId);
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  const why = priced.problem === 'tooLow' ? t('orders.tooLow', { fen: formatFen(floorFen) }) : priced.problem === 'raised' ? t('orders.raised') : '';
  return (
    <Modal open title={`${t('orders.priceTitle')} · ${order.number}`} width={460} onCancel={onClose} onOk={() => void send()} okText={t('orders.offer')} cancelText={t('common.cancel')}
      okButtonProps={{ loading: busy, disabled: priced.problem !== undefined, danger: sure }}>
      <Form layout="vertical" requiredMark={false} onFinish={() => void send()}>
        <Segmented block value={form.mode} onChange={(mode) => change({ mode: mode as PriceForm['mode'] })} style={{ marginBottom: 12 }}
          options={[{ value: 'whole', label: t('orders.priceWhole') }, { value: 'lines', label: t('orders.priceLines') }]} />
        {form.mode === 'whole'
          ? <Form.Item label={t('orders.discount')} htmlFor="price-discount"><Input id="price-discount" autoFocus inputMode="decimal" value={form.discount} placeholder="0.00" onChange={(event) => change({ discount: event.target.value })} /></Form.Item>
          : order.lines.map((line) => (
            <Form.Item key={line.id} htmlFor={`price-${line.id}`} label={t('orders.newLine', { name: [line.title, line.sku].filter(Boolean).join(' · '), n: line.quantity, fen: formatFen(line.totalFen) })}>
              <Input id={`price-${line.id}`} inputMode="decimal" value={form.lines[line.id] ?? ''} placeholder={yuanOf(line.totalFen)} onChange={(event) => change({ lines: { ...form.lines, [line.id]: event.target.value } })} />
            </Form.Item>
          ))}
        {order.freightFen > 0 && <Form.Item label={t('orders.newFreight', { fen: formatFen(order.freightFen) })} htmlFor="price-freight"><Input id="price-freight" inputMode="decimal" value={form.freight} onChange={(event) => change({ freight: event.target.value })} /></Form.Item>}
        <div className={styles.compare}>
          <span>{t('orders.oldTotal')} <b>{formatFen(order.totalFen)}</b></span>
          <span>{t('orders.newTotal')} <b className={why ? styles.over : undefined}>{priced.problem === 'invalid' ? '—' : formatFen(priced.total)}</b></span>
          <span className={styles.small}>{t('orders.floor', { fen: formatFen(floorFen) })}</span>
        </div>
        {why && <Alert type="error" title={why} />}
        {sure && <Alert type="warning" role="alert" title={t('orders.bigChange', { n: big })} />}
        {refusal && <Alert type="error" role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
