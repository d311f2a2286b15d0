import { Alert, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useSeverityOptions } from './parts';
import type { PhraseView, Severity } from './types';

interface Fields { text: string; severity: Severity; replacement?: string; note?: string }

/** Adds a phrase, or changes what one does. Its words stay: another word is another phrase. */
export function PhraseDialog({ phrase, onClose, onSaved }: { phrase: PhraseView | null; onClose: () => void; onSaved: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const options = useSeverityOptions();
  const save = async ({ text, severity, replacement = '', note = '' }: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      if (phrase) await api.patch(`/phrases/${phrase.id}`, { severity, replacement, note });
      else await api.post('/phrases', { text, severity, replacement, note });
      onSaved();
    } catch (error) {
      setRefusal(error instanceof Problem && error.field === 'replacement' ? t('phrases.badReplacement') : wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={520} title={t(phrase ? 'phrases.edit' : 'phrases.add')} onCancel={onClose} onOk={() => form.submit()} okText={t(phrase ? 'common.save' : 'phrases.add')} cancelText={t('common.cancel')} confirmLoading={busy}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={phrase ?? { severity: 'warn' }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="text" label={t('phrases.text')} extra={phrase ? undefined : t('phrases.textHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input autoFocus={!phrase} maxLength={100} disabled={phrase !== null} />
        </Form.Item>
        <Form.Item name="severity" label={t('phrases.severity')} extra={t('phrases.severityHint')}><Radio.Group options={options} /></Form.Item>
        <Form.Item name="replacement" label={t('phrases.replacement')} extra={t('phrases.replacementHint')}><Input maxLength={200} allowClear /></Form.Item>
        <Form.Item name="note" label={t('phrases.note')} extra={t('phrases.noteHint')} style={{ marginBottom: 0 }}><Input maxLength={200} allowClear /></Form.Item>
      </Form>
    </Modal>
  );
}
