import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Tag, type TableColumnsType } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { dayStart, today } from '@/shared/time/calendar';
import { serverNow } from '@/shared/time/clock';
import { formatDate } from '@/shared/time/format';
import { SettingsPlace } from './SettingsPlace';
import type { Policy } from './types';

const key = ['return-policies'];

interface Fields { productId?: string; effectiveAt?: Dayjs | null; returnDays: number; warrantyMonths: number; unsaleable?: boolean; exceptions?: string; text: string }

/** Policies by their versions: what held at the time of an application holds for it. */
export default function PoliciesPage() {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<Policy[]>('/aftersales/policies') });
  const now = serverNow();
  const holds = new Set<string>();
  const seen = new Set<string>();
  for (const one of data ?? []) {
    const product = one.productId ?? '';
    if (Date.parse(one.effectiveAt) > now || seen.has(product)) continue;
    seen.add(product);
    holds.add(one.id);
  }
  const columns: TableColumnsType<Policy> = [
    { key: 'for', title: t('aftersales.policyFor'), width: 144, ellipsis: true, render: (_, one) => one.productId ?? t('aftersales.wholeShop') },
    { key: 'from', title: t('aftersales.effectiveAt'), width: 176, render: (_, one) => <>{formatDate(one.effectiveAt)}{holds.has(one.id) && <Tag style={{ marginInlineStart: 8 }}>{t('aftersales.holds')}</Tag>}{Date.parse(one.effectiveAt) > now && <Tag style={{ marginInlineStart: 8 }}>{t('aftersales.later')}</Tag>}</> },
    { key: 'days', title: t('aftersales.returnDays'), width: 96, align: 'right', dataIndex: 'returnDays' },
    { key: 'months', title: t('aftersales.warrantyMonths'), width: 96, align: 'right', dataIndex: 'warrantyMonths' },
    { key: 'text', title: t('aftersales.policyText'), ellipsis: true, render: (_, one) => <span title={one.text}>{[one.unsaleable && t('aftersales.unsaleable'), one.text, one.exceptions].filter(Boolean).join(' · ')}</span> },
  ];
  const add = <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('aftersales.addPolicy')}</Button>;
  return (
    <SettingsPlace title={t('aftersales.policies')} lead={t('aftersales.policiesLead')}>
      {data && data.length > 0 && <div style={{ marginBottom: 12 }}>{add}</div>}
      <DataTable<Policy> rows={data} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 760 }} empty={<Nothing title={t('aftersales.noPolicies')} hint={t('aftersales.noPoliciesHint')}>{add}</Nothing>} />
      {adding && <PolicyDialog onClose={() => setAdding(false)} onSaved={() => { setAdding(false); void queries.invalidateQueries({ queryKey: key }); }} />}
    </SettingsPlace>
  );
}

function PolicyDialog({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [refusal, setRefusal] = useState('');
  const needed = [{ required: true, message: t('common.required') }];
  const save = async ({ effectiveAt, productId, ...rest }: Fields) => {
    try {
      await api.post('/aftersales/policies', { ...rest, productId: productId?.trim() || undefined, effectiveAt: effectiveAt && dayStart(effectiveAt) });
      onSaved();
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  return (
    <Modal open width={560} title={t('aftersales.addPolicy')} onCancel={onClose} onOk={() => form.submit()} okText={t('common.save')} cancelText={t('common.cancel')}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ returnDays: 7, warrantyMonths: 12 }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="productId" label={t('aftersales.policyProduct')} extra={t('aftersales.policyProductHint')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="effectiveAt" label={t('aftersales.effectiveAt')} extra={t('aftersales.effectiveHint')}><DatePicker disabledDate={(day) => !day.isAfter(dayjs(today()), 'day')} /></Form.Item>
        <Form.Item name="returnDays" label={t('aftersales.returnDays')} rules={needed}><InputNumber min={0} max={365} precision={0} /></Form.Item>
        <Form.Item name="warrantyMonths" label={t('aftersales.warrantyMonths')} rules={needed}><InputNumber min={0} max={240} precision={0} /></Form.Item>
        <Form.Item name="unsaleable" valuePropName="checked"><Checkbox>{t('aftersales.unsaleableLong')}</Checkbox></Form.Item>
        <Form.Item name="exceptions" label={t('aftersales.exceptions')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 1, maxRows: 4 }} /></Form.Item>
        <Form.Item name="text" label={t('aftersales.policyText')} rules={[{ required: true, whitespace: true, message: t('common.required') }]} style={{ marginBottom: 0 }}><Input.TextArea maxLength={4000} autoSize={{ minRows: 3, maxRows: 8 }} /></Form.Item>
      </Form>
    </Modal>
  );
}
