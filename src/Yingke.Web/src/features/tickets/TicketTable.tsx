import type { TableColumnsType } from 'antd';
import { language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { DueWords } from './DueWords';
import styles from './Tickets.module.css';
import type { TicketRow } from './types';

interface Props { rows: TicketRow[] | undefined; error: Error | null; onRetry: () => void; onOpen: (id: string) => void }

export function TicketTable({ rows, error, onRetry, onOpen }: Props) {
  const t = useT();
  const lang = useStore(language);
  const none = <span className={styles.none}>–</span>;
  const columns: TableColumnsType<TicketRow> = [
    { key: 'title', title: t('tickets.ticket'), ellipsis: true, render: (_, row) => <TicketTitle row={row} onOpen={onOpen} /> },
    { key: 'kind', title: t('tickets.kind'), width: 96, ellipsis: true, dataIndex: 'kindName' },
    { key: 'state', title: t('tickets.state'), width: 88, render: (_, { state }) => t(`tickets.state_${state}`) },
    { key: 'due', title: t('tickets.due'), width: 168, render: (_, row) => (row.nextDueAt ? <DueWords dueAt={row.nextDueAt} nearAt={row.nextNearAt} what={t(`tickets.clock_${row.nextClock ?? 'ticket_reply'}`)} /> : none) },
    { key: 'assignee', title: t('tickets.assignee'), width: 152, ellipsis: true, render: (_, { assignee, department }) => [assignee?.name, department].filter(Boolean).join(' · ') || none },
    { key: 'buyer', title: t('tickets.buyer'), width: 120, ellipsis: true, render: (_, { buyer }) => buyer?.name ?? none },
    { key: 'at', title: t('tickets.createdAt'), width: 120, render: (_, { createdAt }) => <time dateTime={createdAt} title={formatExact(createdAt)}>{formatTime(createdAt, serverNow(), lang)}</time> },
  ];
  return (
    <DataTable<TicketRow> rows={rows} rowKey="id" columns={columns} error={error} onRetry={onRetry} sticky={belowPadding} scroll={{ x: 940 }} tableLayout="fixed" className={styles.open}
      onRow={({ id }) => ({ onClick: (event) => !(event.target instanceof HTMLButtonElement) && onOpen(id) })}
      empty={<Nothing title={t('tickets.none')} hint={t('tickets.noneHint')} />} />
  );
}

export function TicketTitle({ row, onOpen }: { row: TicketRow; onOpen: (id: string) => void }) {
  const t = useT();
  return (
    <span className={styles.title}>
      <span className={styles.number}>#{row.number}</span>
      {row.priority !== 'normal' && <span className={styles[row.priority]}>{t(`tickets.priority_${row.priority}`)}</span>}
      <button type="button" className={styles.name} title={row.title} onClick={() => onOpen(row.id)}>{row.title}</button>
    </span>
  );
}
