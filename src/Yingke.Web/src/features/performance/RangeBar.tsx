import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useT } from '@/shared/i18n/i18n';
import styles from './Performance.module.css';
import { presets, rangeOf } from './ranges';
import type { Range } from './types';

/** The days of the report: the usual ones at one click, any others from the calendar. */
export function RangeBar({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const t = useT();
  return (
    <div className={styles.ranges}>
      {presets.map((preset) => {
        const own = rangeOf(preset);
        const chosen = own.from === range.from && own.to === range.to;
        return <Button key={preset} size="small" type={chosen ? 'primary' : 'text'} aria-pressed={chosen} onClick={() => onChange(own)}>{t(`performance.${preset}`)}</Button>;
      })}
      <DatePicker.RangePicker size="small" allowClear={false} value={[dayjs(range.from), dayjs(range.to)]} aria-label={t('performance.range')}
        onChange={(days) => days?.[0] && days[1] && onChange({ from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') })} />
    </div>
  );
}
