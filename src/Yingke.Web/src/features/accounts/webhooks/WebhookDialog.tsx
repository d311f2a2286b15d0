import { Alert, Checkbox, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { webhookEvents } from './events';
import type { Webhook, WebhookKind, WebhookWithSecret } from './types';
import { eventWords } from './words';

interface Fields { kind: WebhookKind; url: string; events: string[]; secret?: string }

export function WebhookDialog({ webhook, onClose, onSaved }: { webhook: Webhook | null; onClose: () => void; onSaved: (made?: WebhookWithSecret) => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form) ?? webhook?.kind ?? 'generic';
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async ({ secret, kind: chosen, ...fields }: Fields) => {
    setBusy(true);
    setRefusal('');
    const body = { ...fields, url: fields.url.trim(), ...(secret?.trim() && { secret: secret.trim() }), ...(!webhook && { kind: chosen }) };
    try {
      if (webhook) {
        await api.patch(`/webhooks/${webhook.id}`, body);
        onSaved();
      } else onSaved(await api.post<WebhookWithSecret>('/webhooks', body));
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={560} title={t(webhook ? 'webhooks.edit' : 'webhooks.add')} onCancel={onClose} onOk={() => form.submit()} okText={t(webhook ? 'common.save' : 'webhooks.add')} cancelText={t('common.cancel')} confirmLoading={busy}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={webhook ?? { kind: 'generic', events: [] }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="kind" label={t('webhooks.kind')}>
          <Radio.Group disabled={webhook !== null} options={(['generic', 'dingtalk', 'wecom'] as const).map((value) => ({ value, label: t(`webhooks.kind_${value}`) }))} />
        </Form.Item>
        <Form.Item name="url" label={t('webhooks.url')} extra={t(`webhooks.urlHint_${kind}`)} rules={[{ required: true, message: t('common.required') }, { pattern: /^\s*https?:\/\/\S+$/, message: t('webhooks.urlWrong') }]}>
          <Input autoFocus maxLength={500} placeholder="https://" />
        </Form.Item>
        {kind === 'dingtalk' && <Form.Item name="secret" label={t('webhooks.dingSecret')} extra={t('webhooks.dingSecretHint')}><Input.Password maxLength={200} autoComplete="off" /></Form.Item>}
        <Form.Item name="events" label={t('webhooks.events')} rules={[{ type: 'array', min: 1, message: t('webhooks.eventsNeeded') }]} style={{ marginBottom: 0 }}>
          <Checkbox.Group style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 4 }} options={webhookEvents.map((value) => ({ value, label: eventWords(value, t) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
