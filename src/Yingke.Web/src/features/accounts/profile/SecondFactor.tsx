import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { CopyButton } from '@/shared/parts/CopyButton';
import { setMe, useMe } from '@/shared/session';
import styles from './Profile.module.css';

interface Setup { secret: string; uri: string; qrSvg: string }

/** 二次验证: a code of the phone beside the password. */
export function SecondFactor() {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [setup, setSetup] = useState<Setup | null>(null);
  const [removing, setRemoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const run = async (action: () => Promise<void>) => {
    setBusy(true);
    setRefusal('');
    try {
      await action();
    } catch (error) {
      setRefusal(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const begin = () => run(async () => setSetup(await api.post<Setup>('/session/second-factor')));
  const done = (secondFactor: boolean) => {
    setMe({ ...me, agent: { ...me.agent, secondFactor } } satisfies Me);
    setSetup(null);
    setRemoving(false);
    void message.success(t(secondFactor ? 'accounts.factorIsOn' : 'accounts.factorIsOff'));
  };
  const on = me.agent.secondFactor;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t('accounts.factor')}</h2>
      <p className={styles.hint}>{t('accounts.factorHint')}</p>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      {!setup && !removing && (
        <div className={styles.state}>
          <span className={on ? styles.now : undefined}>{t(on ? 'accounts.factorIsOn' : 'accounts.factorIsOff')}</span>
          {on ? <Button danger onClick={() => setRemoving(true)}>{t('accounts.turnOffFactor')}</Button> : <Button loading={busy} onClick={() => void begin()}>{t('accounts.turnOnFactor')}</Button>}
        </div>
      )}
      {setup && (
        <div className={styles.factor}>
          <img className={styles.code} src={`data:image/svg+xml,${encodeURIComponent(setup.qrSvg)}`} alt={t('accounts.factorQr')} />
          <div>
            <p className={styles.hint}>{t('accounts.factorScan')}</p>
            <p className={styles.state}><code>{setup.secret.replace(/(.{4})/g, '$1 ').trim()}</code> <CopyButton size="small" value={setup.secret} /></p>
            <CodeForm busy={busy} label={t('accounts.turnOnFactor')} onCancel={() => setSetup(null)} onCode={(code) => run(async () => {
              await api.put('/session/second-factor', { code });
              done(true);
            })} />
          </div>
        </div>
      )}
      {removing && (
        <>
          <p className={styles.hint}>{t('accounts.factorOffHint')}</p>
          <CodeForm busy={busy} danger label={t('accounts.turnOffFactor')} onCancel={() => setRemoving(false)} onCode={(code) => run(async () => {
            await api.delete('/session/second-factor', { code });
            done(false);
          })} />
        </>
      )}
    </section>
  );
}

function CodeForm({ busy, danger, label, onCode, onCancel }: { busy: boolean; danger?: boolean; label: string; onCode: (code: string) => Promise<void>; onCancel: () => void }) {
  const t = useT();
  return (
    <Form<{ code: string }> layout="inline" onFinish={({ code }) => void onCode(code.trim())}>
      <Form.Item name="code" rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: t('accounts.codeHint') }]}>
        <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} placeholder={t('accounts.code')} aria-label={t('accounts.code')} style={{ width: 136 }} />
      </Form.Item>
      <Button type={danger ? 'default' : 'primary'} danger={danger} htmlType="submit" loading={busy}>{label}</Button>
      <Button type="text" onClick={onCancel}>{t('common.cancel')}</Button>
    </Form>
  );
}
