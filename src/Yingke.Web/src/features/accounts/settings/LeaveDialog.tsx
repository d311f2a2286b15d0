import { Button, Modal } from 'antd';
import { useT } from '@/shared/i18n/i18n';

/** Before what was typed is lost. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useT();
  return (
    <Modal open title={t('settings.leaveTitle')} onCancel={onStay} footer={[
      <Button key="leave" danger onClick={onLeave}>{t('settings.leave')}</Button>,
      <Button key="stay" type="primary" autoFocus onClick={onStay}>{t('settings.stay')}</Button>,
    ]}>
      <p>{t('settings.leaveHint')}</p>
    </Modal>
  );
}
