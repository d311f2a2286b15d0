import { Fragment, useState } from 'react';
import { language, useT } from '@/shared/i18n/i18n';
import { MaskedPhone } from '@/shared/parts/MaskedPhone';
import { OrderTag } from '@/shared/parts/OrderTag';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatDate, formatFen, formatTime } from '@/shared/time/format';
import { OrderActions } from './OrderActions';
import styles from './Orders.module.css';
import type { Order, OrderLine, Talk } from './types';

/** One order: its state at a glance, and on a click everything that matters while talking about it. */
export function OrderCard({ order, talk, open: first }: { order: Order; talk: Talk; open: boolean }) {
  const t = useT();
  const lang = useStore(language);
  const [open, setOpen] = useState(first);
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const at = (iso: string) => formatTime(iso, serverNow(), lang);
  const { receiver } = order;
  return (
    <section className={styles.order} data-order={order.number}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <OrderTag badge={order.badge} />
        <span className={styles.number}>{order.number}</span>
        <b className={styles.amount}>{formatFen(order.totalFen)}</b>
      </button>
      {order.lines.slice(0, open ? undefined : 1).map((line) => <Fragment key={line.id}><Line line={line} />{open && line.kind === 'voucher' && <Voucher line={line} />}</Fragment>)}
      <div className={styles.small}>
        {[`${t('orders.placedAt')} ${at(order.placedAt)}`, t('orders.pieces', { n: pieces }), order.freightFen > 0 && t('orders.freight', { fen: formatFen(order.freightFen) }), order.paidFen > 0 && t('orders.paidAmount', { fen: formatFen(order.paidFen) })].filter(Boolean).join(' · ')}
      </div>
      {order.shipBy && <Due at={order.shipBy} words={t('orders.shipBy', { at: at(order.shipBy) })} />}
      {!order.shipBy && order.pickUpBy && <Due at={order.pickUpBy} words={t('orders.pickUpBy', { at: at(order.pickUpBy) })} />}
      {open && (
        <>
          <Track order={order} />
          {(receiver.name ?? receiver.region) && (
            <div className={styles.small}>
              {t('orders.receiver')}：{receiver.name} {receiver.phone && <MaskedPhone path={`/orders/${order.id}/phone-reveal`} masked={receiver.phone} className={styles.reveal} />}
              {[receiver.region, receiver.street].filter(Boolean).join(' ')}{receiver.masked && ` ${t('orders.masked')}`}
            </div>
          )}
          {order.buyerMessage && <div className={styles.small}>{t('orders.buyerMessage')}：{order.buyerMessage}</div>}
          {order.note && <div className={styles.note}>{order.note}</div>}
          {order.confirmedAt && <div className={styles.small}>{t('orders.confirmed')} · {at(order.confirmedAt)}</div>}
          {order.closeReason && <div className={styles.small}>{order.closeReason}</div>}
          <OrderActions order={order} talk={talk} />
        </>
      )}
    </section>
  );
}

function Line({ line }: { line: OrderLine }) {
  const t = useT();
  const safe = (url?: string) => (url && /^(https?:)?\//.test(url) ? url : undefined);
  return (
    <div className={styles.line}>
      {safe(line.imageUrl) && <img className={styles.image} src={safe(line.imageUrl)} alt="" width={40} height={40} loading="lazy" />}
      <span className={styles.words}>
        {safe(line.url) ? <a href={safe(line.url)} target="_blank" rel="noopener noreferrer nofollow" title={line.title}>{line.title}</a> : <span title={line.title}>{line.title}</span>}
        <small>{[line.sku, line.kind === 'voucher' && t('orders.voucher', { used: line.usedVouchers, n: line.vouchers })].filter(Boolean).join(' · ')}</small>
      </span>
      <span className={styles.price}>{formatFen(line.priceFen)}<small>× {line.quantity}</small></span>
    </div>
  );
}

/** 卡券: content and conditions, validity and what becomes of unused ones. */
function Voucher({ line }: { line: OrderLine }) {
  const t = useT();
  return (
    <div className={styles.track}>
      {line.terms && <div className={styles.small}>{line.terms}</div>}
      <div className={styles.small}>
        {[line.validUntil ? t('orders.validUntil', { at: formatDate(line.validUntil) }) : t('orders.validAlways'), t(line.refundsUnused ? 'orders.refundsUnused' : 'orders.refundsUnusedNot'), t(line.refundsExpired ? 'orders.refundsExpired' : 'orders.refundsExpiredNot')].join(' · ')}
      </div>
    </div>
  );
}

function Due({ at, words }: { at: string; words: string }) {
  const t = useT();
  const over = Date.parse(at) < serverNow();
  return <div className={over ? styles.over : styles.small}>{words}{over && ` · ${t('orders.overdue')}`}</div>;
}

function Track({ order }: { order: Order }) {
  const t = useT();
  const lang = useStore(language);
  const [all, setAll] = useState(false);
  const { track } = order;
  if (!order.logisticsNumber && track.length === 0) return order.state === 'shipped' ? <div className={styles.small}>{t('orders.noTrack')}</div> : null;
  return (
    <div className={styles.track}>
      <div className={styles.small}>{t('orders.parcel')}：{[order.logisticsCompany, order.logisticsNumber].filter(Boolean).join(' ')}</div>
      <ol className={styles.steps}>
        {track.slice(0, all ? undefined : 3).map((step) => (
          <li key={step.at + step.text}><time>{formatTime(step.at, serverNow(), lang)}</time><span>{step.text}</span></li>
        ))}
      </ol>
      {track.length > 3 && <button type="button" className={styles.more} onClick={() => setAll(!all)}>{t(all ? 'orders.lessTrack' : 'orders.allTrack', { n: track.length })}</button>}
    </div>
  );
}
