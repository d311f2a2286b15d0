import { App, Checkbox, DatePicker, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { formatExact } from '@/shared/time/format';
import styles from './DayPlans.module.css';
import { clockOf } from './days';
import { dayPlansChanged, useOwnDay } from './queries';
import { useTabs } from './tabs';
import type { DayTask } from './types';

/** 今日工作: one's own day, hour by hour, ticked off. */
export default function DayPage() {
  const t = useT();
  const tabs = useTabs();
  const { message } = App.useApp();
  const [day, setDay] = useState<string>();
  const { data, error, refetch } = useOwnDay(day);
  const isToday = data?.day === data?.today;
  const tick = async (task: DayTask, done: boolean) => {
    try {
      await (done ? api.put(`/day-plan/ticks/${task.id}`) : api.delete(`/day-plan/ticks/${task.id}`));
    } catch (failure) {
      void message.error(wordsOf(failure));
    }
    await dayPlansChanged();
  };
  return (
    <Screen title={t('shifts.title')} tabs={tabs}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <>
          <div className={styles.bar}>
            <DatePicker allowClear={false} value={dayjs(data.day)} maxDate={dayjs(data.today)} aria-label={t('shifts.day')} onChange={(one) => one && setDay(one.format('YYYY-MM-DD') === data.today ? undefined : one.format('YYYY-MM-DD'))} />
            {data.tasks.length > 0 && <b className={styles.sum}>{t('shifts.day_done', { done: data.tasks.filter((one) => one.doneAt).length, all: data.tasks.length })}</b>}
          </div>
          {data.tasks.length === 0 ? <Nothing title={t('shifts.day_none')} hint={t(isToday ? 'shifts.day_noneHint' : 'shifts.day_pastHint')} /> : (
            <>
              <p className={styles.lead}>{t('shifts.day_lead', { post: data.post })}</p>
              <ul className={styles.tasks}>
                {data.tasks.map((one) => (
                  <li key={one.id} className={styles[`is_${one.state}`]}>
                    <span className={styles.hour}>{t('shifts.day_hour', { from: clockOf(one.hour * 60), to: one.hour === 23 ? '24:00' : clockOf(one.hour * 60 + 60) })}</span>
                    <Checkbox disabled={!isToday} checked={Boolean(one.doneAt)} onChange={({ target }) => void tick(one, target.checked)}>{one.text}</Checkbox>
                    <span className={styles.state}>{t(`shifts.day_state_${one.state}`, { at: one.doneAt ? formatExact(one.doneAt).slice(11, 16) : '' })}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Screen>
  );
}
