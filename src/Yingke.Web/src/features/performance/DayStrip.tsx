import { useT } from '@/shared/i18n/i18n';
import styles from './DayStrip.module.css';
import { show } from './format';
import { useToday } from './useReports';

/** My day so far, in one line. */
export function DayStrip() {
  const t = useT();
  const { data, isError } = useToday();
  // Figures are a help, not the work: without an answer their line is simply not there.
  if (isError && !data) return null;
  const own = data?.own;
  const whole = (value: string | null | undefined) => (value == null ? '—' : `${Math.round(Number(value) * 100)}%`);
  const figures = [
    [t('performance.dayReceived'), show(own?.all['received'], 'count')],
    [t('performance.dayReplyRate'), whole(own?.all['reply_rate'])],
    [t('performance.dayFirst'), own?.all['avg_first_response'] == null ? '—' : `${show(own.all['avg_first_response'], 'seconds')} ${t('performance.unitSeconds')}`],
    [t('performance.dayGood'), whole(own?.all['good_rate'])],
    ...(Number(own?.sales['sales'] ?? 0) > 0 ? [[t('performance.daySales'), `¥${Math.round(Number(own?.sales['sales']) / 100).toLocaleString('en-US')}`]] : []),
  ];
  return (
    <dl className={styles.strip} aria-label={t('performance.myDay')}>
      {figures.map(([label, value]) => <div key={label} className={styles.figure}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
