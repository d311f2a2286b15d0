import { useQuery } from '@tanstack/react-query';
import { Select, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { useClock } from '@/shared/time/clock';
import { formatClock, formatExact } from '@/shared/time/format';
import styles from './Deadlines.module.css';
import type { Deadline, DeadlineAnswer, DeadlinesOf } from './types';
import { kindWords, whereOf } from './where';

const refreshMs = 10_000;

/** 时限看板: what is due next and what is late, over every clock of the shop, and by whom. */
export default function DeadlinesPage() {
  const t = useT();
  const [kind, setKind] = useState<string>();
  const [agentId, setAgentId] = useState<string>();
  const { data, error, refetch } = useQuery({ queryKey: ['deadlines', kind, agentId], queryFn: () => api.get<DeadlineAnswer>('/deadlines', { query: { kind, agentId, limit: 200 } }), refetchInterval: refreshMs, placeholderData: (before) => before });
  const all = useQuery({ queryKey: ['deadlines', undefined, undefined], queryFn: () => api.get<DeadlineAnswer>('/deadlines', { query: { limit: 200 } }) }).data;
  const nobody = <span className={styles.none}>{t('deadlines.nobody')}</span>;
  const columns: TableColumnsType<Deadline> = [
    { key: 'kind', title: t('deadlines.kind'), width: 144, render: (_, one) => kindWords(one.kind, t) },
    { key: 'title', title: t('deadlines.what'), ellipsis: true, render: (_, one) => <Link to={whereOf(one)} title={one.title}>{one.title}</Link> },
    { key: 'agent', title: t('deadlines.agent'), width: 104, ellipsis: true, render: (_, { agent }) => agent?.name ?? nobody },
    { key: 'due', title: t('deadlines.due'), width: 160, align: 'right', render: (_, one) => <Due deadline={one} /> },
  ];
  const people: TableColumnsType<DeadlinesOf> = [
    { key: 'agent', title: t('deadlines.agent'), ellipsis: true, render: (_, { agent }) => agent?.name ?? nobody },
    { key: 'overdue', title: t('deadlines.overdue'), width: 88, align: 'right', render: (_, { overdue }) => <span className={overdue > 0 ? styles.late : styles.none}>{overdue}</span> },
    { key: 'hour', title: t('deadlines.nextHour'), width: 88, align: 'right', dataIndex: 'nextHour' },
    { key: 'later', title: t('deadlines.later'), width: 72, align: 'right', dataIndex: 'later' },
  ];
  const figure = (label: string, value: number | undefined, late = false) => <div className={styles.figure}><span className={late && value ? styles.bigLate : styles.big}>{value ?? '–'}</span><span className={styles.label}>{label}</span></div>;
  return (
    <Screen title={t('deadlines.title')}>
      <div className={styles.figures}>{figure(t('deadlines.overdueNow'), data?.overdue, true)}{figure(t('deadlines.withinHour'), data?.nextHour)}{figure(t('deadlines.todayLeft'), data?.today)}</div>
      <div className={styles.filters}>
        <Select allowClear value={kind} onChange={setKind} placeholder={t('deadlines.anyKind')} aria-label={t('deadlines.kind')} style={{ width: 144 }} options={all?.kinds.map((value) => ({ value, label: kindWords(value, t) })) ?? []} />
        <Select allowClear value={agentId} onChange={setAgentId} placeholder={t('deadlines.anyAgent')} aria-label={t('deadlines.agent')} style={{ width: 144 }} options={all?.people.flatMap(({ agent }) => (agent ? [{ value: agent.id, label: agent.name }] : [])) ?? []} />
      </div>
      <div className={styles.columns}>
        <DataTable<Deadline> rows={data?.items} rowKey={({ kind: which, subjectId }) => which + subjectId} columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 560 }} empty={<Nothing title={t('deadlines.none')} hint={t('deadlines.noneHint')} />} />
        <DataTable<DeadlinesOf> rows={data?.people} rowKey={({ agent }) => agent?.id ?? ''} columns={people} error={null} onRetry={() => void refetch()} tableLayout="fixed" empty={<Nothing title={t('deadlines.nobodyLate')} />} />
      </div>
    </Screen>
  );
}

function Due({ deadline: { dueAt, nearAt } }: { deadline: Deadline }) {
  const t = useT();
  const left = useClock((now) => Math.floor((Date.parse(dueAt) - now) / 1000));
  const near = useClock((now) => nearAt !== undefined && now >= Date.parse(nearAt));
  return <span className={left <= 0 ? styles.late : near ? styles.near : styles.fine} title={formatExact(dueAt)}>{left <= 0 ? t('deadlines.lateBy', { time: formatClock(-left) }) : formatClock(left)}</span>;
}
