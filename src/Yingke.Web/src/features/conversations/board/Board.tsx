import { Button, Checkbox, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ConversationRow } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Nothing } from '@/shared/parts/Nothing';
import { InquiryTag } from '../list/InquiryTag';
import { SourceIcon } from '../list/SourceIcon';
import { DueClock, WaitClock } from '../list/WaitClock';
import { lastWords } from '../log/words';
import styles from './Board.module.css';

interface Props {
  rows: ConversationRow[] | undefined;
  /** What an empty board says. */
  empty: { title: string; hint: string };
  /** Shown in the bar while nothing is chosen. */
  bar?: ReactNode;
  due: boolean;
  onOpen: (row: ConversationRow) => void;
  onAssign: (rows: ConversationRow[]) => void;
}

/** Conversations that wait for somebody, the oldest first; one or many are given out from here. */
export function Board({ rows, empty, bar, due, onOpen, onAssign }: Props) {
  const t = useT();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const chosen = (rows ?? []).filter((row) => picked.includes(row.id));
  const pick = (id: string, on: boolean) => setPicked((now) => (on ? [...now, id] : now.filter((one) => one !== id)));
  const all = rows !== undefined && rows.length > 0 && chosen.length === rows.length;
  return (
    <div className={styles.board}>
      <div className={styles.bar}>
        <Checkbox checked={all} indeterminate={chosen.length > 0 && !all} disabled={!rows?.length} aria-label={t('wall.pickAll')}
          onChange={(event) => setPicked(event.target.checked ? (rows ?? []).map((row) => row.id) : [])} />
        {chosen.length > 0 ? t('wall.picked', { n: chosen.length }) : bar ?? <span>{t('wall.pickHint')}</span>}
        {chosen.length > 0 && <Button size="small" type="primary" onClick={() => onAssign(chosen)}>{t('wall.assignPicked')}</Button>}
      </div>
      {!rows && Array.from({ length: 4 }, (_, i) => <div key={i} className={styles.skeleton}><Skeleton active title={false} paragraph={{ rows: 2, width: ['60%', '90%'] }} /></div>)}
      {rows?.length === 0 && <Nothing title={empty.title} hint={empty.hint} />}
      {rows && rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((row) => (
            <li key={row.id} className={styles.row}>
              <Checkbox checked={picked.includes(row.id)} aria-label={row.buyer.name} onChange={(event) => pick(row.id, event.target.checked)} />
              <button type="button" className={styles.open} onClick={() => onOpen(row)}>
                <span className={styles.line}>
                  <SourceIcon source={row.source} className={styles.source} />
                  <span className={styles.name} title={row.buyer.name}>{row.buyer.name}</span>
                  {row.buyer.vip && <span className={styles.vip}>VIP</span>}
                  <InquiryTag group={row.inquiry} />
                  <span className={styles.clock}>{due && row.dueAt ? <DueClock due={row.dueAt} /> : <WaitClock since={row.waitingSince ?? row.openedAt} />}</span>
                </span>
                <span className={styles.line}>
                  {row.position !== undefined && <span className={styles.place}>{t('conversations.place', { n: row.position })}</span>}
                  <span className={styles.last}>{lastWords(row.last, t)}</span>
                </span>
              </button>
              <Button size="small" onClick={() => onAssign([row])}>{t('wall.assign')}</Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
