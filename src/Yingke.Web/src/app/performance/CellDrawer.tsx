import { Drawer, Tabs } from 'antd';
import { useState } from 'react';
import { EvidenceTable } from '@/features/performance/EvidenceTable';
import { show } from '@/features/performance/format';
import { meaningOf, nameOf, unitOf } from '@/features/performance/indicators';
import styles from '@/features/performance/Performance.module.css';
import { CompareView, TrendView } from '@/features/performance/TrendView';
import type { Cell, Range, Report } from '@/features/performance/types';
import { useT } from '@/shared/i18n/i18n';
import { RecordById } from '../records/RecordById';

interface Props {
  cell: Cell;
  range: Range;
  /** Undefined while it is loading. */
  report: Report | undefined;
  onClose: () => void;
}

/** One figure: what it means, what it was counted from, how it went, and who stands where. */
export function CellDrawer({ cell, range, report, onClose }: Props) {
  const t = useT();
  const [conversation, setConversation] = useState<string | null>(null);
  const { whose, section, indicator } = cell;
  const figures = !report ? undefined : whose.agentId ? report.agents.find((one) => one.id === whose.agentId)?.figures : whose.group ? report.groups.find((one) => one.group[0] === whose.group)?.figures : report.shop;
  const agents = (report?.agents ?? []).filter((one) => !whose.group || one.groups.includes(whose.group)).map((one) => ({ name: one.name, value: one.figures[section][indicator] ?? null }));
  return (
    <Drawer open size={880} onClose={onClose} title={`${whose.name} · ${t(nameOf(indicator))}`} extra={`${range.from} – ${range.to}`}>
      <p className={styles.meaning}><span className={styles.big}>{report ? show(figures?.[section][indicator], unitOf(section, indicator)) : '…'}</span>{t(meaningOf(indicator))}</p>
      <Tabs size="small" items={[
        { key: 'evidence', label: t('performance.evidence'), children: <EvidenceTable cell={cell} range={range} onConversation={setConversation} /> },
        { key: 'trend', label: t('performance.trend'), children: <TrendView cell={cell} range={range} /> },
        ...(whose.agentId === undefined ? [{ key: 'compare', label: t('performance.compareAgents'), children: <CompareView cell={cell} rows={agents} /> }] : []),
      ]} />
      {conversation && <RecordById id={conversation} onClose={() => setConversation(null)} />}
    </Drawer>
  );
}
