import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';

interface Props { open: ConversationRow[]; onClose: () => void; onMoved: (row: ConversationRow) => void; onOffline: () => void }

/** Going off with open conversations: hand them over first, or leave those that are answered until their buyer writes again. */
export function HandOverDialog({ open, onClose, onMoved, onOffline }: Props) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const unanswered = open.filter((row) => row.waitingSince).length;
  const handOver = async () => {
    setBusy(true);
    setRefusal('');
    try {
      for (const row of open)
        onMoved((await api.post<{ row: ConversationRow }>(`/conversations/${row.id}/transfer`, {
          to: { queue: true }, reason: t('routing.goingOff'),
        })).row);
      onOffline();
    } catch (error) {
      setRefusal(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('routing.leaveTitle', { n: open.length })} onCancel={onClose} width={480} footer={[
      <Button key="stay" onClick={onClose}>{t('routing.stayOnline')}</Button>,
      <Button key="leave" onClick={onOffline}>{t('routing.justLeave')}</Button>,
      <Button key="hand" type="primary" loading={busy} onClick={() => void handOver()}>{t('routing.handOverAll', { n: open.length })}</Button>,
    ]}>
      {refusal && <Alert type="error" title={refusal} role="alert" style={{ marginBottom: 12 }} />}
      <p>{unanswered > 0 && t('routing.leaveWaiting', { n: unanswered })}{t('routing.leaveWords')}</p>
    </Modal>
  );
}
