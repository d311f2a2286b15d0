import type { ComponentType, ReactNode } from 'react';
import type { TradeCard } from '../api/types';
import { formatFen } from '../time/format';
import styles from './TradeCardView.module.css';

const views = new Map<string, ComponentType<{ card: TradeCard }>>();

/** How a feature draws the cards that it sends; said once, when the app starts. */
export function drawCard(kind: string, view: ComponentType<{ card: TradeCard }>): void {
  views.set(kind, view);
}

/** A card in the talk: by the feature whose it is, else in plain words. */
export function TradeCardView({ card }: { card: TradeCard }) {
  const View = views.get(card.kind);
  return View ? <View card={card} /> : <PlainCard card={card} />;
}

export function PlainCard({ card, head, children }: { card: TradeCard; head?: string; children?: ReactNode }) {
  const safe = (url: string | undefined) => (url && /^(https?:)?\//.test(url) ? url : undefined);
  return (
    <div className={styles.card}>
      <div className={styles.head}>{[head, card.number].filter(Boolean).join(' · ') || card.title}</div>
      {card.title !== card.number && !(card.items?.length === 1 && card.items[0]?.title === card.title) && <div className={styles.title}>{card.title}</div>}
      {card.text && <div className={styles.text}>{card.text}</div>}
      {card.items?.map((item) => (
        <div key={item.id} className={styles.item}>
          {safe(item.imageUrl) && <img className={styles.image} src={safe(item.imageUrl)} alt="" width={40} height={40} loading="lazy" />}
          <span className={styles.words}><span title={item.title}>{item.title}</span>{item.text && <small>{item.text}</small>}</span>
          {item.priceFen !== undefined && <span className={styles.price}>{formatFen(item.priceFen)}</span>}
        </div>
      ))}
      {card.priceFen !== undefined && (
        <div className={styles.sum}>{card.oldPriceFen !== undefined && <s>{formatFen(card.oldPriceFen)}</s>}<b>{formatFen(card.priceFen)}</b></div>
      )}
      {children}
    </div>
  );
}
