import { Drawer } from 'antd';
import { useState } from 'react';
import { EvidenceTable } from '@/features/performance/EvidenceTable';
import { show } from '@/features/performance/format';
import { meaningOf, nameOf } from '@/features/performance/indicators';
import styles from '@/features/performance/Performance.module.css';
import type { Range } from '@/features/performance/types';
import { useT } from '@/shared/i18n/i18n';
import { RecordById } from '../records/RecordById';

/** A guard rail: what it means and the facts that it divides. */
export function GuardDrawer({ guard, value, range, onClose }: { guard: string; value: string | null; range: Range; onClose: () => void }) {
  const t = useT();
  const [conversation, setConversation] = useState<string | null>(null);
  return (
    <Drawer open size={720} onClose={onClose} title={t(nameOf(guard))} extra={`${range.from} – ${range.to}`}>
      <p className={styles.meaning}><span className={styles.big}>{show(value, 'rate')}</span>{t(meaningOf(guard))}</p>
      <EvidenceTable cell={{ guard }} range={range} onConversation={setConversation} />
      {conversation && <RecordById id={conversation} onClose={() => setConversation(null)} />}
    </Drawer>
  );
}
