import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow } from '@/shared/api/types';
import { readAbove } from '../state/stream';

const windowSize = 120;
const nearPx = 48;
const loadAbovePx = 400;

interface Stream { count: number; firstKey: string | undefined; lastSeq: number; complete: boolean }

/**
 * Keeps the end of the log in view while the reader is there, and keeps what is read in place while they are not.
 * Only the newest `limit` items are drawn; scrolling up draws, and then reads, more.
 */
export function useFollow(row: ConversationRow, { count, firstKey, lastSeq, complete }: Stream) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [limit, setLimit] = useState(windowSize);
  const [atEnd, setAtEnd] = useState(true);
  const [left, setLeft] = useState({ seq: 0, count: 0 });
  const following = useRef(true);
  const height = useRef(0);
  const reading = useRef(false);
  const [failed, setFailed] = useState('');

  // New rows above must not move the ones that are being read.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (following.current) box.scrollTop = box.scrollHeight;
    else box.scrollTop += box.scrollHeight - height.current;
    height.current = box.scrollHeight;
  }, [firstKey, limit]);


  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (following.current) box.scrollTop = box.scrollHeight;
    height.current = box.scrollHeight;
  }, [count, lastSeq]);

  // Pictures and a growing composer change heights after the fact.
  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const watch = new ResizeObserver(() => {
      if (following.current) box.scrollTop = box.scrollHeight;
      height.current = box.scrollHeight;
    });
    watch.observe(inner);
    watch.observe(box);
    return () => watch.disconnect();
  }, []);

  const more = useCallback(() => {
    if (reading.current) return;
    if (limit < count) return setLimit((now) => now + windowSize / 2);
    if (complete || failed) return;
    reading.current = true;
    readAbove(row)
      .then(() => setFailed(''), (error: unknown) => setFailed(wordsOf(error)))
      .finally(() => {
        reading.current = false;
      });
  }, [limit, count, complete, failed, row]);

  // A log too short to be scrolled shows what came before by itself.
  useEffect(() => {
    const box = scroller.current;
    if (box && lastSeq > 0 && box.scrollHeight <= box.clientHeight + loadAbovePx / 2) more();
  }, [count, lastSeq, more]);

  // Whatever is added while the reader is away from the end is drawn on top: nothing they see is pushed out.
  const drawn = atEnd ? limit : limit + Math.max(0, count - left.count);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const end = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx;
    following.current = end;
    if (end !== atEnd) {
      setAtEnd(end);
      setLeft({ seq: lastSeq, count });
      if (end) setLimit(windowSize);
    }
    if (box.scrollTop < loadAbovePx) more();
  };

  const toEnd = useCallback(() => {
    following.current = true;
    setAtEnd(true);
    setLimit(windowSize);
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  return { scroller, content, failed, retry: () => setFailed(''), limit: drawn, atEnd, onScroll, toEnd, fresh: atEnd ? 0 : Math.max(0, lastSeq - left.seq) };
}
