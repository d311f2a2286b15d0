import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { api } from '@/shared/api/client';
import type { EntryPage } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Bubble } from '../log/Bubble';
import { itemsOf } from '../log/items';
import type { TextMark } from '../log/MarkedText';
import { DayLine, SystemLine } from '../log/SystemLine';
import { emptyLog, heard, opened } from '../state/log';
import styles from './Records.module.css';

/** What is pointed at in a transcript, by seq, and what a click on a message does. */
export interface Pointing {
  marks: ReadonlyMap<number, readonly TextMark[]>;
  remarks: ReadonlyMap<number, readonly string[]>;
  attached: ReadonlySet<number>;
  here: number | undefined;
  onPick?: (seq: number) => void;
}

const pageSize = 100;
const wholeSize = 500;

/** One conversation's log, to be read: nothing can be written. Where something is pointed at, the whole of it is there at once, from its beginning. */
export function Transcript({ id, pointing }: { id: string; pointing?: Pointing }) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const heldHeight = useRef(0);
  const fromStart = pointing !== undefined;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['transcript', id, pointing !== undefined],
    queryFn: ({ pageParam }) => api.get<EntryPage>(`/conversations/${id}/messages`, { query: { before: pageParam, limit: pointing ? wholeSize : pageSize } }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ entries }) => ((entries[0]?.seq ?? 1) > 1 ? entries[0]?.seq : undefined),
    staleTime: 0,
  });
  const items = useMemo(() => {
    const [newest, ...older] = data?.pages ?? [];
    if (!newest) return [];
    // The same piecing together as in the workbench: recalls mark what they name, whichever page it is on.
    const log = older.reduce((now, page) => heard(now, page.entries, page.head), opened(emptyLog, newest.entries, newest.head));
    return itemsOf(id, log.entries);
  }, [data, id]);
  const scroller = () => box.current?.closest<HTMLElement>('[data-scroll]');
  useLayoutEffect(() => {
    const pane = scroller();
    if (!pane || items.length === 0 || fromStart) return;
    // Begins at the end, where it ended; earlier pages come in above without moving what is read.
    pane.scrollTop = heldHeight.current === 0 ? pane.scrollHeight : pane.scrollTop + pane.scrollHeight - heldHeight.current;
    heldHeight.current = pane.scrollHeight;
  }, [items, fromStart]);
  if (error && !data) return <div style={{ padding: 16 }}><Failure error={error} onRetry={() => void refetch()} /></div>;
  if (!data)
    return (
      <div className={styles.skeletons} aria-hidden>
        {[60, 40, 52, 32].map((width, i) => <Skeleton.Node key={i} active style={{ width: width * 4, height: 38 }} className={i % 2 === 1 ? styles.right : undefined} />)}
      </div>
    );
  return (
    <div className={styles.transcript} ref={box} role="log">
      {hasNextPage && <div className={styles.earlier}><Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('records.earlier')}</Button></div>}
      {items.map((item) => {
        switch (item.type) {
          case 'day': return <DayLine key={item.key} at={item.at} />;
          case 'line': return <SystemLine key={item.key} entry={item.entry} />;
          case 'bubble': return <Bubble key={item.key} voice={item.voice} entry={item.entry} first={item.first} last={item.last}
            {...(pointing && { marks: pointing.marks.get(item.entry.seq), remarks: pointing.remarks.get(item.entry.seq), onPick: pointing.onPick, picked: pointing.here === item.entry.seq ? 'here' : pointing.attached.has(item.entry.seq) ? 'attached' : undefined })} />;
          default: return null;
        }
      })}
    </div>
  );
}
