import { Button, Skeleton } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow, Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { useClock } from '@/shared/time/clock';
import { catchUp, logFailure } from '../state/logs';
import { outbox } from '../state/outbox';
import { useStream } from '../state/stream';
import { Bubble } from './Bubble';
import { itemsOf, pendingItems, type Item } from './items';
import styles from './LogPane.module.css';
import { PendingBubble } from './PendingBubble';
import { DayLine, SegmentLine, SystemLine } from './SystemLine';
import { TypingLine } from './TypingLine';
import { useFollow } from './useFollow';
import { useReadMarks } from './useReadMarks';
import { useRecall } from './useRecall';

export function LogPane({ row, me }: { row: ConversationRow; me: Me }) {
  const t = useT();
  const { segments, complete } = useStream(row.id);
  const pending = useStore(outbox, (all) => all.filter((one) => one.conversationId === row.id), sameItems);
  const failure = useStore(logFailure, (all) => all[row.id]);
  const log = segments.at(-1)!.log;

  const items = useMemo(
    () => [
      ...segments.flatMap(({ id, row: earlier, log: part }) => [
        ...(segments.length > 1 ? [{ type: 'segment', key: `segment/${id}`, row: earlier } as Item] : []),
        ...itemsOf(id, part.entries),
      ]),
      ...pendingItems(pending, log.entries, me.agent.id),
    ],
    [segments, pending, log.entries, me.agent.id],
  );
  const lastOwn = items.findLast((item) => item.type === 'bubble' && item.voice === 'agent' && item.entry.senderId === me.agent.id);
  const recall = useRecall(row.id);
  const recallableSince = useClock((now) => Math.floor((now - me.settings.recallSeconds * 1000) / 5000) * 5000 + 5000);
  const follow = useFollow(row, { count: items.length, firstKey: items[0]?.key, lastSeq: log.entries.at(-1)?.seq ?? 0, complete });
  useReadMarks(row, log, me.agent.id, follow.atEnd);
  // Whoever sends wants to see it arrive.
  const sent = useRef(pending.length);
  const { toEnd } = follow;
  useEffect(() => {
    if (pending.length > sent.current) toEnd();
    sent.current = pending.length;
  }, [pending.length, toEnd]);
  const shown = items.slice(-follow.limit);

  return (
    <div className={styles.pane}>
      <div className={styles.scroll} ref={follow.scroller} onScroll={follow.onScroll} role="log" aria-live="polite" aria-label={row.buyer.name} tabIndex={0}>
        <div ref={follow.content} className={styles.content}>
          {failure && !log.opened && (
            <div className={styles.notice}>
              {wordsOf(failure)} <Button type="link" size="small" onClick={() => void catchUp(row.id)}>{t('common.retry')}</Button>
            </div>
          )}
          {!log.opened && !failure && <Skeletons />}
          {follow.failed && (
            <div className={styles.notice}>
              {follow.failed} <Button type="link" size="small" onClick={follow.retry}>{t('common.retry')}</Button>
            </div>
          )}
          {log.opened && complete && <div className={styles.notice}>{t('conversations.beginning')}</div>}
          {shown.map((item) => {
            switch (item.type) {
              case 'segment': return <SegmentLine key={item.key} row={item.row} />;
              case 'day': return <DayLine key={item.key} at={item.at} />;
              case 'line': return <SystemLine key={item.key} entry={item.entry} />;
              case 'pending': return <PendingBubble key={item.key} pending={item.pending} first={item.first} />;
              case 'bubble': {
                const own = item.voice === 'agent' && item.entry.senderId === me.agent.id;
                return (
                  <Bubble key={item.key} voice={item.voice} entry={item.entry} first={item.first} last={item.last}
                    state={item === lastOwn && item.conversationId === row.id ? (row.buyerReadSeq >= item.entry.seq ? 'read' : 'sent') : undefined}
                    canRecall={own && !item.entry.recalled && item.conversationId === row.id && row.state !== 'closed' && Date.parse(item.entry.at) > recallableSince}
                    onRecall={recall} />
                );
              }
            }
          })}
          <TypingLine id={row.id} name={row.buyer.name} preview={me.settings.typingPreview} />
        </div>
      </div>
      {follow.fresh > 0 && (
        <Button size="small" className={styles.fresh} onClick={follow.toEnd}>{t('conversations.freshBelow', { n: follow.fresh })} ↓</Button>
      )}
    </div>
  );
}

function Skeletons() {
  return (
    <div className={styles.skeletons} aria-hidden>
      {[60, 40, 52].map((width, i) => (
        <Skeleton.Node key={i} active style={{ width: `${width * 4}px`, height: 38 }} className={i === 1 ? styles.skeletonRight : ''} />
      ))}
    </div>
  );
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
