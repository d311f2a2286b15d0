import { Tooltip } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { dayFigures } from './dayFigures';
import styles from './DayStrip.module.css';
import { useOwnGoals, useToday } from './useReports';

const mostInALine = 5;

/** My day so far, in a line, or in two of the same length. */
export function DayStrip() {
  const t = useT();
  const { data, isError } = useToday();
  const { data: goals } = useOwnGoals();
  // Figures are a help, not the work: without an answer their line is simply not there.
  if (isError && !data) return null;
  const figures = dayFigures(data?.own, data?.ranks ?? [], goals ?? [], t);
  const columns = figures.length > mostInALine ? Math.ceil(figures.length / 2) : figures.length;
  return (
    <dl className={styles.strip} style={{ gridTemplateColumns: `repeat(${columns}, auto)` }} aria-label={t('performance.myDay')}>
      {figures.map(({ id, label, value, meaning }) => (
        <Tooltip key={id} title={<span className={styles.meaning}>{meaning}</span>} placement="topLeft">
          <div className={styles.figure}><dt>{label}</dt><dd aria-description={meaning}>{value}</dd></div>
        </Tooltip>
      ))}
    </dl>
  );
}
