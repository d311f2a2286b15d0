import { CheckOutlined, EditOutlined } from '@ant-design/icons';
import { Button, DatePicker, Segmented, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { formatExact } from '@/shared/time/format';
import { DayPlanDialog } from './DayPlanDialog';
import styles from './DayPlans.module.css';
import { clockOf } from './days';
import { useDayProgress } from './queries';
import { useTabs } from './tabs';
import type { DayTask, PostDay } from './types';

/** 每日流程: who did what of a day's work, and what is late. */
export default function DayPlansPage() {
  const t = useT();
  const tabs = useTabs();
  const [day, setDay] = useState<string>();
  const [post, setPost] = useState<string>();
  const [editing, setEditing] = useState(false);
  const { data, error, refetch } = useDayProgress(day);
  const shown = data?.posts.find((one) => one.postId === post) ?? data?.posts[0];
  const late = (one: PostDay) => one.people.reduce((sum, person) => sum + person.late, 0);
  return (
    <Screen title={t('shifts.title')} tabs={tabs} actions={<Button type="primary" icon={<EditOutlined />} onClick={() => setEditing(true)}>{t('shifts.day_edit')}</Button>}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <>
          <div className={styles.bar}>
            <DatePicker allowClear={false} value={dayjs(data.day)} maxDate={dayjs(data.today)} aria-label={t('shifts.day')} onChange={(one) => one && setDay(one.format('YYYY-MM-DD') === data.today ? undefined : one.format('YYYY-MM-DD'))} />
            {shown && <Segmented value={shown.postId} onChange={setPost} aria-label={t('shifts.day_post')} options={data.posts.map((one) => ({ value: one.postId, label: late(one) > 0 ? `${one.post} · ${t('shifts.day_personLate', { n: late(one) })}` : one.post }))} />}
            {shown && <span className={styles.small}>{t(data.byRota ? 'shifts.day_byRota' : 'shifts.day_byPost')}</span>}
          </div>
          {!shown ? <Nothing title={t('shifts.day_noPlans')} hint={t('shifts.day_noPlansHint')} />
            : shown.people.length === 0 ? <Nothing title={t('shifts.day_noPeople')} /> : <Progress post={shown} />}
        </>
      )}
      {editing && <DayPlanDialog first={shown?.postId} onClose={() => setEditing(false)} />}
    </Screen>
  );
}

function Progress({ post }: { post: PostDay }) {
  const t = useT();
  return (
    <div className={styles.scroller}>
      <table className={styles.progress}>
        <thead>
          <tr>
            <th scope="col">{t('shifts.day_text')}</th>
            {post.people.map((one) => (
              <th key={one.agentId} scope="col">{one.agent}<small className={one.late > 0 ? styles.bad : undefined}>{t('shifts.day_personDone', { done: one.done, all: one.tasks.length })}{one.late > 0 && ` · ${t('shifts.day_personLate', { n: one.late })}`}</small></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {post.tasks.map((task, i) => (
            <tr key={task.id}>
              <th scope="row"><span className={styles.hour}>{clockOf(task.hour * 60)}</span> {task.text}</th>
              {post.people.map((one) => <Cell key={one.agentId} task={one.tasks[i]} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ task }: { task: DayTask | undefined }) {
  const t = useT();
  if (!task) return <td />;
  const at = task.doneAt ? formatExact(task.doneAt).slice(11, 16) : '';
  return <td className={styles[`is_${task.state}`]} title={task.doneAt && formatExact(task.doneAt)}>{task.state === 'done' ? <><CheckOutlined /> {at}</> : task.state === 'open' ? <span className={styles.none}>{t('shifts.day_state_open')}</span> : t(`shifts.day_state_${task.state}`, { at })}</td>;
}
