import { Fragment } from 'react';
import styles from './MarkedText.module.css';

/** A part of a message that somebody should look at; offsets are UTF-16, as strings here have them. */
export interface TextMark { start: number; end: number; tone: 'open' | 'kept' | 'dropped'; title: string }

/** Text with its marked parts; of marks that overlap the earlier one is drawn. */
export function MarkedText({ text, marks }: { text: string; marks: readonly TextMark[] }) {
  const drawn = [...marks].sort((a, b) => a.start - b.start).reduce<TextMark[]>((all, mark) => (mark.start >= (all.at(-1)?.end ?? 0) && mark.end <= text.length ? [...all, mark] : all), []);
  return (
    <>
      {drawn.map((mark, i) => (
        <Fragment key={mark.start}>
          {text.slice(drawn[i - 1]?.end ?? 0, mark.start)}
          <mark className={styles[mark.tone]} title={mark.title}>{text.slice(mark.start, mark.end)}</mark>
        </Fragment>
      ))}
      {text.slice(drawn.at(-1)?.end ?? 0)}
    </>
  );
}
