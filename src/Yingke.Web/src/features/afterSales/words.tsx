import { Tag } from 'antd';
import { hasText, useT, type Translate } from '@/shared/i18n/i18n';
import { useClock } from '@/shared/time/clock';
import { formatDuration, formatExact } from '@/shared/time/format';
import styles from './AfterSales.module.css';
import type { ApplicationRow, ApplicationState, DueKind } from './types';

const tones: Partial<Record<ApplicationState, string>> = { applied: styles.tagOpen, approved: styles.tagOpen, sent_back: styles.tagOpen, received: styles.tagOpen, inspected: styles.tagOpen,
  mismatched: styles.tagBad, platform_in: styles.tagBad, rejected: styles.tagBad, refunded: styles.tagDone, reshipped: styles.tagDone, repaired: styles.tagDone, as_it_was: styles.tagDone };

export function StateTag({ state }: { state: ApplicationState }) {
  const t = useT();
  return <Tag variant="outlined" className={`${styles.tag} ${tones[state] ?? ''}`}>{t(`aftersales.state_${state}`)}</Tag>;
}

export function wordOf(prefix: string, name: string, t: Translate): string {
  const text = `aftersales.${prefix}_${name}`;
  return hasText(text) ? t(text) : name;
}

/** What is left until it is due, counted down; what is over is red and says so. */
export function Remaining({ due, dueAt }: { due?: DueKind | undefined; dueAt?: string | undefined }) {
  const t = useT();
  const left = useClock((now) => (dueAt ? Math.floor((Date.parse(dueAt) - now) / 1000) : 0));
  if (!due || !dueAt) return null;
  const tone = left < 0 ? styles.over : left < 3600 ? styles.soon : styles.calm;
  const words = t(left < 0 ? 'aftersales.overBy' : 'aftersales.left', { what: t(`aftersales.due_${due}`), time: formatDuration(Math.abs(left), t) });
  return <span className={`${styles.clock} ${tone}`} title={formatExact(dueAt)}>{words}</span>;
}

/** 建盏 × 2, or 3 vouchers of a line. */
export function productWords(row: ApplicationRow, t: Translate): string {
  const title = row.line?.title ?? t('aftersales.noLine');
  return row.vouchers > 0 ? `${title} · ${t('aftersales.vouchers', { n: row.vouchers })}` : `${title} × ${row.quantity}`;
}
