import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { hasText, language, useT } from '@/shared/i18n/i18n';
import { OrderTag } from '@/shared/parts/OrderTag';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatDuration, formatExact, formatFen, formatTime } from '@/shared/time/format';
import styles from './Hotline.module.css';
import { secondsBetween } from './shown';
import type { CallCard } from './types';

/** What there is with the caller: orders, applications, tickets, chats, calls; the latest of each. */
export function CallerFacts({ card, onOpenTalk }: { card: CallCard; onOpenTalk: (id: string) => void }) {
  const t = useT();
  const { buyer } = card;
  const word = (prefix: string, value: string) => {
    const key = `${prefix}_${value}`;
    return hasText(key) ? t(key) : value;
  };
  return (
    <>
      {buyer && (
        <Section title={t('hotline.summary', { orders: buyer.orders, talks: buyer.conversations, calls: buyer.calls })}>
          {(buyer.vip || buyer.blocked || buyer.tags.length > 0) && (
            <div>{buyer.vip && <Tag>{t('hotline.vip')}</Tag>}{buyer.blocked && <Tag color="error">{t('hotline.blocked')}</Tag>}{buyer.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</div>
          )}
          {buyer.notes && <p className={styles.text}>{buyer.notes}</p>}
        </Section>
      )}
      {buyer && (
        <Section title={t('hotline.orders')} none={t('hotline.noOrders')}>
          {card.orders.map((order) => (
            <Line key={order.id} left={<>{order.badge && <OrderTag badge={order.badge} />} <span title={order.number}>{order.title ?? order.number}</span></>} right={<>{formatFen(order.totalFen)} · <When at={order.placedAt} /></>}
              below={order.logisticsNumber && `${order.logisticsCompany ?? ''} ${order.logisticsNumber}`} />
          ))}
        </Section>
      )}
      {buyer && card.applications.length > 0 && (
        <Section title={t('hotline.applications')}>
          {card.applications.map((one) => <Line key={one.id} left={`${word('aftersales.type', one.type)} ${one.number}`} right={<>{word('aftersales.state', one.state)} · <When at={one.appliedAt} /></>} />)}
        </Section>
      )}
      <Section title={t('hotline.tickets')} none={t('hotline.noTickets')}>
        {card.tickets.map((one) => <Line key={one.id} left={<a href={`/tickets?id=${one.id}`}>#{one.number} {one.title}</a>} right={word('tickets.state', one.state)} />)}
      </Section>
      {buyer && (
        <Section title={t('hotline.talks')} none={t('hotline.noTalks')}>
          {card.talks.map((talk) => (
            <Line key={talk.id} left={talk.readable ? <button type="button" className={styles.link} onClick={() => onOpenTalk(talk.id)}>{talk.text ?? t('hotline.talks')}</button> : <span className={styles.quiet}>{t('hotline.notReadable')}</span>}
              right={<>{talk.agent && `${talk.agent} · `}<When at={talk.openedAt} /></>} />
          ))}
        </Section>
      )}
      <Section title={t('hotline.earlier')} none={t('hotline.noEarlier')}>
        {card.calls.map((call) => {
          const talked = secondsBetween(call.answeredAt, call.endedAt);
          return <Line key={call.id} left={call.note ?? t(`hotline.state_${call.state}`)} right={<>{talked !== undefined && `${formatDuration(talked, t)} · `}<When at={call.queuedAt} /></>} />;
        })}
      </Section>
    </>
  );
}

function Section({ title, none, children }: { title: string; none?: string; children: ReactNode }) {
  const empty = Array.isArray(children) && children.length === 0;
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      {empty ? <span className={styles.quiet}>{none}</span> : children}
    </section>
  );
}

function Line({ left, right, below }: { left: ReactNode; right: ReactNode; below?: ReactNode }) {
  return (
    <div className={styles.fact}>
      <div className={styles.line}><span className={styles.cut}>{left}</span><span className={styles.small}>{right}</span></div>
      {below && <div className={styles.small}>{below}</div>}
    </div>
  );
}

function When({ at }: { at: string }) {
  const lang = useStore(language);
  return <time dateTime={at} title={formatExact(at)}>{formatTime(at, serverNow(), lang)}</time>;
}
