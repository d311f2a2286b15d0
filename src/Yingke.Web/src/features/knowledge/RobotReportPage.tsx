import { useQuery } from '@tanstack/react-query';
import { DatePicker, type TableColumnsType } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import type { Schema } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Frame } from './Frame';
import styles from './Knowledge.module.css';
import { knowledgeKey } from './useKnowledge';

type Report = Schema<'RobotReport'>;
type Answer = Schema<'AnswerRow'>;

const percent = (part: number | null | undefined) => (part === null || part === undefined ? '—' : `${(part * 100).toFixed(1)}%`);

/** How good the robot is, with what every figure means, and which answers buyers find useless. */
export default function RobotReportPage() {
  const t = useT();
  // Days are the shop's: what today is, the server says.
  const [range, setRange] = useState<[Dayjs, Dayjs] | null>(null);
  const [from, to] = range?.map((one) => one.format('YYYY-MM-DD')) ?? [];
  const { data, error, refetch } = useQuery({ queryKey: [...knowledgeKey, 'robot', from, to], queryFn: ({ signal }) => api.get<Report>('/robot/report', { query: { from, to }, signal }), staleTime: 0 });
  const columns: TableColumnsType<Answer> = [
    { key: 'answer', title: t('robot.answer'), render: (_, one) => <span className={styles.text}>{one.skill ? t(`robot.skill_${one.skill}`) : (one.question ?? t('robot.gone'))}</span> },
    { key: 'times', title: t('robot.times'), width: 88, align: 'right', className: styles.number, render: (_, { times }) => times },
    { key: 'useful', title: t('robot.useful'), width: 88, align: 'right', className: styles.number, render: (_, { useful }) => useful },
    { key: 'useless', title: t('robot.useless'), width: 104, align: 'right', className: styles.number, render: (_, { useless }) => (useless > 0 ? <span className={styles.amber}>{useless}</span> : 0) },
  ];
  const figures = data?.figures;
  const shown = figures && [
    { name: t('robot.hitRate'), value: percent(figures.hitRate), how: t('robot.hitRateHow'), of: t('robot.perQuestions', { n: figures.questions }) },
    { name: t('robot.handOverRate'), value: percent(figures.handOverRate), how: t('robot.handOverRateHow'), of: t('robot.perTalks', { n: figures.talks }) },
    { name: t('robot.solvedRate'), value: percent(figures.solvedRate), how: t('robot.solvedRateHow'), of: t('robot.perTalks', { n: figures.talks }) },
    { name: t('robot.usefulRate'), value: percent(figures.usefulRate), how: t('robot.usefulRateHow'), of: t('robot.perRated', { n: figures.useful + figures.useless }) },
  ];
  return (
    <Frame>
      <div className={styles.bar}>
        <DatePicker.RangePicker value={range ?? (data ? [dayjs(data.from), dayjs(data.to)] : null)} allowClear={false} onChange={(next) => next?.[0] && next[1] && setRange([next[0], next[1]])} />
        <span className={styles.small}>{t('robot.reportLead')}</span>
      </div>
      {shown && figures.talks > 0 && (
        <dl className={styles.figures}>
          {shown.map(({ name, value, how, of }) => (
            <div key={name} style={{ maxWidth: 232 }}>
              <dt>{name}</dt>
              <dd>{value} <span className={styles.small}>{of}</span></dd>
              <p className={styles.small}>{how}</p>
            </div>
          ))}
        </dl>
      )}
      {data && data.why.length > 0 && <p className={styles.lead}>{t('robot.why')}：{data.why.flatMap(({ left, count }) => (left ? [`${t(`robot.left_${left}`)} ${count}`] : [])).join(' · ')}</p>}
      <DataTable<Answer> rows={data?.answers} rowKey={(one) => one.entryId ?? one.skill ?? ''} columns={columns} error={error} onRetry={() => void refetch()}
        empty={<Nothing title={t('robot.none')} hint={t('robot.noneHint')} />} />
    </Frame>
  );
}
