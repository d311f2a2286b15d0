import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Quality.module.css';
import type { Revision } from './types';

/** Every score that was given, appealed against and decided, in order. */
export function Revisions({ revisions }: { revisions: Revision[] }) {
  const t = useT();
  const lang = useStore(language);
  return (
    <ol className={styles.revisions} aria-label={t('quality.history')}>
      {revisions.map((one) => (
        <li key={one.number}>
          <span className={styles.revisionHead}><span>{t(`quality.revision_${one.kind}`)} · {one.by.name}</span><time dateTime={one.at}>{formatTime(one.at, serverNow(), lang)}</time></span>
          {(one.kind === 'submitted' || one.kind === 'changed') && <span className={styles.number}>{t('quality.scoreOf', { n: one.score })}</span>}
          {one.text && <p className={styles.note}>{one.text}</p>}
        </li>
      ))}
    </ol>
  );
}
