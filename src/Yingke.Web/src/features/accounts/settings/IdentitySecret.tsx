import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { CopyButton } from '@/shared/parts/CopyButton';
import { Failure } from '@/shared/parts/Failure';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { Section } from './fields';
import styles from './SettingsForm.module.css';

interface Identity { shopCode: string; secret: string; previousUntil?: string }

const key = ['identity-secret'];

/** The secret with which the shop's own server vouches for its members. */
export function IdentitySecret() {
  const t = useT();
  const lang = useStore(language);
  const [rotating, setRotating] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<Identity>('/settings/identity'), staleTime: Infinity, gcTime: 0 });
  return (
    <>
      <Section title={t('settings.identity')} hint={t('settings.identityHint')} />
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {data && (
        <Form layout="vertical">
          <Form.Item label={t('settings.secret')} extra={data.previousUntil ? t('settings.previousUntil', { at: formatTime(data.previousUntil, serverNow(), lang) }) : t('settings.secretHint')}>
            <span className={styles.inline}>
              <Input.Password readOnly value={data.secret} aria-label={t('settings.secret')} autoComplete="off" />
              <CopyButton value={data.secret} />
              <Button danger onClick={() => setRotating(true)}>{t('settings.rotate')}</Button>
            </span>
          </Form.Item>
          <Form.Item label={t('settings.signature')} extra={t('settings.signatureHint')}>
            <Input.TextArea readOnly autoSize value={`signature = hex(HMAC_SHA256(secret, "${data.shopCode}\\n" + memberId + "\\n" + expires))`} aria-label={t('settings.signature')} style={{ fontFamily: 'ui-monospace, monospace' }} />
          </Form.Item>
        </Form>
      )}
      {rotating && <Rotation onClose={() => setRotating(false)} />}
    </>
  );
}

/** Asks by typing the shop's name: whoever forgets to change their server locks its members out a day later. */
function Rotation({ onClose }: { onClose: () => void }) {
  const t = useT();
  const me = useMe();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const rotate = async () => {
    if (typed.trim() !== me.shop.name) return;
    setBusy(true);
    try {
      queries.setQueryData(key, await api.post<Identity>('/settings/identity/rotation'));
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('settings.rotateTitle')} onCancel={onClose} onOk={() => void rotate()} okText={t('settings.rotate')} okButtonProps={{ danger: true, disabled: typed.trim() !== me.shop.name }} cancelText={t('common.cancel')} confirmLoading={busy}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <p>{t('settings.rotateHint')}</p>
      <Form layout="vertical">
        <Form.Item label={t('settings.typeName', { name: me.shop.name })} style={{ marginBottom: 0 }}>
          <Input autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={() => void rotate()} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
