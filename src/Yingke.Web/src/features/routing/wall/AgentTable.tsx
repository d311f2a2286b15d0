import type { TableColumnsType } from 'antd';
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import type { AgentState } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import styles from './AgentTable.module.css';
import { CapacityCell } from './CapacityCell';
import { inHeldOrder, loadOf, worstFirst } from './order';
import { PresenceCell } from './PresenceCell';

interface Props {
  agents: AgentState[] | undefined;
  /** Draws the clock of a buyer who waits. */
  clock: (since: string) => ReactNode;
  onOpen: (agent: AgentState) => void;
}

/** One line an agent, worst first until another order is asked for. Only the lines in sight are drawn. */
export const AgentTable = memo(function AgentTable({ agents, clock, onOpen }: Props) {
  const t = useT();
  const [frame, height] = useRoom();
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const rows = agents && (held ? inHeldOrder(agents, held) : [...agents].sort(worstFirst));
  const figure = (value: ReactNode) => value ?? <span className={styles.none}>–</span>;
  const unit = (title: string, of: string) => <>{title} <span className={styles.unit}>{of}</span></>;
  const columns: TableColumnsType<AgentState> = [
    {
      key: 'name', title: t('wall.agent'), width: 172, fixed: 'left', sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
      render: (_, agent) => (
        <span className={styles.who}>
          <button type="button" className={styles.name} title={agent.name} onClick={() => onOpen(agent)}>{agent.name}</button>
          <span className={styles.post} title={agent.groups.map((group) => t(`common.${group}`)).join(' · ')}>{agent.post}</span>
        </span>
      ),
    },
    { key: 'presence', title: t('wall.presence'), width: 136, sorter: (a, b) => rank[a.presence] - rank[b.presence], render: (_, agent) => <PresenceCell agent={agent} /> },
    { key: 'load', title: t('wall.load'), width: 124, sorter: (a, b) => loadOf(a) - loadOf(b), render: (_, agent) => <CapacityCell agent={agent} /> },
    {
      key: 'waiting', title: t('wall.oldestWaiting'), width: 88, align: 'right',
      sorter: (a, b) => (Date.parse(b.oldestWaitingSince ?? '') || Infinity) - (Date.parse(a.oldestWaitingSince ?? '') || Infinity),
      render: (_, agent) => figure(agent.oldestWaitingSince && clock(agent.oldestWaitingSince)),
    },
    { key: 'received', title: t('wall.received'), width: 68, align: 'right', sorter: (a, b) => a.today.received - b.today.received, render: (_, { today }) => today.received },
    { key: 'messages', title: t('wall.messages'), width: 68, align: 'right', sorter: (a, b) => a.today.messages - b.today.messages, render: (_, { today }) => today.messages },
    {
      key: 'first', title: unit(t('wall.firstResponse'), t('settings.unitSeconds')), width: 72, align: 'right', sorter: (a, b) => (a.today.avgFirstResponseSeconds ?? -1) - (b.today.avgFirstResponseSeconds ?? -1),
      render: (_, { today }) => figure(today.avgFirstResponseSeconds?.toFixed(0)),
    },
    {
      key: 'good', title: unit(t('wall.goodRate'), '%'), width: 72, align: 'right', sorter: (a, b) => (a.today.goodRate ?? -1) - (b.today.goodRate ?? -1),
      render: (_, { today }) => figure(today.goodRate === undefined ? undefined : Math.round(today.goodRate * 100)),
    },
    {
      key: 'overdue', title: t('wall.overdueNow'), width: 64, align: 'right', sorter: (a, b) => a.today.overdue - b.today.overdue,
      render: (_, { today }) => <span className={today.overdue > 0 ? styles.over : undefined}>{today.overdue}</span>,
    },
    {
      key: 'idle', title: unit(t('wall.idle'), t('settings.unitMinutes')), width: 76, align: 'right', sorter: (a, b) => (a.today.idleOpenSeconds ?? -1) - (b.today.idleOpenSeconds ?? -1),
      render: (_, { today }) => figure(today.idleOpenSeconds === undefined ? undefined
        : <span className={today.idleOutlier ? styles.over : undefined} title={t(today.idleOutlier ? 'wall.idleOutlier' : 'wall.idleHint')}>{Math.round(today.idleOpenSeconds / 60)}</span>),
    },
  ];
  return (
    <div className={styles.frame} ref={frame} onMouseEnter={() => setHeld(rows?.map((agent) => agent.id) ?? null)} onMouseLeave={() => setHeld(null)}>
      <DataTable<AgentState> rows={rows} rowKey="id" columns={columns} onRetry={() => undefined} scroll={{ x: 940, y: height }} virtual className={styles.table}
        showSorterTooltip={false} empty={<Nothing title={t('wall.noAgents')} hint={t('wall.noAgentsHint')} />} />
    </div>
  );
});

/** Room for lines below the table's head, as high as the pane is. */
function useRoom() {
  const frame = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(400);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setHeight(Math.max(120, box.clientHeight - headHeight)));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return [frame, height] as const;
}

const headHeight = 38;
const rank = { online: 0, busy: 1, offline: 2 };
