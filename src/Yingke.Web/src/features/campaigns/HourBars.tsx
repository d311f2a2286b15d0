import { useT } from '@/shared/i18n/i18n';
import styles from './Campaigns.module.css';
import type { Hour, Measure } from './types';
import { amount, clockOf, valueOf } from './words';

/** What each hour brought, 24 at most. */
export function HourBars({ hours, measure }: { hours: Hour[]; measure: Measure }) {
  const t = useT();
  const best = Math.max(1, ...hours.map((hour) => valueOf(hour, measure)));
  if (hours.length === 0) return <p className={styles.small}>{t('campaigns.noHours')}</p>;
  const every = Math.ceil(hours.length / 12);
  return (
    <ol className={styles.hours}>
      {hours.map((hour, i) => (
        <li key={hour.hour} title={`${clockOf(hour.hour)} · ${amount(valueOf(hour, measure), measure)}`}>
          <span className={styles.bar0}><span className={i === hours.length - 1 ? styles.nowBar : styles.hourBar} style={{ height: `${(valueOf(hour, measure) / best) * 100}%` }} /></span>
          <span className={styles.hourName}>{i % every === 0 ? clockOf(hour.hour) : ''}</span>
        </li>
      ))}
    </ol>
  );
}
