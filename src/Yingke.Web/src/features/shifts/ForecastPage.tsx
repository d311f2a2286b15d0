import { Skeleton } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Screen } from '@/shared/parts/Screen';
import { shortDay } from './days';
import { useForecast } from './queries';
import styles from './Shifts.module.css';
import { useTabs } from './tabs';
import type { Staffing } from './types';
import { WeekBar } from './WeekBar';

/** 人力预测: what is expected each hour, how many it needs and how many are planned. */
export default function ForecastPage() {
  const t = useT();
  const [day, setDay] = useState<string>();
  const { data, error, refetch } = useForecast(day);
  return (
    <Screen title={t('shifts.title')} tabs={useTabs()}>
      <div className={styles.bar}><WeekBar week={data?.week} onChange={setDay} /></div>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      {data && <Forecast data={data} />}
    </Screen>
  );
}

function Forecast({ data }: { data: Staffing }) {
  const t = useT();
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => data.days.some(({ hours: all }) => Number(all[hour]?.inflow ?? 0) > 0 || (all[hour]?.planned ?? 0) > 0));
  return (
    <>
      <p className={styles.lead}>{t('shifts.formula', { weeks: data.weeks, n: data.conversations, growth: Number(data.growth), last: data.ordersLastWeek, before: data.ordersWeekBefore, minutes: Number(data.handlingMinutes), capacity: data.capacity })}</p>
      {hours.length === 0 ? <p className={styles.lead}>{t('shifts.noHistory')}</p> : (
        <div className={styles.scroller}>
          <table className={styles.forecast}>
            <thead>
              <tr><th scope="col">{t('shifts.hour')}</th>{data.days.map(({ day }, n) => <th key={day} scope="col">{t(`shifts.weekday_${n as 0}`)} {shortDay(day)}</th>)}</tr>
              <tr>
                <th scope="row">{t('shifts.keepsUp')}</th>
                {data.days.map((one) => (
                  <th key={one.day} className={Number(one.room) < Number(one.expected) ? styles.short : styles.enough}>{t(Number(one.room) < Number(one.expected) ? 'shifts.roomShort' : 'shifts.roomEnough')}<small>{t('shifts.roomOf', { expected: Math.round(Number(one.expected)), room: Number(one.room) })}</small></th>
                ))}
              </tr>
            </thead>
            <tbody>
              {hours.map((hour) => (
                <tr key={hour}>
                  <th scope="row">{String(hour).padStart(2, '0')}:00</th>
                  {data.days.map(({ day, hours: all }) => {
                    const one = all[hour];
                    return <td key={day} className={one && one.planned < one.needed ? styles.short : undefined}>{one && (Number(one.inflow) > 0 || one.planned > 0) ? <><b>{one.planned}</b> / {one.needed}<small>{t('shifts.inflowOf', { n: Number(one.inflow) })}</small></> : <span className={styles.none}>–</span>}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
