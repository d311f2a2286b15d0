import { Alert, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { reload } from './reload';
import type { Order } from './types';

type What = 'note' | 'address' | 'line' | 'cancel' | 'exception';

interface Fields { note?: string; name?: string; phone?: string; region?: string; street?: string; lineId?: string; sku?: string; quantity?: number; reason?: string; reportedBy?: string }

/** A note, the address, SKU and quantity, the end of an order, or that something is wrong with it. */
export function EditDialog({ order, what, onClose }: { order: Order; what: What; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { receiver } = order;
  const first = order.lines[0];
  const initial: Fields = {
    note: order.note ?? '', name: receiver.masked ? '' : receiver.name, phone: '', region: receiver.region, street: receiver.masked ? '' : receiver.street,
    lineId: first?.id, sku: first?.sku, quantity: first?.quantity, reportedBy: 'buyer',
  };
  const save = async () => {
    const { note, name, phone, region, street, lineId, sku, quantity, reason, reportedBy } = form.getFieldsValue(true) as Fields;
    setBusy(true);
    setRefusal('');
    try {
      if (what === 'note') await api.put(`/orders/${order.id}/note`, { note: note ?? '' });
      if (what === 'address') await api.put(`/orders/${order.id}/address`, { name, ...(phone?.trim() && { phone: phone.trim() }), region, street });
      if (what === 'line') await api.put(`/orders/${order.id}/line`, { lineId, ...(sku?.trim() && { sku }), ...(order.state === 'placed' && { quantity }) });
      if (what === 'cancel') await api.post(`/orders/${order.id}/cancellation`, { reason });
      if (what === 'exception') await api.post(`/orders/${order.id}/exceptions`, { reportedBy, reason });
      reload(order.buyerId);
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  const required = [{ required: true, whitespace: true, message: t('common.required') }];
  const title = { note: t('orders.editNote'), address: t('orders.editAddress'), line: t('orders.editLine'), cancel: t('orders.cancelTitle'), exception: t('orders.report') }[what];
  const text = (name: keyof Fields, label: string, max: number) => <Form.Item name={name} label={label} rules={required}><Input maxLength={max} /></Form.Item>;
  return (
    <Modal open title={`${title} · ${order.number}`} width={440} onCancel={onClose} onOk={() => form.submit()} okText={what === 'cancel' ? t('orders.cancel') : t('orders.save')}
      cancelText={t('common.cancel')} okButtonProps={{ loading: busy, danger: what === 'cancel' }}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={() => void save()}>
        {what === 'note' && <Form.Item name="note" label={t('orders.note')}><Input.TextArea autoFocus maxLength={500} autoSize={{ minRows: 3, maxRows: 8 }} /></Form.Item>}
        {what === 'address' && <>{text('name', t('orders.name'), 60)}<Form.Item name="phone" label={t('orders.phone')}><Input maxLength={30} placeholder={receiver.phone && t('orders.phoneStays', { phone: receiver.phone })} /></Form.Item>{text('region', t('orders.region'), 100)}{text('street', t('orders.street'), 300)}</>}
        {what === 'line' && (
          <>
            <Form.Item name="lineId" label={t('orders.line')}>
              <Select options={order.lines.map((line) => ({ value: line.id, label: line.title }))}
                onChange={(id: string) => { const line = order.lines.find((one) => one.id === id); form.setFieldsValue({ sku: line?.sku ?? '', quantity: line?.quantity }); }} />
            </Form.Item>
            <Form.Item name="sku" label={t('orders.sku')}><Input maxLength={200} /></Form.Item>
            <Form.Item name="quantity" label={t('orders.quantity')} extra={order.state !== 'placed' && t('orders.quantityHint')}><InputNumber min={1} max={100000} precision={0} disabled={order.state !== 'placed'} /></Form.Item>
          </>
        )}
        {what === 'cancel' && <><p>{t('orders.cancelHint')}</p>{text('reason', t('orders.reason'), 200)}</>}
        {what === 'exception' && (
          <>
            <Form.Item name="reportedBy" label={t('orders.reportedBy')}><Radio.Group options={[{ value: 'buyer', label: t('orders.by_buyer') }, { value: 'platform', label: t('orders.by_platform') }]} /></Form.Item>
            <Form.Item name="reason" label={t('orders.reason')} rules={required}><Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
          </>
        )}
        {refusal && <Alert type="error" role="alert" title={refusal} />}
      </Form>
    </Modal>
  );
}
