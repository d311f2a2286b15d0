import { PlusOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useState } from 'react';
import type { TicketOccasion } from '@/shared/asked';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { can, useMe } from '@/shared/session';
import { OpenTicketDialog } from './OpenTicketDialog';
import { useTicketsOf } from './queries';
import { TicketCell } from './TicketBoard';
import { TicketDrawer } from './TicketDrawer';
import styles from './Tickets.module.css';

const shown = 5;

/** Beside the talk: the buyer's tickets, what still runs first, and the way to a new one. */
export function TicketsOfBuyer({ buyerId, about }: { buyerId: string; about: TicketOccasion }) {
  const t = useT();
  const me = useMe();
  const handles = can(me, 'tickets.handle');
  const { data, error, refetch } = useTicketsOf(buyerId, handles);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const over = (state: string) => state === 'closed' || state === 'resolved';
  const rows = [...(data?.items ?? [])].sort((a, b) => Number(over(a.state)) - Number(over(b.state)) || b.number - a.number).slice(0, shown);
  return (
    <div className={styles.list}>
      {handles && !data && !error && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && <span className={styles.quiet}>{t('tickets.noneOfBuyer')}</span>}
      <div>{rows.map((row) => <TicketCell key={row.id} row={row} onOpen={setOpen} />)}</div>
      <div><RightButton size="small" right="tickets.handle" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('tickets.add')}</RightButton></div>
      {adding && <OpenTicketDialog about={about} onClose={() => setAdding(false)} onOpened={(ticket) => {
        setAdding(false);
        setOpen(ticket.row.id);
      }} />}
      {open && <TicketDrawer key={open} id={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
