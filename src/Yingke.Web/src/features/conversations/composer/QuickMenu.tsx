import { Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import styles from './Quick.module.css';
import type { Offer, Reach } from './useQuickPhrases';

interface Props {
  offers: readonly Offer[];
  chosen: number;
  word: string;
  reach: Reach | undefined;
  onReach: (reach: Reach | undefined) => void;
  onTake: (offer: Offer) => void;
}

const reaches: readonly Reach[] = ['shared', 'group', 'personal'];

/** What the slash offers, and the chosen one in full. The field keeps the focus. */
export function QuickMenu({ offers, chosen, word, reach, onReach, onTake }: Props) {
  const t = useT();
  const here = useRef<HTMLLIElement>(null);
  // Newer browsers answer with a promise, which is no way to clean up.
  useEffect(() => {
    void here.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen, offers]);
  const one = offers[chosen];
  return (
    <div className={styles.menu} onMouseDown={(event) => event.preventDefault()}>
      <div className={styles.head}>
        <Segmented<Reach | 'all'> size="small" value={reach ?? 'all'} onChange={(next) => onReach(next === 'all' ? undefined : next)}
          options={[{ value: 'all', label: t('quickPhrases.all') }, ...reaches.map((value) => ({ value, label: t(`quickPhrases.reach_${value}`) }))]} />
        <span className={styles.keys}>{t('quickPhrases.menuKeys')}</span>
        <Link to="/settings/quick-phrases" className={styles.manage}>{t('quickPhrases.manage')}</Link>
      </div>
      {offers.length === 0 && <p className={styles.none}>{t(word === '' ? 'quickPhrases.menuEmpty' : 'quickPhrases.menuNone', { word })}</p>}
      {offers.length > 0 && <div className={styles.both}>
        <ul className={styles.list} role="listbox" aria-label={t('quickPhrases.title')}>
          {offers.map((offer, i) => (
            <li key={offer.id} ref={i === chosen ? here : null} role="option" aria-selected={i === chosen} className={i === chosen ? styles.chosen : ''} onClick={() => onTake(offer)}>
              {offer.code && <code>{offer.code}</code>}<span>{offer.title ?? (offer.text || t('quickPhrases.picture'))}</span>
            </li>
          ))}
        </ul>
        {one && <div className={styles.preview} aria-live="polite">
          {one.fileUrl && <img src={one.fileUrl} alt={one.title ?? t('quickPhrases.picture')} />}
          <p>{one.text}</p>
          <small>{one.pack}</small>
        </div>}
      </div>}
    </div>
  );
}
