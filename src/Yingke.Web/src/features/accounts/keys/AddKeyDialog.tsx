import { Alert, Checkbox, Form, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { hasText, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useMe } from '@/shared/session';
import { usePermissions } from '../staff/queries';
import { mayGive } from '../staff/rights';

/** A key for one of the shop's programs; it can do no more than who makes it. */
export function AddKeyDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (key: string) => void }) {
  const t = useT();
  const me = useMe();
  const [form] = Form.useForm<{ name: string; scopes: string[] }>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { data, error, refetch } = usePermissions();
  const add = async (fields: { name: string; scopes: string[] }) => {
    setBusy(true);
    setRefusal('');
    try {
      onAdded((await api.post<{ key: string }>('/api-keys', { name: fields.name.trim(), scopes: fields.scopes })).key);
    } catch (problem) {
      setRefusal(wordsOf(problem));
      setBusy(false);
    }
  };
  return (
    <Modal open width={560} title={t('keys.add')} onCancel={onClose} onOk={() => form.submit()} okText={t('keys.add')} cancelText={t('common.cancel')} confirmLoading={busy}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ scopes: [] }} onFinish={(fields) => void add(fields)}>
        <Form.Item name="name" label={t('keys.name')} extra={t('keys.nameHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input autoFocus maxLength={60} /></Form.Item>
        {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
        {data && (
          <Form.Item name="scopes" label={t('keys.scopes')} extra={t('keys.scopesHint')} rules={[{ type: 'array', min: 1, message: t('keys.scopesNeeded') }]} style={{ marginBottom: 0 }}>
            <Checkbox.Group style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 4 }} options={data.map(({ id }) => {
              const key = `accounts.perm_${id}`;
              const beyond = !me.agent.owner && !mayGive(me.permissions, id, 'all');
              return { value: id, label: hasText(key) ? t(key) : id, disabled: beyond, title: beyond ? t('accounts.beyondGrant') : undefined };
            })} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
