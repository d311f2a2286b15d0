import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { waitLevel } from '@/features/conversations/state/rows';
import type { Wall } from '@/features/routing/wall/types';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useClock } from '@/shared/time/clock';
import { formatClock } from '@/shared/time/format';
import styles from './Figures.module.css';

/** Six figures that can be read from across the room. */
export function Figures({ wall, full }: { wall: Wall | undefined; full: boolean }) {
  const t = useT();
  const percent = wall?.goodRateToday === undefined ? null : Math.round(wall.goodRateToday * 100);
  return (
    <dl className={full ? `${styles.figures} ${styles.full}` : styles.figures}>
      <Figure label={t('wall.online')} value={wall?.online} aside={wall && t('wall.onlineAside', { busy: wall.busy, offline: wall.offline })} />
      <Figure label={t('wall.active')} value={wall?.active} aside={wall && t('wall.places', { n: wall.agents.reduce((sum, one) => sum + (one.im && one.presence !== 'offline' ? Math.max(0, one.capacity - one.open) : 0), 0) })} />
      <Figure label={t('wall.queued')} value={wall?.queued}
        aside={wall?.queueReason && wall.queued + wall.offlineMessages > 0 ? <span className={styles.why}>{t(`wall.because_${wall.queueReason}`)}</span> : wall && t('wall.offlineAside', { n: wall.offlineMessages })} />
      <Longest wall={wall} />
      <Figure label={t('wall.overdue')} value={wall?.overdue} tone={wall && wall.overdue > 0 ? styles.bad : undefined} aside={wall && t(wall.overdue > 0 ? 'wall.overdueAside' : 'wall.overdueNone')} />
      <Figure label={t('wall.goodToday')} value={wall && (percent ?? '–')} unit={percent === null ? undefined : '%'} aside={wall && (percent === null ? t('wall.goodNone') : undefined)} />
    </dl>
  );
}

function Longest({ wall }: { wall: Wall | undefined }) {
  const t = useT();
  const { settings } = useMe();
  // The moment it began, so that it goes on ticking between two answers.
  const since = wall?.longestWaitSeconds === undefined ? null : Date.parse(wall.serverTime) - wall.longestWaitSeconds * 1000;
  const seconds = useClock((now) => (since === null ? null : Math.max(0, Math.floor((now - since) / 1000))));
  const level = seconds === null ? 'fine' : waitLevel(seconds, settings);
  return (
    <Figure label={t('wall.longest')} value={wall && (seconds === null ? '–' : formatClock(seconds))} tone={level === 'fine' ? undefined : styles[level]}
      aside={wall && t(seconds === null ? 'wall.nobodyWaits' : `conversations.wait_${level}`)} />
  );
}

function Figure({ label, value, unit, tone, aside }: { label: string; value: ReactNode; unit?: string; tone?: string; aside?: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd className={tone}>
        {value === undefined ? <Skeleton.Button active style={{ width: 72, height: 32 }} /> : value}
        {unit && <span className={styles.unit}>{unit}</span>}
        <span className={styles.aside}>{aside}</span>
      </dd>
    </div>
  );
}
