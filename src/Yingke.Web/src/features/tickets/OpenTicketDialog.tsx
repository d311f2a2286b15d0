import { Alert, DatePicker, Form, Input, Modal, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { TicketOccasion } from '@/shared/asked';
import { CategoryPicker } from '@/shared/categories/CategoryPicker';
import { useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { instantOf } from '@/shared/time/calendar';
import { formatDuration } from '@/shared/time/format';
import { FileTray } from './FileTray';
import { learnTicket, useTicketOptions } from './queries';
import styles from './Tickets.module.css';
import type { Ticket, TicketFile, TicketPriority } from './types';

interface Fields { kind: string; priority: TicketPriority; title: string; text?: string; assigneeId?: string; department?: string; watchers?: string[]; orderNumber?: string; categoryId?: string; technician?: string; promisedAt?: Dayjs | null }

export function OpenTicketDialog({ about = {}, onClose, onOpened }: { about?: TicketOccasion; onClose: () => void; onOpened: (ticket: Ticket) => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [clientId] = useState(newId);
  const [files, setFiles] = useState<TicketFile[]>([]);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { data: options, error } = useTicketOptions();
  const kind = Form.useWatch('kind', form);
  const type = options?.types.find(({ key }) => key === kind);
  const { buyerName, orderNumber: asked, ...occasion } = about;
  const save = async ({ technician, promisedAt, orderNumber, ...fields }: Fields) => {
    setBusy(true);
    setRefusal('');
    const visit = type?.onSite ? { visit: { ...(technician && { technician }), ...(promisedAt && { promisedAt: instantOf(promisedAt) }) } } : {};
    try {
      const ticket = await api.post<Ticket>('/tickets', { clientId, ...occasion, ...fields, ...visit, ...(orderNumber?.trim() && { origin: 'order', subject: orderNumber.trim() }), fileIds: files.map(({ id }) => id) });
      learnTicket(ticket);
      onOpened(ticket);
    } catch (problem) {
      setRefusal(wordsOf(problem));
      setBusy(false);
    }
  };
  const agents = options?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <Modal open width={640} title={t('tickets.add')} onCancel={onClose} onOk={() => form.submit()} okText={t('tickets.add')} cancelText={t('common.cancel')} confirmLoading={busy} okButtonProps={{ disabled: !options }}>
      {(refusal || error) && <Alert type="error" role="alert" title={refusal || wordsOf(error)} style={{ marginBottom: 12 }} />}
      {buyerName && <p className={styles.quiet}>{t('tickets.aboutBuyer', { name: buyerName })}{about.subject && ` · ${t(`tickets.origin_${about.origin ?? 'hand'}`)} ${about.subject}`}</p>}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} className={styles.two} initialValues={{ kind: 'inquiry', priority: 'normal', ...(asked && { orderNumber: asked }) }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="kind" label={t('tickets.kind')} className={styles.wide}
          extra={type && [t('tickets.replyWithin', { time: formatDuration(type.replyMinutes * 60, t) }), type.resolveMinutes && t('tickets.resolveWithin', { time: formatDuration(type.resolveMinutes * 60, t) }), type.callBack && t('tickets.callsBack')].filter(Boolean).join(' · ')}>
          <Radio.Group optionType="button" options={options?.types.map(({ key, name }) => ({ value: key, label: name })) ?? []} />
        </Form.Item>
        <Form.Item name="title" label={t('tickets.titleField')} className={styles.wide} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input autoFocus maxLength={80} placeholder={t('tickets.titleHint')} /></Form.Item>
        <Form.Item name="text" label={t('tickets.text')} className={styles.wide}><Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={4000} /></Form.Item>
        {type?.onSite && <>
          <Form.Item name="technician" label={t('tickets.technician')}><Input maxLength={60} /></Form.Item>
          <Form.Item name="promisedAt" label={t('tickets.promisedAt')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} /></Form.Item>
        </>}
        <Form.Item name="assigneeId" label={t('tickets.assignee')} extra={t('tickets.assigneeHint')}><Select allowClear showSearch={{ optionFilterProp: 'label' }} options={agents} /></Form.Item>
        <Form.Item name="department" label={t('tickets.department')}><Select allowClear options={options?.departments.map(({ name }) => ({ value: name, label: name })) ?? []} /></Form.Item>
        <Form.Item name="categoryId" className={styles.wide}><CategoryPicker inForm /></Form.Item>
        <Form.Item name="watchers" label={t('tickets.watchers')}><Select mode="multiple" optionFilterProp="label" options={agents} /></Form.Item>
        {!about.subject && <Form.Item name="orderNumber" label={t('tickets.orderNumber')}><Input maxLength={80} placeholder={t('tickets.orderNumberHint')} /></Form.Item>}
        <Form.Item name="priority" label={t('tickets.priority')}><Radio.Group options={(['normal', 'high', 'urgent'] as const).map((value) => ({ value, label: t(`tickets.priority_${value}`) }))} /></Form.Item>
      </Form>
      <FileTray files={files} onChange={setFiles} />
    </Modal>
  );
}
