import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Input, Modal, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { formatExact } from '@/shared/time/format';
import styles from './DayPlans.module.css';
import { clockOf } from './days';
import { dayPlansChanged, useDayPlans } from './queries';
import type { PostPlan } from './types';

interface Task { id?: string; hour: number; text: string }

/** What a post does in which hour, written by whoever plans. */
export function DayPlanDialog({ first, onClose }: { first: string | undefined; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useDayPlans();
  const [post, setPost] = useState(first);
  const plan = data?.find((one) => one.postId === post) ?? data?.find((one) => one.template) ?? data?.[0];
  return (
    <Modal open title={t('shifts.day_edit')} width={720} footer={null} onCancel={onClose}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !plan ? <Skeleton active /> : (
        <>
          <div className={styles.bar}>
            <Select value={plan.postId} onChange={setPost} style={{ width: 200 }} aria-label={t('shifts.day_post')} options={data?.map((one) => ({ value: one.postId, label: one.post })) ?? []} />
            {plan.changedBy && plan.changedAt && <span className={styles.small}>{t('shifts.day_changed', { name: plan.changedBy, at: formatExact(plan.changedAt).slice(0, 16) })}</span>}
          </div>
          <Editor key={`${plan.postId}:${plan.version}`} plan={plan} />
        </>
      )}
    </Modal>
  );
}

function Editor({ plan }: { plan: PostPlan }) {
  const t = useT();
  const { message } = App.useApp();
  const [tasks, setTasks] = useState<Task[]>(plan.tasks);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const change = (i: number, patch: Partial<Task>) => setTasks((before) => before.map((one, at) => (at === i ? { ...one, ...patch } : one)));
  const save = async () => {
    setBusy(true);
    setRefusal('');
    try {
      await api.put(`/day-plans/${plan.postId}`, { version: plan.version, tasks: tasks.map(({ id, hour, text }) => ({ ...(id && { id }), hour, text: text.trim() })) });
      void message.success(t('shifts.day_saved'));
      await dayPlansChanged();
    } catch (failure) {
      setRefusal(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      {tasks.length === 0 && <p className={styles.lead}>{t('shifts.day_noTasks')}</p>}
      <ul className={styles.edit}>
        {tasks.map((one, i) => (
          <li key={one.id ?? i}>
            <Select value={one.hour} onChange={(hour) => change(i, { hour })} style={{ width: 88 }} aria-label={t('shifts.hour')} options={Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: clockOf(hour * 60) }))} />
            <Input value={one.text} maxLength={120} aria-label={t('shifts.day_text')} placeholder={t('shifts.day_text')} onChange={({ target }) => change(i, { text: target.value })} />
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('shifts.day_remove')} title={t('shifts.day_remove')} onClick={() => setTasks((before) => before.filter((_, at) => at !== i))} />
          </li>
        ))}
      </ul>
      <div className={styles.bar}>
        <Button icon={<PlusOutlined />} disabled={tasks.length >= 60} onClick={() => setTasks((before) => [...before, { hour: before.at(-1)?.hour ?? 9, text: '' }])}>{t('shifts.day_addTask')}</Button>
        <Button disabled={!plan.template} title={plan.template ? undefined : t('shifts.day_noTemplate')} onClick={() => setTasks(plan.template ?? [])}>{t('shifts.day_template')}</Button>
        <span className={styles.space} />
        <span className={styles.small}>{t('shifts.day_fromToday')}</span>
        <Button type="primary" loading={busy} disabled={tasks.some((one) => !one.text.trim())} onClick={() => void save()}>{t('common.save')}</Button>
      </div>
    </>
  );
}
