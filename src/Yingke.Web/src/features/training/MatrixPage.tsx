import { Modal, Skeleton, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useT, type Translate } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useTeamTabs } from '@/shared/team';
import { formatDate, formatExact } from '@/shared/time/format';
import { useAttempts, useMatrix } from './queries';
import styles from './Training.module.css';
import type { Attempt, MatrixCell, MatrixRow } from './types';

/** 培训情况: who has passed what. */
export default function MatrixPage() {
  const t = useT();
  const edits = can(useMe(), 'settings.edit');
  const { data, error, refetch } = useMatrix();
  const [looking, setLooking] = useState<MatrixRow | null>(null);
  const columns: TableColumnsType<MatrixRow> = [
    { key: 'name', title: t('training.person'), width: 136, fixed: 'left', ellipsis: true, render: (_, row) => <button type="button" className={styles.link} onClick={() => setLooking(row)}>{row.name}</button> },
    ...(data?.courses ?? []).map(({ id, title, stage }) => ({
      key: id, title: <span title={title}>{title}<br /><small className={styles.second}>{t(`training.stage_${stage}`)}</small></span>, width: 152,
      render: (_: unknown, { cells }: MatrixRow) => {
        const cell = cells.find((one) => one.courseId === id);
        return cell && <Cell cell={cell} />;
      },
    })),
  ];
  return (
    <Screen title={t('staffTalk.team')} tabs={useTeamTabs()}>
      {data && (
        <p className={styles.lead}>
          {t(data.firstStageBeforeChats ? 'training.gateOn' : 'training.gateOff')} {edits && <Link to="/settings/training">{t('common.settings')}</Link>}
        </p>
      )}
      <DataTable<MatrixRow> rows={data && (data.courses.length === 0 ? [] : data.rows)} rowKey="agentId" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 136 + 152 * (data?.courses.length ?? 4) }}
        empty={<Nothing title={t('training.none')} hint={t('training.noneHint')} />} />
      {looking && <AttemptsDialog row={looking} onClose={() => setLooking(null)} />}
    </Screen>
  );
}

function Cell({ cell }: { cell: MatrixCell }) {
  const t = useT();
  return <span className={cell.standing === 'passed' ? styles.passed : cell.asked ? styles[cell.standing] : styles.second} title={titleOf(cell, t)}>{wordOf(cell, t)}</span>;
}

function wordOf({ asked, standing, passedAt, attempts, best }: MatrixCell, t: Translate): string {
  if (standing === 'passed' && passedAt) return t('training.passedOn', { at: formatDate(passedAt) });
  if (attempts > 0 && standing === 'open') return t('training.best', { n: best ?? 0, times: attempts });
  return asked ? t(`training.standing_${standing}`) : '—';
}

function titleOf({ dueAt, attempts, best }: MatrixCell, t: Translate): string | undefined {
  if (attempts === 0) return undefined;
  return `${t('training.best', { n: best ?? 0, times: attempts })}${dueAt ? ` · ${t('training.dueAt', { at: formatDate(dueAt) })}` : ''}`;
}

function AttemptsDialog({ row, onClose }: { row: MatrixRow; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useAttempts(row.agentId);
  const columns: TableColumnsType<Attempt> = [
    { key: 'at', title: t('training.at'), width: 176, render: (_, { at }) => formatExact(at) },
    { key: 'course', title: t('training.course'), ellipsis: true, render: (_, { course }) => course },
    { key: 'percent', title: t('training.score'), width: 128, render: (_, { percent, passed }) => <span className={passed ? styles.passed : styles.due_again}>{percent}% {t(passed ? 'training.standing_passed' : 'training.failed')}</span> },
  ];
  return (
    <Modal open title={t('training.attemptsOf', { name: row.name })} width={640} footer={null} onCancel={onClose}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <DataTable<Attempt> rows={data} rowKey="id" columns={columns} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ y: 360 }} empty={<Nothing title={t('training.noAttempts')} />} />
      )}
    </Modal>
  );
}
