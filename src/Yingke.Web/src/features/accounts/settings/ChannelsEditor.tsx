import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import type { Channel } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { SpansEditor } from '@/shared/parts/SpansEditor';
import { everyDay } from './hours';
import styles from './Hours.module.css';
import type { ChannelHours, OpenSpan, ShopSettings } from './types';

type Channels = ShopSettings['service']['channels'];
const channels: readonly Channel[] = ['web', 'h5', 'api', 'hotline'];

/** Which channels keep hours of their own, and which. */
export function ChannelsEditor({ value = {}, onChange, usual }: { value?: Channels; onChange?: (value: Channels) => void; usual: OpenSpan }) {
  const t = useT();
  const set = (channel: Channel, hours: ChannelHours | undefined) => {
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== channel));
    onChange?.(hours ? { ...rest, [channel]: hours } : rest);
  };
  return (
    <>
      {channels.map((channel) => {
        const hours = value[channel];
        return (
          <div key={channel} className={styles.channel}>
            <div className={styles.head}>
              <span className={styles.name}>{t(`conversations.channel_${channel}`)}</span>
              <Segmented size="small" value={hours ? 'own' : 'shop'} aria-label={t(`conversations.channel_${channel}`)} onChange={(next) => set(channel, next === 'own' ? everyDay(usual) : undefined)}
                options={[{ value: 'shop', label: t('settings.likeShop', { from: usual.from, to: usual.to }) }, { value: 'own', label: t('settings.ownHours') }]} />
            </div>
            {hours && <HoursEditor hours={hours} usual={usual} onChange={(next) => set(channel, next)} />}
          </div>
        );
      })}
    </>
  );
}

function HoursEditor({ hours, usual, onChange }: { hours: ChannelHours; usual: OpenSpan; onChange: (hours: ChannelHours) => void }) {
  const t = useT();
  const setHoliday = (at: number, change: Partial<ChannelHours['holidays'][number]>) =>
    onChange({ ...hours, holidays: hours.holidays.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  return (
    <div className={styles.week}>
      {hours.weekly.map(({ day, open }) => {
        const name = t(`settings.day${day as 0 | 1 | 2 | 3 | 4 | 5 | 6}`);
        return (
          <SpansEditor key={day} label={name} name={name} spans={open} usual={usual}
            onChange={(spans) => onChange({ ...hours, weekly: hours.weekly.map((one) => (one.day === day ? { ...one, open: spans } : one)) })}
            extra={day === 0 && <Button type="link" size="small" onClick={() => onChange({ ...hours, weekly: hours.weekly.map((one) => ({ ...one, open })) })}>{t('settings.copyToWeek')}</Button>} />
        );
      })}
      <div className={styles.subtitle}>{t('settings.holidays')}</div>
      {hours.holidays.length === 0 && <div className={styles.closed}>{t('settings.noHolidays')}</div>}
      {hours.holidays.map(({ date, open }, i) => (
        <SpansEditor key={i} name={date} spans={open} usual={usual} onChange={(spans) => setHoliday(i, { open: spans })}
          label={<DatePicker size="small" value={date ? dayjs(date) : null} allowClear={false} aria-label={t('settings.holidayDate')} onChange={(next) => setHoliday(i, { date: next ? next.format('YYYY-MM-DD') : '' })} />}
          extra={<Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => onChange({ ...hours, holidays: hours.holidays.filter((_, at) => at !== i) })} />} />
      ))}
      <Button size="small" icon={<PlusOutlined />} className={styles.add} onClick={() => onChange({ ...hours, holidays: [...hours.holidays, { date: '', open: [] }] })}>{t('settings.addHoliday')}</Button>
    </div>
  );
}
