import { Drawer } from 'antd';
import { useState } from 'react';
import { LineTable } from '@/features/pay/LineTable';
import styles from '@/features/pay/Pay.module.css';
import type { Settlement, Slip } from '@/features/pay/types';
import { yuan } from '@/features/pay/words';
import { useT } from '@/shared/i18n/i18n';
import { RecordById } from '../records/RecordById';

/** A slip with every line of it. */
export function SlipDrawer({ slip, onClose }: { slip: Slip; onClose: () => void }) {
  const t = useT();
  const [conversation, setConversation] = useState<string | null>(null);
  return (
    <Drawer open size={760} onClose={onClose} title={`${slip.name} · ${slip.month}`} extra={<span className={styles.big}>{yuan(slip.totalFen)} {t('pay.yuan')}</span>}>
      <p className={styles.small}>{[slip.company ?? t(`pay.grade_${slip.grade}`), slip.scorecard && `${slip.scorecard} ${slip.score === undefined ? '—' : `${slip.score.toFixed(2)} / ${slip.full}`}`].filter(Boolean).join(' · ')}</p>
      <LineTable month={slip.month} lines={slip.lines.map((line, i) => ({ ...line, key: String(i) }))} totalFen={slip.totalFen} onConversation={setConversation} />
      {conversation && <RecordById id={conversation} onClose={() => setConversation(null)} />}
    </Drawer>
  );
}

/** A company's settlement: the fee of its agents, then every line of theirs and its own. */
export function SettlementDrawer({ settlement, onClose }: { settlement: Settlement; onClose: () => void }) {
  const t = useT();
  const [conversation, setConversation] = useState<string | null>(null);
  const lines = [
    { key: 'fee', kind: 'fee' as const, cause: 'fee', fen: settlement.feeFen, who: settlement.company, basis: t('pay.feeOf', { n: settlement.agents }) },
    ...settlement.slips.flatMap((slip) => slip.lines.map((line, i) => ({ ...line, key: `${slip.agentId}/${i}`, who: slip.name }))),
    ...settlement.ownLines.map((line, i) => ({ ...line, key: `own/${i}`, who: settlement.company })),
  ];
  return (
    <Drawer open size={860} onClose={onClose} title={t('pay.settlementOf', { company: settlement.company, month: settlement.month })} extra={<span className={styles.big}>{yuan(settlement.totalFen)} {t('pay.yuan')}</span>}>
      <LineTable month={settlement.month} lines={lines} totalFen={settlement.totalFen} onConversation={setConversation} />
      {conversation && <RecordById id={conversation} onClose={() => setConversation(null)} />}
    </Drawer>
  );
}
