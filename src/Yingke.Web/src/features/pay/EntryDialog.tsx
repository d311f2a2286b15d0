import { Alert, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { today } from '@/shared/time/calendar';
import { payMoved } from './usePay';
import { causeName } from './words';

interface Person { id: string; name: string; company?: string }
interface Fields { cause: string; bearer: string; yuan?: number; points?: number; day: Dayjs; reason: string }

const causes = ['praise', 'prize', 'other_reward', 'other_penalty', 'deadline_missed', 'loss'];

/** One reward, penalty or loss, with who bears it and why. */
export function EntryDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [clientId] = useState(newId);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const { data } = useQuery({ queryKey: ['scorecard-options'], queryFn: () => api.get<{ people: Person[] }>('/scorecards/options') });
  const people = data?.people ?? [];
  const companies = [...new Set(people.flatMap((one) => one.company ?? []))];
  const now = dayjs(today());
  const save = async ({ cause, bearer, yuan, points, day, reason }: Fields) => {
    setBusy(true);
    try {
      await api.post('/pay/ledger', { clientId, cause, ...(bearer.startsWith('company/') ? { company: bearer.slice(8) } : { agentId: bearer }), ...(yuan ? { fen: Math.round(yuan * 100) } : {}), ...(points ? { points } : {}), reason, day: day.format('YYYY-MM-DD') });
      await payMoved();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={480} title={t('pay.enter')} onCancel={onClose} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={busy} onOk={() => form.submit()}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ cause: 'praise', day: now }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="cause" label={t('pay.cause')}><Select options={causes.map((value) => ({ value, label: causeName(value, t) }))} /></Form.Item>
        <Form.Item name="bearer" label={t('pay.bearer')} rules={[{ required: true, message: t('common.required') }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={[
            { label: t('pay.people'), title: 'people', options: people.map((one) => ({ value: one.id, label: one.company ? `${one.name}（${one.company}）` : one.name })) },
            ...(companies.length > 0 ? [{ label: t('pay.companies'), title: 'companies', options: companies.map((name) => ({ value: `company/${name}`, label: name })) }] : []),
          ]} />
        </Form.Item>
        <Form.Item name="yuan" label={t('pay.amountYuan')} dependencies={['points']} style={{ display: 'inline-block', width: 208 }} rules={[({ getFieldValue }) => ({ validator: (_, value) => (value || getFieldValue('points') ? Promise.resolve() : Promise.reject(new Error(t('common.required')))) })]}><InputNumber min={0.01} max={1_000_000} precision={2} style={{ width: 180 }} /></Form.Item>
        <Form.Item name="points" label={t('pay.pointsField')} extra={t('pay.pointsFieldHint')} style={{ display: 'inline-block', width: 220 }}><InputNumber min={0.01} max={100} precision={2} style={{ width: 180 }} /></Form.Item>
        <Form.Item name="day" label={t('pay.day')} extra={t('pay.dayHint')}><DatePicker allowClear={false} disabledDate={(day) => day.isAfter(now, 'day')} /></Form.Item>
        <Form.Item name="reason" label={t('pay.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} /></Form.Item>
      </Form>
    </Modal>
  );
}
