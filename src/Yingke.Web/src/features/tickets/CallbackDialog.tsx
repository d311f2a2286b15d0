import { Alert, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { callbacksChanged, useTicketOptions } from './queries';
import styles from './Tickets.module.css';
import type { Callback } from './types';

interface Fields { result: string; answers?: string[] }

/** One call-back: what it is about, whom it is for, and what the buyer said. */
export function CallbackDialog({ callback, onClose }: { callback: Callback; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const { data: options } = useTicketOptions();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const done = callback.doneAt !== undefined;
  const send = async (path: string, body: object) => {
    setBusy(true);
    setRefusal('');
    try {
      await api.post(`/callbacks/${callback.id}/${path}`, body);
      callbacksChanged();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('tickets.callBackTo', { name: callback.buyer.name })} onCancel={onClose} onOk={() => form.submit()} okText={t('tickets.callbackDone')} cancelText={t(done ? 'common.close' : 'common.cancel')}
      confirmLoading={busy} okButtonProps={{ style: done ? { display: 'none' } : undefined }}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <dl className={styles.facts}>
        <dt>{t('tickets.cause_')}</dt><dd>{t(`tickets.cause_${callback.cause}`)}{callback.plan && ` · ${callback.plan}`}</dd>
        {callback.note && <><dt>{t('tickets.note')}</dt><dd>{callback.note}</dd></>}
        {callback.state === 'planned' && <>
          <dt>{t('tickets.assignee')}</dt>
          <dd><Select aria-label={t('tickets.assignee')} style={{ width: 176 }} value={callback.agent?.id ?? null} placeholder={t('tickets.nobody')} disabled={busy} onChange={(agentId: string) => void send('assignment', { agentId })}
            options={options?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? []} /></dd>
        </>}
      </dl>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} disabled={done} initialValues={{ result: callback.result ?? '', answers: callback.answers ?? [] }}
        onFinish={({ result, answers }) => void send('completion', { result, ...(callback.questions.length > 0 && { answers: callback.questions.map((_, i) => answers?.[i] ?? '') }) })}>
        {callback.questions.map((question, i) => <Form.Item key={question} name={['answers', i]} label={question}><Input maxLength={300} /></Form.Item>)}
        <Form.Item name="result" label={t('tickets.result')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} /></Form.Item>
      </Form>
    </Modal>
  );
}
