import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';

/** Why not: whoever asked reads it. */
export function DeclineDialog({ onClose, onDecline }: { onClose: () => void; onDecline: (reason: string) => Promise<void> }) {
  const t = useT();
  const [reason, setReason] = useState('');
  return (
    <Modal open title={t('shifts.decline')} okText={t('shifts.decline')} cancelText={t('common.cancel')} okButtonProps={{ disabled: reason.trim() === '' }} onCancel={onClose} onOk={() => void onDecline(reason.trim()).then(onClose)}>
      <Input.TextArea autoFocus rows={3} maxLength={200} value={reason} placeholder={t('shifts.declineReason')} aria-label={t('shifts.declineReason')} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
