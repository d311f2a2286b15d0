import { Button } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { keyOf } from '@/shared/keys';
import type { Hit } from '@/shared/phrases/matcher';
import styles from './Phrases.module.css';

const shown = 4;
const inks = { block: styles.isBlock, warn: styles.isWarn, mark: styles.isMark };

/** What was found while writing, what it means, and what can be said instead. */
export function PhraseLine({ hits, onReplace }: { hits: readonly Hit[]; onReplace: (hit: Hit) => void }) {
  const t = useT();
  const first = hits.find((hit) => hit.replacement !== undefined);
  return (
    <ul className={styles.line} role="status" aria-label={t('conversations.phrases')}>
      {hits.slice(0, shown).map((hit) => (
        <li key={hit.start}>
          <span className={inks[hit.severity]} title={hit.note}><b>{hit.text}</b> · {t(`conversations.phrase_${hit.severity}`)}</span>
          {hit.replacement !== undefined && (
            <Button type="link" className={styles.offer} title={hit === first ? `${hit.replacement} (${keyOf('replace')})` : hit.replacement} onMouseDown={(event) => event.preventDefault()} onClick={() => onReplace(hit)}>
              {t('conversations.phraseReplace', { words: hit.replacement })}
            </Button>
          )}
        </li>
      ))}
      {hits.length > shown && <li className={styles.isMark}>{t('conversations.phraseMore', { n: hits.length - shown })}</li>}
    </ul>
  );
}
