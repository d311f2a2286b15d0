import { Alert, Button, Form, Input, Modal, Popconfirm, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { TimeInput } from '@/shared/parts/TimeInput';
import { clockOf, hoursOf } from './days';
import { rotaChanged, useShifts } from './queries';
import styles from './Shifts.module.css';
import type { Shift } from './types';

interface Fields { name: string; kind: Shift['kind']; from: string; to: string }

const kinds = ['work', 'night', 'duty'] as const;
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** The shop's shifts: names, hours, what each is for. */
export function ShiftsDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useShifts();
  const [editing, setEditing] = useState<Shift | 'new'>('new');
  const [refusal, setRefusal] = useState('');
  const archive = async (id: string) => {
    try {
      await api.delete(`/shifts/${id}`);
      await rotaChanged();
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
  };
  return (
    <Modal open title={t('shifts.shifts')} width={560} footer={null} onCancel={onClose}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <ul className={styles.list}>
          {data.map((shift) => (
            <li key={shift.id}>
              <span className={`${styles.chip} ${styles[shift.kind]}`}>{shift.name}</span>
              <span className={styles.small}>{t(`shifts.kind_${shift.kind}`)} · {hoursOf(shift)}</span>
              <span className={styles.listActions}>
                <Button size="small" type="text" onClick={() => setEditing(shift)}>{t('common.edit')}</Button>
                <Popconfirm title={t('shifts.archiveAsk')} okText={t('shifts.archive')} cancelText={t('common.cancel')} onConfirm={() => void archive(shift.id)}>
                  <Button size="small" type="text" danger>{t('shifts.archive')}</Button>
                </Popconfirm>
              </span>
            </li>
          ))}
        </ul>
      )}
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <ShiftForm key={editing === 'new' ? 'new' : editing.id} shift={editing === 'new' ? undefined : editing} onDone={() => setEditing('new')} />
    </Modal>
  );
}

function ShiftForm({ shift, onDone }: { shift: Shift | undefined; onDone: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? shift?.kind ?? 'work';
  const [refusal, setRefusal] = useState('');
  const save = async ({ name, from, to }: Fields) => {
    setRefusal('');
    const body = { name, kind, from: minutesOf(from), to: minutesOf(to) };
    try {
      await (shift ? api.put(`/shifts/${shift.id}`, body) : api.post('/shifts', body));
      await rotaChanged();
      form.resetFields();
      onDone();
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
  };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)}
      initialValues={{ name: shift?.name ?? '', kind: shift?.kind ?? 'work', from: clockOf(shift?.from ?? 540), to: clockOf(shift?.to ?? 1080) }}>
      <h3 className={styles.formTitle}>{t(shift ? 'shifts.editShift' : 'shifts.addShift')}</h3>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form.Item name="kind" label={t('shifts.kind')} extra={t(`shifts.kindHint_${kind}`)}>
        <Segmented disabled={shift !== undefined} options={kinds.map((value) => ({ value, label: t(`shifts.kind_${value}`) }))} />
      </Form.Item>
      <div className={styles.fields}>
        <Form.Item name="name" label={t('shifts.name')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={20} style={{ width: 160 }} /></Form.Item>
        <Form.Item name="from" label={t('shifts.from')} hidden={kind === 'duty'}><TimeInput label={t('shifts.from')} /></Form.Item>
        <Form.Item name="to" label={t('shifts.to')} hidden={kind === 'duty'}><TimeInput label={t('shifts.to')} /></Form.Item>
      </div>
      <div className={styles.fields}>
        <Button type="primary" htmlType="submit">{t('common.save')}</Button>
        {shift && <Button onClick={onDone}>{t('common.cancel')}</Button>}
      </div>
    </Form>
  );
}
