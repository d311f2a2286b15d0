import { useT } from '@/shared/i18n/i18n';
import { useClock } from '@/shared/time/clock';
import { formatExact } from '@/shared/time/format';
import { dueLevel, dueWords } from './due';
import styles from './Tickets.module.css';

/** A clock in words: how long there is left, or how late it is, by the server's time. */
export function DueWords({ dueAt, nearAt, what }: { dueAt: string; nearAt?: string | undefined; what?: string }) {
  const t = useT();
  const words = useClock((now) => dueWords(dueAt, now, t));
  const level = useClock((now) => dueLevel(dueAt, nearAt, now));
  return <span className={styles[level]} title={formatExact(dueAt)}>{what ? `${what} ` : ''}{words}</span>;
}
