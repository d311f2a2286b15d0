import { Button, Skeleton, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { can, useMe } from '@/shared/session';
import { useClock } from '@/shared/time/clock';
import styles from './Campaigns.module.css';
import { GoalList } from './GoalList';
import { HourBars } from './HourBars';
import { PkAdjustment } from './PkAdjustment';
import { useBoard } from './queries';
import { TeamBars } from './TeamBars';
import type { Board, Standing } from './types';
import { remaining, yuan } from './words';

/** Where everybody stands now: the shop, the goals, the teams, the people. */
export function BoardView({ id }: { id: string }) {
  const t = useT();
  const me = useMe();
  const [adjusting, setAdjusting] = useState(false);
  const { data: board, error, refetch } = useBoard(id);
  if (error && !board) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!board) return <Skeleton active paragraph={{ rows: 8 }} />;
  const columns: TableColumnsType<Standing> = [
    { key: 'rank', title: t('campaigns.rank'), width: 56, align: 'right', dataIndex: 'rank' },
    { key: 'name', title: t('campaigns.agent'), ellipsis: true, dataIndex: 'name' },
    ...(board.teams.length > 0 ? [{ key: 'team', title: t('campaigns.team'), width: 112, ellipsis: true, render: (_: unknown, { team }: Standing) => team ?? '–' }] : []),
    { key: 'orders', title: t('campaigns.ordersPaid'), width: 112, align: 'right', render: (_, { orders }) => orders.toLocaleString('en-US') },
    { key: 'fen', title: t('campaigns.salesYuan'), width: 120, align: 'right', render: (_, { fen }) => yuan(fen) },
  ];
  return (
    <>
      <dl className={styles.figures}>
        <Figure name={t('campaigns.shopSales')} value={yuan(board.fen)} unit={t('campaigns.yuan')} />
        <Figure name={t('campaigns.shopOrders')} value={board.orders.toLocaleString('en-US')} unit={t('campaigns.pieces')} />
        <Figure name={t('campaigns.perOrder')} value={board.orders ? yuan(Math.round(board.fen / board.orders)) : '—'} unit={t('campaigns.yuan')} />
        <Left board={board} />
      </dl>
      <div className={styles.columns}>
        <div className={styles.column}>
          {board.teams.length > 0 && <section className={styles.card}><h2 className={styles.h2}>{t('campaigns.pk')}<span className={styles.small}>{t(`campaigns.by_${board.measure}`)}</span>{(board.state === 'ended' || board.state === 'stopped') && can(me, 'scorecards.edit') && <Button size="small" className={styles.right} onClick={() => setAdjusting(true)}>{t('campaigns.pkAdjust')}</Button>}</h2><TeamBars teams={board.teams} measure={board.measure} /></section>}
          <section className={styles.card}><h2 className={styles.h2}>{t('campaigns.goals')}</h2>
            {board.goals.length > 0 ? <GoalList goals={board.goals} /> : <p className={styles.small}>{t('campaigns.noGoals')}</p>}
          </section>
        </div>
        <div className={styles.column}>
          <section className={styles.card}><h2 className={styles.h2}>{t('campaigns.byHour')}<span className={styles.small}>{t(`campaigns.by_${board.measure}`)}</span></h2><HourBars hours={board.hours} measure={board.measure} /></section>
          <DataTable<Standing> rows={board.agents} error={null} onRetry={() => void refetch()} rowKey="agentId" columns={columns} empty={<Nothing title={t('campaigns.noStandings')} hint={t('campaigns.noStandingsHint')} />} />
        </div>
      </div>
      {adjusting && <PkAdjustment id={id} onClose={() => setAdjusting(false)} />}
    </>
  );
}

function Figure({ name, value, unit }: { name: string; value: string; unit?: string }) {
  return <div><dt>{name}</dt><dd>{value}{unit && value !== '—' && <span className={styles.unit}> {unit}</span>}</dd></div>;
}

/** By itself, so that the board is not drawn again each second. */
function Left({ board }: { board: Board }) {
  const t = useT();
  const planned = board.state === 'planned';
  const left = useClock((now) => remaining(planned ? board.startAt : board.endAt, now, t));
  return <Figure name={t(planned ? 'campaigns.startsIn' : 'campaigns.endsIn')} value={board.state === 'running' || planned ? left : t(`campaigns.state_${board.state}`)} />;
}
