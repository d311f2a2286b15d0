import { hasText, language, useT, type Translate } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Webhooks.module.css';
import type { Webhook } from './types';

export function eventWords(event: string, t: Translate): string {
  const key = `webhooks.event_${event}`;
  return hasText(key) ? t(key) : event;
}

/** Why an attempt failed: the answer's status, or a code of ours. */
export function errorWords(error: string | undefined, status: number | undefined, t: Translate): string {
  const key = `webhooks.error_${error}`;
  return hasText(key) ? t(key) : error ?? (status === undefined ? '' : String(status));
}

/** How the last attempt went, in a few words. */
export function LastState({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const lang = useStore(language);
  const { enabled, lastAt, lastStatus, lastError } = webhook;
  if (!enabled) return <span className={styles.off}>{t('webhooks.off')}</span>;
  if (lastStatus === undefined && !lastError) return <span className={styles.off}>{t('webhooks.neverSent')}</span>;
  if (lastStatus !== undefined && lastStatus < 300 && !lastError)
    return <span className={styles.good}>{t('webhooks.lastOk', { at: lastAt ? formatTime(lastAt, serverNow(), lang) : '' })}</span>;
  const why = errorWords(lastError, lastStatus, t);
  return <span className={styles.bad} title={why}>{t('webhooks.lastFailed', { why })}</span>;
}
