import { useT } from '@/shared/i18n/i18n';
import { show } from './format';
import { nameOf, unitOf } from './indicators';
import styles from './Performance.module.css';
import { useToday } from './useReports';

const shown = ['consulted', 'reply_rate', 'reply_60s', 'avg_first_response', 'avg_response'] as const;

/** The shop's day so far, in one line under the wall's figures. */
export function TodayLine({ full }: { full: boolean }) {
  const t = useT();
  const { data } = useToday();
  const shop = data?.shop;
  if (!shop) return null;
  return (
    <dl className={full ? `${styles.today} ${styles.whole}` : styles.today} aria-label={t('performance.todayLine')}>
      {shown.map((id) => <div key={id}><dt>{t(nameOf(id))}</dt><dd>{show(shop.all[id], unitOf('all', id))}{unitOf('all', id) === 'seconds' && shop.all[id] != null ? ` ${t('performance.unitSeconds')}` : ''}</dd></div>)}
    </dl>
  );
}
