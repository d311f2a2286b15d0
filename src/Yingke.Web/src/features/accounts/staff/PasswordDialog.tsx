import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { CopyField } from '@/shared/parts/Secret';
import { newPassword } from './passwords';
import type { Agent } from './types';

/** A new password for somebody who lost theirs: made here, shown until the dialog is closed, passed on by hand. */
export function PasswordDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const t = useT();
  const [password] = useState(() => newPassword());
  const [state, setState] = useState<'asking' | 'busy' | 'done'>('asking');
  const [refusal, setRefusal] = useState('');
  const reset = async () => {
    setState('busy');
    try {
      await api.post(`/agents/${agent.id}/password`, { password });
      setState('done');
      setRefusal('');
    } catch (error) {
      setRefusal(wordsOf(error));
      setState('asking');
    }
  };
  const done = state === 'done';
  return (
    <Modal open title={t('accounts.resetPasswordOf', { name: agent.name })} onCancel={onClose} mask={{ closable: !done }} okText={t(done ? 'common.keptIt' : 'accounts.resetPassword')}
      okButtonProps={{ danger: !done }} cancelText={t('common.cancel')} cancelButtonProps={{ style: done ? { display: 'none' } : {} }} confirmLoading={state === 'busy'} onOk={() => (done ? onClose() : void reset())}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      {done
        ? <><Alert type="warning" title={t('accounts.passwordOnce')} style={{ marginBottom: 12 }} /><CopyField value={password} label={t('accounts.newPassword')} /></>
        : <p>{t('accounts.resetPasswordHint')}</p>}
    </Modal>
  );
}
