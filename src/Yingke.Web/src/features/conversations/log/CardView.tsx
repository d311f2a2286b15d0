import type { Card } from '@/shared/api/types';
import { showsPicture } from '@/shared/pictures';
import { useMe } from '@/shared/session';
import { formatFen } from '@/shared/time/format';
import styles from './CardView.module.css';

/** A product or an order, as the buyer's page told it. */
export function CardView({ card }: { card: Card }) {
  const { pictureHosts } = useMe().settings;
  const link = card.url && /^(https?:)?\//.test(card.url) ? card.url : undefined;
  return (
    <div className={styles.card}>
      {showsPicture(card.imageUrl, pictureHosts)
        && <img className={styles.image} src={card.imageUrl} alt="" width={48} height={48} loading="lazy" referrerPolicy="no-referrer" />}
      <div className={styles.words}>
        {link
          ? <a className={styles.title} href={link} target="_blank" rel="noopener noreferrer nofollow" title={card.title}>{card.title}</a>
          : <span className={styles.title} title={card.title}>{card.title}</span>}
        {card.text && <span className={styles.text}>{card.text}</span>}
        {card.priceFen !== undefined && <span className={styles.price}>{formatFen(card.priceFen)}</span>}
      </div>
    </div>
  );
}
