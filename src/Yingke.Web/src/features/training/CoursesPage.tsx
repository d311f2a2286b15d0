import { PlusOutlined } from '@ant-design/icons';
import { Button, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { comma, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useTeamTabs } from '@/shared/team';
import { formatDate } from '@/shared/time/format';
import { CourseDialog } from './CourseDialog';
import { CourseDrawer } from './CourseDrawer';
import { useCourses } from './queries';
import styles from './Training.module.css';
import type { CourseLine } from './types';

/** 培训: one's courses, those to be passed first. */
export default function CoursesPage() {
  const t = useT();
  const writes = can(useMe(), 'agents.manage');
  const { data, error, refetch } = useCourses();
  const [params, setParams] = useSearchParams();
  const [writing, setWriting] = useState<{ id: string | null } | null>(null);
  const columns: TableColumnsType<CourseLine> = [
    { key: 'title', title: t('training.course'), ellipsis: true, render: (_, { id, title }) => <button type="button" className={styles.link} onClick={() => setParams({ id })}>{title}</button> },
    { key: 'stage', title: t('training.stage'), width: 144, render: (_, { stage, everyDays }) => <>{t(`training.stage_${stage}`)}{everyDays !== undefined && <span className={styles.second}> · {t('training.everyDays', { n: everyDays })}</span>}</> },
    { key: 'groups', title: t('training.for'), width: 128, render: (_, { groups }) => (groups.length === 0 ? t('training.everybody') : groups.map((group) => t(`training.group_${group}`)).join(comma())) },
    { key: 'quiz', title: t('training.quiz'), width: 144, render: (_, { questions, passMark }) => t('training.quizOf', { n: questions, mark: passMark }) },
    { key: 'standing', title: t('training.standing'), width: 232, render: (_, one) => <StandingWords line={one} /> },
    {
      key: 'act', title: '', width: 160, align: 'right', render: (_, { id, forMe, standing }) => (
        <>
          {writes && <Button size="small" type="text" onClick={() => setWriting({ id })}>{t('common.edit')}</Button>}
          <Button size="small" type={forMe && standing !== 'passed' ? 'primary' : 'default'} onClick={() => setParams({ id })}>{t(standing === 'passed' ? 'training.read' : 'training.learn')}</Button>
        </>
      ),
    },
  ];
  return (
    <Screen title={t('staffTalk.team')} tabs={useTeamTabs()} actions={writes && <Button type="primary" icon={<PlusOutlined />} onClick={() => setWriting({ id: null })}>{t('training.add')}</Button>}>
      <DataTable<CourseLine> rows={data} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 960 }}
        empty={<Nothing title={t('training.none')} hint={t(writes ? 'training.noneHint' : 'training.noneHintAgents')} />} />
      {params.get('id') && <CourseDrawer key={params.get('id')} id={params.get('id') ?? ''} onClose={() => setParams({})} />}
      {writing && <CourseDialog id={writing.id} onClose={() => setWriting(null)} />}
    </Screen>
  );
}

function StandingWords({ line: { standing, passedAt, dueAt, attempts, best, forMe } }: { line: CourseLine }) {
  const t = useT();
  if (standing === 'passed')
    return <><Tag color="success">{t('training.standing_passed')}</Tag><span className={styles.second}>{dueAt ? t('training.dueAt', { at: formatDate(dueAt) }) : passedAt && formatDate(passedAt)}</span></>;
  if (attempts === 0 && !forMe) return <span className={styles.second}>{t('training.notAsked')}</span>;
  return <><Tag color={standing === 'due_again' ? 'warning' : 'default'}>{t(`training.standing_${standing}`)}</Tag>{best !== undefined && <span className={styles.second}>{t('training.best', { n: best, times: attempts })}</span>}</>;
}
