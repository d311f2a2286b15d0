import { Alert, DatePicker, Form, Input, Modal, Segmented, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { addDays, shortDay } from './days';
import { rotaChanged, useRota } from './queries';
import type { Entry, Rota } from './types';

interface Fields { days?: [Dayjs, Dayjs]; entryId?: string; withAgentId?: string; withEntryId?: string; reason: string }

/** Asks for leave, or gives a shift of this week or the next to a colleague, for one of theirs or not. */
export function AskDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const me = useMe().agent.id;
  const [kind, setKind] = useState<'leave' | 'swap'>('leave');
  const [form] = Form.useForm<Fields>();
  const other = Form.useWatch('withAgentId', form);
  const now = useRota(undefined).data;
  const next = useRota(now && addDays(now.week, 7)).data;
  const entries = [now, next].flatMap((rota) => (rota ? rota.entries.filter((one) => one.day >= rota.today).map((entry) => ({ entry, rota })) : [])).filter(({ entry }, n, all) => all.findIndex((one) => one.entry.id === entry.id) === n);
  const options = (agentId: string | undefined) => entries.filter(({ entry }) => entry.agentId === agentId).map(({ entry, rota }) => ({ value: entry.id, label: labelOf(entry, rota) }));
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async ({ days, reason, ...swap }: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      await api.post('/rota/requests', kind === 'leave' ? { kind, reason, from: days?.[0].format('YYYY-MM-DD'), to: days?.[1].format('YYYY-MM-DD') } : { kind, reason, ...swap });
      await rotaChanged();
      onClose();
    } catch (failure) {
      setRefusal(wordsOf(failure));
      setBusy(false);
    }
  };
  const required = [{ required: true, message: t('common.required') }];
  return (
    <Modal open title={t('shifts.ask')} okText={t('shifts.send')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={onClose} onOk={() => form.submit()}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)} initialValues={{ reason: '' }}>
        {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
        <Form.Item><Segmented value={kind} onChange={setKind} options={[{ value: 'leave', label: t('shifts.kindOf_leave') }, { value: 'swap', label: t('shifts.kindOf_swap') }]} /></Form.Item>
        {kind === 'leave' ? (
          <Form.Item name="days" label={t('shifts.leaveDays')} rules={required}><DatePicker.RangePicker disabledDate={(day) => day.isBefore(dayjs(now?.today), 'day')} /></Form.Item>
        ) : (
          <>
            <Form.Item name="entryId" label={t('shifts.give')} rules={required}><Select options={options(me)} notFoundContent={t('shifts.nothingToGive')} /></Form.Item>
            <Form.Item name="withAgentId" label={t('shifts.giveTo')} rules={required}>
              <Select showSearch optionFilterProp="label" options={now?.agents.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })) ?? []} onChange={() => form.setFieldValue('withEntryId', undefined)} />
            </Form.Item>
            <Form.Item name="withEntryId" label={t('shifts.takeFor')} extra={t('shifts.takeForHint')}><Select allowClear disabled={!other} options={options(other)} /></Form.Item>
          </>
        )}
        <Form.Item name="reason" label={t('shifts.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  );
}

const labelOf = (entry: Entry, rota: Rota): string => `${shortDay(entry.day)} ${rota.shifts.find(({ id }) => id === entry.shiftId)?.name ?? ''}`;
