import { EyeOutlined } from '@ant-design/icons';
import { App, Button, Drawer, Skeleton, Tooltip } from 'antd';
import { Link } from 'react-router';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { comma, language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { DueWords } from './DueWords';
import { useTicket } from './queries';
import { Steps } from './Steps';
import { TicketActions } from './TicketActions';
import styles from './Tickets.module.css';
import type { Ticket } from './types';
import { VisitCard } from './VisitCard';

/** One ticket: what it is about, how long there is left, everything that happened, and what can be done now. */
export function TicketDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { data: ticket, error, refetch } = useTicket(id);
  return (
    <Drawer open size={640} onClose={onClose} title={ticket ? `#${ticket.row.number} ${ticket.row.title}` : t('tickets.ticket')} extra={ticket && <WatchButton ticket={ticket} />}>
      {error && !ticket && <Failure error={error} onRetry={() => void refetch()} />}
      {!ticket && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      {ticket && <Body ticket={ticket} />}
    </Drawer>
  );
}

function Body({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const lang = useStore(language);
  const { row } = ticket;
  const time = (iso: string) => formatTime(iso, serverNow(), lang);
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('tickets.state')}</dt><dd>{t(`tickets.state_${row.state}`)} {row.nextDueAt && <DueWords dueAt={row.nextDueAt} nearAt={row.nextNearAt} what={t(`tickets.clock_${row.nextClock ?? 'ticket_reply'}`)} />}</dd>
        <dt>{t('tickets.kind')}</dt><dd>{row.kindName}{row.priority !== 'normal' && <> · <span className={styles[row.priority]}>{t(`tickets.priority_${row.priority}`)}</span></>}</dd>
        {row.buyer && <><dt>{t('tickets.buyer')}</dt><dd>{row.buyer.name}{row.conversationId && <> · <Link to={`/conversations/${row.conversationId}`}>{t('tickets.toConversation')}</Link></>}</dd></>}
        {row.subject && <><dt>{t(`tickets.origin_${row.origin}`)}</dt><dd>{row.subject}</dd></>}
        <dt>{t('tickets.assignee')}</dt><dd>{[row.assignee?.name, row.department].filter(Boolean).join(' · ') || t('tickets.nobody')}</dd>
        {row.responsible && <><dt>{t('tickets.responsible')}</dt><dd><Tooltip title={t('tickets.responsibleHint')}>{row.responsible.name}</Tooltip></dd></>}
        <dt>{t('tickets.createdAt')}</dt><dd>{time(row.createdAt)}</dd>
        <dt>{t('tickets.replyDue')}</dt><dd>{time(row.replyDueAt)}{row.repliedAt && <span className={styles.quiet}> · {t(row.repliedAt <= row.replyDueAt ? 'tickets.inTime' : 'tickets.tooLate', { at: time(row.repliedAt) })}</span>}</dd>
        {row.resolveDueAt && <><dt>{t('tickets.resolveDue')}</dt><dd>{time(row.resolveDueAt)}{row.resolvedAt && <span className={styles.quiet}> · {t(row.resolvedAt <= row.resolveDueAt ? 'tickets.inTime' : 'tickets.tooLate', { at: time(row.resolvedAt) })}</span>}</dd></>}
        {ticket.watchers.length > 0 && <><dt>{t('tickets.watchers')}</dt><dd>{ticket.watchers.map(({ name }) => name).join(comma())}</dd></>}
        {ticket.resolution && <><dt>{t('tickets.resolution')}</dt><dd>{ticket.resolution}</dd></>}
      </dl>
      {ticket.text && <p className={styles.text}>{ticket.text}</p>}
      {ticket.visit && <VisitCard key={ticket.version} ticket={ticket} visit={ticket.visit} />}
      <h3 className={styles.section}>{t('tickets.story')}</h3>
      <Steps steps={ticket.steps} />
      <h3 className={styles.section}>{t('tickets.next')}</h3>
      <TicketActions ticket={ticket} />
    </>
  );
}

function WatchButton({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const watching = ticket.watchers.some(({ id }) => id === me.agent.id);
  const toggle = async () => {
    try {
      await (watching ? api.delete(`/tickets/${ticket.row.id}/watch`) : api.put(`/tickets/${ticket.row.id}/watch`));
    } catch (error) {
      void message.error(wordsOf(error));
    }
    await queries.invalidateQueries({ queryKey: ['tickets', 'one', ticket.row.id] });
  };
  return <Tooltip title={t('tickets.watchHint')}><Button size="small" icon={<EyeOutlined />} onClick={() => void toggle()}>{t(watching ? 'tickets.unwatch' : 'tickets.watch')}</Button></Tooltip>;
}
