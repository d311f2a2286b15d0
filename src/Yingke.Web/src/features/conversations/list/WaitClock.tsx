import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { formatClock } from '@/shared/time/format';
import { useClock } from '@/shared/time/clock';
import { waitLevel } from '../state/rows';
import styles from './WaitClock.module.css';

/** How long a buyer has been waiting: ticks each second by the server's clock, and says so in words for those who listen. */
export function WaitClock({ since }: { since: string }) {
  const t = useT();
  const { settings } = useMe();
  const seconds = useClock((now) => Math.max(0, Math.floor((now - Date.parse(since)) / 1000)));
  const level = waitLevel(seconds, settings);
  const clock = formatClock(seconds);
  return <span className={styles[level]} role="timer" aria-live="off" aria-label={t('conversations.waitingFor', { time: clock })} title={t(`conversations.wait_${level}`)}>{clock}</span>;
}

/** When an answer is due, counted down; overdue counts up in red. */
export function DueClock({ due }: { due: string }) {
  const t = useT();
  const left = useClock((now) => Math.ceil((Date.parse(due) - now) / 60_000));
  const words = left >= 0
    ? left < 60 ? t('conversations.dueMinutes', { n: left }) : t('conversations.dueHours', { n: Math.floor(left / 60), m: left % 60 })
    : t('conversations.overdueMinutes', { n: -left });
  return <span className={styles[left < 0 ? 'deep' : left < 15 ? 'red' : left < 60 ? 'amber' : 'fine']}>{words}</span>;
}
