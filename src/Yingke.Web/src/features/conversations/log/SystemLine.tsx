import { memo } from 'react';
import type { ConversationRow, Entry } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatDate, formatExact, formatTime } from '@/shared/time/format';
import styles from './SystemLine.module.css';
import { lineWords, sourceWords } from './words';

export const SystemLine = memo(function SystemLine({ entry }: { entry: Entry }) {
  const t = useT();
  const lang = useStore(language);
  const now = serverNow();
  return (
    <div className={styles.line} title={formatExact(entry.at)}>
      {lineWords(entry, t, lang, now)} <time dateTime={entry.at}>{formatTime(entry.at, now, lang).split(' ').at(-1)}</time>
    </div>
  );
});

export function DayLine({ at }: { at: string }) {
  const t = useT();
  const lang = useStore(language);
  const words = formatTime(at, serverNow(), lang);
  const day = words.includes(' ') ? words.slice(0, words.lastIndexOf(' ')) : t('conversations.today');
  return <div className={styles.day} title={formatDate(at)}>{day}</div>;
}

/** Where an earlier conversation of the same buyer begins; without a row, where this one does. */
export function SegmentLine({ row }: { row: ConversationRow | undefined }) {
  const t = useT();
  const lang = useStore(language);
  return (
    <div className={styles.segment}>
      <span>
        {row
          ? [t('conversations.earlierOf', { at: formatTime(row.openedAt, serverNow(), lang) }), sourceWords(row.source, t), row.agent?.name].filter(Boolean).join(' · ')
          : t('conversations.inquiry')}
      </span>
    </div>
  );
}
