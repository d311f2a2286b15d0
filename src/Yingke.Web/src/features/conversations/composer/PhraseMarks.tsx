import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Hit } from '@/shared/phrases/matcher';
import styles from './Phrases.module.css';

interface Props { text: string; hits: readonly Hit[]; area: () => HTMLTextAreaElement | null | undefined }

/** Underlines in a field that cannot underline by itself: the same words in the same places above it, invisible but for the lines. */
export function PhraseMarks({ text, hits, area }: Props) {
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const field = area();
    const own = layer.current;
    if (!field || !own) return;
    const { font, letterSpacing, padding } = getComputedStyle(field);
    const follow = () => {
      Object.assign(own.style, { font, letterSpacing, padding, width: `${field.clientWidth}px`, height: `${field.clientHeight}px` });
      own.scrollTop = field.scrollTop;
    };
    follow();
    field.addEventListener('scroll', follow);
    const sizes = new ResizeObserver(follow);
    sizes.observe(field);
    return () => {
      field.removeEventListener('scroll', follow);
      sizes.disconnect();
    };
  });
  return <div ref={layer} className={styles.layer} aria-hidden>{marked(text, hits)}{'\n'}</div>;
}

/** A text with its hits underlined. */
export function marked(text: string, hits: readonly Hit[]): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end, severity } of hits) {
    parts.push(text.slice(at, start), <mark key={start} className={styles[severity]}>{text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
