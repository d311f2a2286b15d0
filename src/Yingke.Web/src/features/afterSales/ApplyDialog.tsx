import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import type { Page } from '@/shared/api/types';
import { newId } from '@/shared/ids';
import { useT } from '@/shared/i18n/i18n';
import { formatFen } from '@/shared/time/format';
import { Pictures } from './Pictures';
import type { Application, ApplicationType, OrderChoice, SettingsAnswer } from './types';
import { key } from './useAfterSales';

interface Fields { line: string; type: ApplicationType; quantity: number; reason: string; text?: string; files?: string[] }

/** Opens an application for the buyer, for one line of an order that was paid. Repair comes first: it is the cheapest for everybody. */
export function ApplyDialog({ buyerId, conversationId, onClose, onDone }: { buyerId: string; conversationId: string; onClose: () => void; onDone: (id: string) => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  // The same dialog sent again is the same application.
  const [clientId] = useState(newId);
  const orders = useQuery({ queryKey: ['orders', 'choices', buyerId], queryFn: async () => (await api.get<Page<OrderChoice>>(`/buyers/${buyerId}/orders`)).items });
  const settings = useQuery({ queryKey: [...key, 'settings'], queryFn: () => api.get<SettingsAnswer>('/aftersales/settings') });
  const lines = (orders.data ?? []).filter((order) => order.paidFen > 0 && order.state !== 'closed' && order.state !== 'placed').flatMap((order) => order.lines.map((line) => ({ order, line })));
  const lineId = Form.useWatch('line', form);
  const chosen = lines.find(({ line }) => line.id === lineId);
  const voucher = chosen?.line.kind === 'voucher';
  const most = chosen ? (voucher ? chosen.line.vouchers - chosen.line.usedVouchers : chosen.line.quantity) : 1;
  const save = async (fields: Fields) => {
    if (!chosen) return;
    setBusy(true);
    setRefusal('');
    try {
      const made = await api.post<Application>('/aftersales', {
        clientId, orderId: chosen.order.id, lineId: chosen.line.id, type: voucher ? 'refund' : fields.type, quantity: fields.quantity, reason: fields.reason, text: fields.text?.trim() || undefined,
        files: fields.files?.length ? fields.files : undefined, conversationId,
      });
      await queries.invalidateQueries({ queryKey: key });
      onDone(made.row.id);
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={520} title={t('aftersales.open')} onCancel={onClose} onOk={() => form.submit()} okText={t('aftersales.openOk')} cancelText={t('common.cancel')} confirmLoading={busy} okButtonProps={{ disabled: lines.length === 0 }}>
      {(refusal || orders.error) && <Alert type="error" role="alert" title={refusal || wordsOf(orders.error)} style={{ marginBottom: 12 }} />}
      {orders.data && lines.length === 0 && <Alert type="info" title={t('aftersales.noPaidOrder')} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ type: 'repair', quantity: 1 }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="line" label={t('aftersales.whichLine')} rules={[{ required: true, message: t('common.required') }]}>
          <Select loading={orders.isPending} options={lines.map(({ order, line }) => ({ value: line.id, label: `${line.title} · ${formatFen(line.paidFen)} · ${order.number}` }))} />
        </Form.Item>
        {!voucher && (
          <Form.Item name="type" label={t('aftersales.type')} extra={t('aftersales.repairFirst')}>
            <Radio.Group options={(['repair', 'exchange', 'return', 'refund'] as const).map((value) => ({ value, label: t(`aftersales.type_${value}`) }))} />
          </Form.Item>
        )}
        <Form.Item name="quantity" label={t(voucher ? 'aftersales.voucherCount' : 'aftersales.quantity')} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={1} max={Math.max(1, most)} precision={0} /></Form.Item>
        <Form.Item name="reason" label={t('aftersales.reason')} rules={[{ required: true, message: t('common.required') }]}>
          <Select options={(settings.data?.settings.reasons ?? []).map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="text" label={t('aftersales.text')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>
        <Form.Item name="files" label={t('aftersales.evidence')} style={{ marginBottom: 0 }}><Pictures /></Form.Item>
      </Form>
    </Modal>
  );
}
