import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import type { Me, MyPresence } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { setMe, useSession } from '@/shared/session';
import { createSavedStore, useStore } from '@/shared/store';
import styles from './SignIn.module.css';
import { SignInSwitches } from './SignInSwitches';

interface Fields { shop: string; account: string; password: string; code?: string; goOnline: boolean }

const remembered = createSavedStore('yingke.signIn', { shop: '', account: '', goOnline: true });

export function SignIn() {
  const t = useT();
  const { data: me } = useSession();
  const { state } = useLocation() as { state: { from?: string } | null };
  const last = useStore(remembered);
  const [wantsCode, setWantsCode] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);

  if (me) return <Navigate to={state?.from ?? '/'} replace />;

  const signIn = async ({ shop, account, password, code, goOnline }: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      const mine = await api.post<Me>('/session', { shop: shop.trim(), account: account.trim(), password, ...(code && { code: code.trim() }) });
      remembered.set({ shop: shop.trim(), account: account.trim(), goOnline });
      if (goOnline && mine.agent.im)
        mine.presence = await api.put<MyPresence>('/presence', { presence: 'online' }).catch(() => mine.presence);
      setMe(mine);
    } catch (error) {
      if (error instanceof Problem && error.code === 'second_factor_required' && !wantsCode) setWantsCode(true);
      else setRefusal(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };

  const required = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <div className={styles.page}>
      <SignInSwitches />
      <main className={styles.card}>
        <h1 className={styles.title}><img src="/icon.svg" alt="" width={32} height={32} />{t('common.product')}</h1>
        <p className={styles.lead}>{t('accounts.signInTitle')}</p>
        {me === null && state?.from && last.account !== '' && !refusal && (
          <Alert type="info" title={t('accounts.signedOutNotice')} className={styles.notice} />
        )}
        {refusal && <Alert type="error" title={refusal} className={styles.notice} role="alert" />}
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={signIn} disabled={busy} initialValues={{ ...last, password: '' }}>
          <Form.Item name="shop" label={t('accounts.shop')} rules={required}>
            <Input autoComplete="organization" autoFocus={last.shop === ''} maxLength={64} />
          </Form.Item>
          <Form.Item name="account" label={t('accounts.account')} rules={required}>
            <Input autoComplete="username" maxLength={64} />
          </Form.Item>
          <Form.Item name="password" label={t('accounts.password')} rules={[{ required: true, message: t('common.required') }]}>
            <Input.Password autoComplete="current-password" autoFocus={last.shop !== ''} maxLength={256} />
          </Form.Item>
          {wantsCode && (
            <Form.Item name="code" label={t('accounts.code')} extra={t('accounts.codeHint')} rules={required}>
              <Input inputMode="numeric" autoComplete="one-time-code" autoFocus maxLength={10} />
            </Form.Item>
          )}
          <Form.Item name="goOnline" valuePropName="checked">
            <Checkbox>{t('accounts.onlineAfterSignIn')}</Checkbox>
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>{t('accounts.signIn')}</Button>
        </Form>
      </main>
    </div>
  );
}
