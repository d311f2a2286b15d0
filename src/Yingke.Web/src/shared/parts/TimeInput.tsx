import { TimePicker } from 'antd';
import dayjs from 'dayjs';
import customParse from 'dayjs/plugin/customParseFormat';

dayjs.extend(customParse);

/** A time of day as `HH:mm`. */
export function TimeInput({ value, onChange, label, size }: { value?: string; onChange?: (value: string) => void; label: string; size?: 'small' }) {
  return (
    <TimePicker value={value ? dayjs(value, 'HH:mm') : null} format="HH:mm" minuteStep={5} needConfirm={false} allowClear={false} size={size} aria-label={label} style={{ width: size ? 88 : 120 }}
      onChange={(time) => onChange?.(time ? time.format('HH:mm') : '')} />
  );
}
