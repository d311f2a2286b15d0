import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { addDays } from './days';
import styles from './Shifts.module.css';

/** One week back, on, or the present one. */
export function WeekBar({ week, onChange }: { week: string | undefined; onChange: (day: string | undefined) => void }) {
  const t = useT();
  return (
    <div className={styles.weekBar}>
      <Button icon={<LeftOutlined />} aria-label={t('shifts.weekBefore')} disabled={!week} onClick={() => week && onChange(addDays(week, -7))} />
      <span className={styles.week}>{week ? `${week} – ${addDays(week, 6).slice(5)}` : '–'}</span>
      <Button icon={<RightOutlined />} aria-label={t('shifts.weekAfter')} disabled={!week} onClick={() => week && onChange(addDays(week, 7))} />
      <Button onClick={() => onChange(undefined)}>{t('shifts.thisWeek')}</Button>
    </div>
  );
}
