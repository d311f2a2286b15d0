import { Alert, App, Button, InputNumber, Skeleton, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { comma, hasText, language, useT, type Translate } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Campaigns.module.css';
import { campaignsMoved, useStaffing, type Ratios } from './queries';
import type { Proposal, ProposedMove, StaffingChange } from './types';

/** 人力配比: who changes sides for the campaign and for the three days after it, and what was done so far. */
export function StaffingView({ id }: { id: string }) {
  const t = useT();
  const [ratios, setRatios] = useState<Ratios>({ duringPresale: 7, duringAftersale: 3, afterPresale: 3, afterAftersale: 7 });
  const { data, error, refetch } = useStaffing(id, ratios);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <>
      <p className={styles.lead}>{t('campaigns.staffingLead')}</p>
      <div className={styles.columns}>
        {data.proposals.map((one) => <ProposalCard key={one.phase} id={id} proposal={one} onRatio={(presale, aftersale) => setRatios({ ...ratios, [`${one.phase}Presale`]: presale, [`${one.phase}Aftersale`]: aftersale })} />)}
      </div>
      <h2 className={styles.h2} style={{ marginTop: 16 }}>{t('campaigns.staffingDone')}</h2>
      {data.changes.length === 0 ? <p className={styles.small}>{t('campaigns.staffingNone')}</p> : <div className={styles.announced}>{data.changes.map((change) => <Change key={change.id} id={id} change={change} />)}</div>}
    </>
  );
}

const groupsIn = (groups: string[], t: Translate) => groups.map((group) => (hasText(`performance.group_${group}`) ? t(`performance.group_${group}` as never) : group)).join(comma()) || '—';

function useColumns(): TableColumnsType<ProposedMove> {
  const t = useT();
  return [
    { key: 'name', title: t('campaigns.agent'), ellipsis: true, render: (_, move) => <>{move.name}{move.both && <Tag style={{ marginInlineStart: 8 }}>{t('campaigns.knowsBoth')}</Tag>}</> },
    { key: 'from', title: t('campaigns.movesFrom'), width: 128, render: (_, move) => groupsIn(move.from, t) },
    { key: 'to', title: t('campaigns.movesTo'), width: 128, render: (_, move) => groupsIn(move.to, t) },
    { key: 'open', title: t('campaigns.openTalks'), width: 80, align: 'right', dataIndex: 'open' },
  ];
}

function ProposalCard({ id, proposal, onRatio }: { id: string; proposal: Proposal; onRatio: (presale: number, aftersale: number) => void }) {
  const t = useT();
  const lang = useStore(language);
  const { modal, message } = App.useApp();
  const columns = useColumns();
  const { phase, ratio, moves, refused } = proposal;
  const confirm = () => modal.confirm({
    title: t('campaigns.confirmMoves', { n: moves.length }), content: t('campaigns.confirmMovesHint', { at: formatTime(proposal.undoAt, serverNow(), lang) }), okText: t('campaigns.moveNow'), cancelText: t('common.cancel'),
    onOk: () => api.post(`/campaigns/${id}/staffing`, { phase, ratio, agentIds: moves.map(({ agentId }) => agentId) }).then(campaignsMoved, (failure: unknown) => { void message.error(wordsOf(failure)); void campaignsMoved(); }),
  });
  return (
    <section className={styles.card}>
      <h2 className={styles.h2}>{t(`campaigns.phase_${phase}`)}<span className={styles.small}>{t('campaigns.untilAt', { at: formatTime(proposal.undoAt, serverNow(), lang) })}</span></h2>
      <div className={styles.ratio}>
        <span>{t('campaigns.ratio')}</span>
        <InputNumber size="small" min={1} max={100} precision={0} value={ratio.presale} aria-label={t('performance.group_presale')} style={{ width: 64 }} onChange={(value) => value && onRatio(value, ratio.aftersale)} />
        <span>:</span>
        <InputNumber size="small" min={1} max={100} precision={0} value={ratio.aftersale} aria-label={t('performance.group_aftersale')} style={{ width: 64 }} onChange={(value) => value && onRatio(ratio.presale, value)} />
        <span className={styles.small}>{t('campaigns.sides', { presale: proposal.presale, aftersale: proposal.aftersale, presaleNow: proposal.presaleNow, aftersaleNow: proposal.aftersaleNow })}</span>
      </div>
      {moves.length === 0 ? <p className={styles.small}>{t('campaigns.noMoves')}</p> : (
        <>
          <Table<ProposedMove> size="small" rowKey="agentId" pagination={false} columns={columns} dataSource={moves} />
          <div className={styles.actions}>
            <Button type="primary" size="small" disabled={refused !== undefined} onClick={confirm}>{t('campaigns.confirmButton', { n: moves.length })}</Button>
            {refused && hasText(`campaigns.refused_${refused}`) && <span className={styles.small}>{t(`campaigns.refused_${refused}` as never)}</span>}
          </div>
        </>
      )}
    </section>
  );
}

function Change({ id, change }: { id: string; change: StaffingChange }) {
  const t = useT();
  const lang = useStore(language);
  const { message } = App.useApp();
  const columns = useColumns().slice(0, 3);
  const at = (iso: string) => formatTime(iso, serverNow(), lang);
  const undo = () => void api.post(`/campaigns/${id}/staffing/undo`).then(campaignsMoved, (failure: unknown) => void message.error(wordsOf(failure)));
  return (
    <section className={styles.card}>
      <div className={styles.hourHead}>
        <b>{t(`campaigns.phase_${change.phase}`)} {change.ratio.presale} : {change.ratio.aftersale}</b>
        <span className={styles.small}>{t('campaigns.confirmedBy', { who: change.confirmedBy, at: at(change.confirmedAt) })}</span>
        {change.undoneAt
          ? <span className={styles.small}>{change.undoneBy ? t('campaigns.undoneBy', { who: change.undoneBy, at: at(change.undoneAt) }) : t('campaigns.undoneAlone', { at: at(change.undoneAt) })}</span>
          : <Button size="small" className={styles.right} onClick={undo}>{t('campaigns.undo')}</Button>}
      </div>
      {!change.undoneAt && <Alert type="info" style={{ margin: '8px 0' }} title={t('campaigns.inForce', { at: at(change.undoAt) })} />}
      <Table<ProposedMove> size="small" rowKey="agentId" pagination={false} columns={columns} dataSource={change.moves} />
    </section>
  );
}
