import { Alert, Input, Modal } from 'antd';
import { useT } from '../i18n/i18n';
import { CopyButton } from './CopyButton';

/** Something that is shown once and never again: a key, a secret, a new password. */
export function Secret({ title, hint, value, onClose }: { title: string; hint: string; value: string; onClose: () => void }) {
  const t = useT();
  return (
    <Modal open title={title} onCancel={onClose} onOk={onClose} okText={t('common.keptIt')} cancelButtonProps={{ style: { display: 'none' } }} mask={{ closable: false }} keyboard={false} width={560}>
      <Alert type="warning" title={hint} style={{ marginBottom: 12 }} />
      <CopyField value={value} label={title} />
    </Modal>
  );
}

/** A text to take along, in one click. */
export function CopyField({ value, label }: { value: string; label: string }) {
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'flex-start' }}>
      <Input.TextArea readOnly value={value} aria-label={label} autoSize={{ minRows: 1, maxRows: 6 }} style={{ fontFamily: 'ui-monospace, monospace' }}
        onFocus={(event) => event.target.select()} />
      <CopyButton value={value} />
    </div>
  );
}
