import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { browserWords } from '@/shared/browsers';
import { hasText, language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Alerts.module.css';
import { ability, subscribe } from './browser';
import { pushMoved, usePush } from './queries';

/** 浏览器推送: where it is on, and a switch for this browser. */
export function PushSection() {
  const t = useT();
  const lang = useStore(language);
  const { message } = App.useApp();
  const { data, error, refetch } = usePush();
  const [busy, setBusy] = useState(false);
  const can = ability();
  const here = data?.subscriptions.some((one) => one.here) ?? false;
  const run = async (action: () => Promise<unknown>, words: string) => {
    setBusy(true);
    try {
      await action();
      void message.success(words);
    } catch (problem) {
      // The browser says no with an error of its own.
      void message.error(problem instanceof DOMException ? t(Notification.permission === 'denied' ? 'alerts.push_denied' : 'alerts.pushFailed') : wordsOf(problem));
    } finally {
      setBusy(false);
    }
  };
  const why = (code: string) => {
    const key = `webhooks.error_${code}`;
    return hasText(key) ? t(key) : code;
  };
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t('alerts.push')}</h2>
      <p className={styles.hint}>{t('alerts.pushHint')}</p>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {data?.subscriptions.map(({ id, browser, createdAt, lastError, here: mine }) => (
        <div key={id} className={styles.row}>
          <span className={styles.rowWords}>
            {browserWords(browser) ?? t('alerts.someBrowser')} {mine && <span className={styles.here}>{t('alerts.thisBrowser')}</span>}
            <small>{t('alerts.since', { at: formatTime(createdAt, serverNow(), lang) })}{lastError && <span className={styles.beyond}> · {t('alerts.lastFailed', { why: why(lastError) })}</span>}</small>
          </span>
          <Button size="small" onClick={() => void run(() => api.delete(`/alerts/push/subscriptions/${id}`).then(() => pushMoved()), t('alerts.pushOff'))}>{t('alerts.turnOff')}</Button>
        </div>
      ))}
      {data && can !== 'able' && <p className={styles.hint}>{t(`alerts.push_${can}`)}</p>}
      {data && (
        <div className={styles.buttons}>
          {can === 'able' && !here && <Button type="primary" loading={busy} onClick={() => void run(async () => pushMoved(await subscribe(data.publicKey)), t('alerts.pushOn'))}>{t('alerts.turnOn')}</Button>}
          {data.subscriptions.length > 0 && <Button loading={busy} onClick={() => void run(() => api.post('/alerts/push/test'), t('alerts.tested'))}>{t('alerts.test')}</Button>}
        </div>
      )}
    </section>
  );
}
