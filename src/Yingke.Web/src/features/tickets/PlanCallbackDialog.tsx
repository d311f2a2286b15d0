import { Alert, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { CallbackOccasion } from '@/shared/asked';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { today } from '@/shared/time/calendar';
import { callbacksChanged, useTicketOptions } from './queries';

interface Fields { day: Dayjs; agentId?: string; note: string }

/** One call-back by hand: when, by whom, and what about. */
export function PlanCallbackDialog({ about, onClose, onPlanned }: { about: CallbackOccasion; onClose: () => void; onPlanned: (day: string) => void }) {
  const t = useT();
  const me = useMe();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { data: options } = useTicketOptions();
  const now = dayjs(today());
  const save = async ({ day, ...fields }: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      await api.post('/callbacks', { buyerId: about.buyerId, day: day.format('YYYY-MM-DD'), ...fields });
      callbacksChanged();
      onPlanned(day.format('MM-DD'));
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={440} title={t('tickets.callBackTo', { name: about.buyerName })} onCancel={onClose} onOk={() => form.submit()} okText={t('tickets.planCallback')} cancelText={t('common.cancel')} confirmLoading={busy}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ day: now.add(1, 'day'), agentId: me.agent.id }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="day" label={t('tickets.day')} rules={[{ required: true, message: t('common.required') }]}><DatePicker minDate={now} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="agentId" label={t('tickets.assignee')}><Select showSearch={{ optionFilterProp: 'label' }} options={options?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? [{ value: me.agent.id, label: me.agent.name }]} /></Form.Item>
        <Form.Item name="note" label={t('tickets.callbackAbout')} rules={[{ required: true, whitespace: true, message: t('common.required') }]} style={{ marginBottom: 0 }}><Input.TextArea autoFocus maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
      </Form>
    </Modal>
  );
}
