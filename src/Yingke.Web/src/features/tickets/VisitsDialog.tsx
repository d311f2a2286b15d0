import { useQuery } from '@tanstack/react-query';
import { Alert, DatePicker, Form, Input, Modal, Select, Table } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { callbacksChanged, useTicketOptions } from './queries';
import styles from './Tickets.module.css';
import type { Candidate } from './types';

interface Fields { title: string; day: Dayjs; agentIds?: string[]; questions: string[] }

/** Regular visits: chosen buyers, a day, who calls them, and a few questions. */
export function VisitsDialog({ today, onClose }: { today: string; onClose: () => void }) {
  const t = useT();
  const lang = useStore(language);
  const [form] = Form.useForm<Fields>();
  const [clientId] = useState(newId);
  const [q, setQ] = useState('');
  const [days, setDays] = useState(90);
  const [buyerIds, setBuyerIds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { data: options } = useTicketOptions();
  const { data } = useQuery({ queryKey: ['callbacks', 'candidates', q, days], queryFn: () => api.get<{ items: Candidate[] }>('/callbacks/candidates', { query: { q, days, limit: 200 } }) });
  const save = async ({ day, ...fields }: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      await api.post('/callbacks/visits', { clientId, ...fields, day: day.format('YYYY-MM-DD'), buyerIds });
      callbacksChanged();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  if (!options) return null;
  return (
    <Modal open width={720} title={t('tickets.planVisits')} onCancel={onClose} onOk={() => form.submit()} okText={t('tickets.planN', { n: buyerIds.length })} cancelText={t('common.cancel')} confirmLoading={busy} okButtonProps={{ disabled: buyerIds.length === 0 }}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} className={styles.two} initialValues={{ day: dayjs(today), questions: options.questions }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="title" label={t('tickets.planTitle')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input autoFocus maxLength={60} placeholder={t('tickets.planTitleHint')} /></Form.Item>
        <Form.Item name="day" label={t('tickets.day')} rules={[{ required: true, message: t('common.required') }]}><DatePicker minDate={dayjs(today)} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="agentIds" label={t('tickets.callers')} extra={t('tickets.callersHint')} className={styles.wide}><Select mode="multiple" optionFilterProp="label" options={options.agents.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
        <Form.Item name="questions" label={t('tickets.questions')} extra={t('tickets.questionsHint')} className={styles.wide}><Select mode="tags" open={false} suffixIcon={null} maxCount={10} /></Form.Item>
      </Form>
      <div className={styles.filters}>
        <Input.Search allowClear maxLength={100} placeholder={t('tickets.findBuyers')} aria-label={t('tickets.findBuyers')} style={{ width: 224 }} onSearch={(words) => setQ(words.trim())} />
        <Select value={days} aria-label={t('tickets.talkedWithin')} onChange={setDays} style={{ width: 176 }} options={[7, 30, 90, 365].map((value) => ({ value, label: t('tickets.talkedWithinDays', { n: value }) }))} />
      </div>
      <Table<Candidate> size="small" rowKey="id" loading={!data} dataSource={data?.items ?? []} pagination={{ pageSize: 8, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
        rowSelection={{ selectedRowKeys: buyerIds, preserveSelectedRowKeys: true, onChange: (keys) => setBuyerIds(keys.map(String)) }}
        columns={[
          { key: 'name', title: t('tickets.buyer'), render: (_, { name, vip }) => <>{name}{vip && <span className={styles.high}> VIP</span>}</> },
          { key: 'last', title: t('tickets.lastTalk'), width: 160, render: (_, { lastTalkAt }) => (lastTalkAt ? formatTime(lastTalkAt, serverNow(), lang) : '–') },
        ]} />
    </Modal>
  );
}
