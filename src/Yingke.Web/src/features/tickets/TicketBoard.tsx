import { useT } from '@/shared/i18n/i18n';
import { board, columns } from './due';
import { DueWords } from './DueWords';
import styles from './Tickets.module.css';
import type { TicketRow } from './types';

/** Open tickets by how far they are, in each column what is due first on top. */
export function TicketBoard({ rows, onOpen }: { rows: readonly TicketRow[]; onOpen: (id: string) => void }) {
  const t = useT();
  const sorted = board(rows);
  return (
    <div className={styles.board}>
      {columns.map(({ key }) => (
        <section key={key} className={styles.column} aria-label={t(`tickets.column_${key}`)}>
          <h2 className={styles.columnHead}>{t(`tickets.column_${key}`)}<span className={styles.count}>{sorted[key].length}</span></h2>
          {sorted[key].map((row) => <TicketCell key={row.id} row={row} onOpen={onOpen} />)}
        </section>
      ))}
    </div>
  );
}

export function TicketCell({ row, onOpen }: { row: TicketRow; onOpen: (id: string) => void }) {
  const t = useT();
  return (
    <button type="button" className={styles.ticket} onClick={() => onOpen(row.id)}>
      <span className={styles.line}>
        <span className={styles.cut}>#{row.number} · {row.kindName}{row.state === 'reopened' && ` · ${t('tickets.state_reopened')}`}</span>
        {row.priority !== 'normal' && <span className={styles[row.priority]}>{t(`tickets.priority_${row.priority}`)}</span>}
      </span>
      <span className={styles.strong}>{row.title}</span>
      <span className={styles.line}>
        <span className={styles.cut}>{[row.assignee?.name ?? row.department ?? t('tickets.nobody'), row.buyer?.name].filter(Boolean).join(' · ')}</span>
        {row.nextDueAt ? <DueWords dueAt={row.nextDueAt} nearAt={row.nextNearAt} /> : <span>{t(`tickets.state_${row.state}`)}</span>}
      </span>
    </button>
  );
}
