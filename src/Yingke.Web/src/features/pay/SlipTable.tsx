import { Button, type TableColumnsType } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import styles from './Pay.module.css';
import type { LineKind, Settlement, Slip, SlipAnswer } from './types';
import { yuan } from './words';

const kinds: LineKind[] = ['base', 'bonus', 'deduction', 'reward', 'penalty', 'loss'];

export const Fen = ({ fen }: { fen: number }) => <span className={fen < 0 ? styles.off : undefined}>{fen === 0 ? '—' : yuan(fen)}</span>;

interface Props { slips: SlipAnswer[] | undefined; error: Error | null; onRetry: () => void; onOpen: (slip: Slip) => void }

/** A month's slips, a line each; the name opens all of its lines. */
export function SlipTable({ slips, error, onRetry, onOpen }: Props) {
  const t = useT();
  const columns: TableColumnsType<SlipAnswer> = [
    { key: 'name', title: t('pay.who'), width: 132, fixed: 'left', ellipsis: true, render: (_, { slip }) => <Button type="link" size="small" className={styles.link} onClick={() => onOpen(slip)}>{slip.name}</Button> },
    { key: 'company', title: t('pay.company'), width: 112, ellipsis: true, render: (_, { slip }) => slip.company ?? t('pay.ownPeople') },
    { key: 'score', title: t('pay.score'), width: 132, align: 'right', render: (_, { slip }) => (slip.score === undefined ? '—' : <>{slip.score.toFixed(2)} / {slip.full}{!slip.scoreIsFrozen && <div className={styles.small}>{t('pay.notFrozen')}</div>}</>) },
    ...kinds.map((kind): TableColumnsType<SlipAnswer>[number] => ({
      key: kind, title: t(`pay.kind_${kind}`), width: 96, align: 'right', render: (_, { slip }) => <Fen fen={slip.lines.filter((line) => line.kind === kind).reduce((sum, line) => sum + line.fen, 0)} />,
    })),
    { key: 'total', title: t('pay.totalYuan'), width: 112, align: 'right', fixed: 'right', render: (_, { slip }) => <span className={styles.sum}>{yuan(slip.totalFen)}</span> },
  ];
  return <DataTable<SlipAnswer> rows={slips} error={error} onRetry={onRetry} rowKey={({ slip }) => slip.agentId} columns={columns} scroll={{ x: 1080 }} empty={<Nothing title={t('pay.nobody')} hint={t('pay.nobodyHint')} />} />;
}

/** 对账单: one line a company. */
export function SettlementTable({ settlements, onOpen }: { settlements: Settlement[]; onOpen: (settlement: Settlement) => void }) {
  const t = useT();
  const columns: TableColumnsType<Settlement> = [
    { key: 'company', title: t('pay.company'), width: 180, ellipsis: true, render: (_, one) => <Button type="link" size="small" className={styles.link} onClick={() => onOpen(one)}>{one.company}</Button> },
    { key: 'agents', title: t('pay.agents'), width: 72, align: 'right', render: (_, one) => one.agents },
    ...(['feeFen', 'bonusFen', 'deductionFen', 'rewardFen', 'penaltyFen', 'lossFen'] as const).map((name): TableColumnsType<Settlement>[number] => ({
      key: name, title: t(`pay.kind_${name.slice(0, -3) as LineKind}`), width: 104, align: 'right', render: (_, one) => <Fen fen={one[name]} />,
    })),
    { key: 'total', title: t('pay.totalYuan'), width: 120, align: 'right', render: (_, one) => <span className={styles.sum}>{yuan(one.totalFen)}</span> },
  ];
  return <DataTable<Settlement> rows={settlements} onRetry={() => undefined} rowKey="company" columns={columns} scroll={{ x: 1000 }} empty={null} />;
}
