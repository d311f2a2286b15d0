import { Button } from 'antd';
import { memo, useState } from 'react';
import type { Entry } from '@/shared/api/types';
import { TradeCardView } from '@/shared/parts/TradeCardView';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import styles from './Bubble.module.css';
import { BubbleMenu, isKeepable } from './BubbleMenu';
import { CardView } from './CardView';
import { FileView } from './FileView';
import { LinkedText } from './LinkedText';
import type { Voice } from './items';
import { MarkedText, type TextMark } from './MarkedText';

interface Props {
  voice: Voice;
  entry: Entry;
  first: boolean;
  last: boolean;
  /** Shown under the last of the agent's own messages. */
  state?: 'sent' | 'read';
  canRecall?: boolean;
  onRecall?: (seq: number) => void;
  /** Parts of its text that are pointed at, and what is said of the whole of it. */
  marks?: readonly TextMark[];
  remarks?: readonly string[];
  /** It can be picked, and how it stands to what is picked for. */
  onPick?: (seq: number) => void;
  picked?: 'here' | 'attached';
}

export const Bubble = memo(function Bubble({ voice, entry, first, last, state, canRecall, onRecall, marks, remarks, onPick, picked }: Props) {
  const t = useT();
  const lang = useStore(language);
  const name = entry.senderName ?? (voice === 'robot' || entry.from === 'robot' ? t(entry.from === 'robot' ? 'conversations.robot' : 'conversations.automatic') : '');
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);
  const hasMenu = Boolean(entry.text) || canRecall === true || isKeepable(entry);
  const robot = entry.data?.robot?.isHit ? entry.data.robot : undefined;
  const card = entry.kind === 'card' ? entry.data?.card : undefined;
  const body = (
    <div className={[styles.bubble, styles[voice], entry.recalled ? styles.recalled : '', entry.kind === 'image' ? styles.picture : '', onPick ? styles.pickable : '', picked ? styles[picked] : ''].join(' ')}
      tabIndex={hasMenu || onPick ? 0 : undefined}
      onClick={onPick && (() => onPick(entry.seq))}
      onKeyDown={onPick && ((event) => event.key === 'Enter' && onPick(entry.seq))}
      onContextMenu={(event) => {
        if (!hasMenu) return;
        event.preventDefault();
        setMenuAt({ x: event.clientX, y: event.clientY });
      }}>
      {card ? <TradeCardView card={card} /> : entry.text && (marks ? <MarkedText text={entry.text} marks={marks} /> : <LinkedText text={entry.text} />)}
      {entry.file && <FileView file={entry.file} image={entry.kind === 'image'} />}
      {entry.product && <CardView card={entry.product} />}
      {entry.order && <CardView card={entry.order} />}
    </div>
  );
  return (
    <div className={`${styles.row} ${voice === 'buyer' ? styles.left : styles.right} ${first ? styles.first : ''}`} data-seq={entry.seq}>
      {first && (
        <div className={styles.head}>
          {voice === 'note' && <span className={styles.noteMark}>{t('conversations.note')}</span>}
          <span className={styles.name} title={name}>{name}</span>
          <time dateTime={entry.at} title={formatExact(entry.at)}>{formatTime(entry.at, serverNow(), lang)}</time>
        </div>
      )}
      {body}
      {menuAt && <BubbleMenu entry={entry} at={menuAt} canRecall={canRecall} onRecall={onRecall} onClose={() => setMenuAt(null)} />}
      {remarks && remarks.length > 0 && <div className={styles.remarks}>{remarks.join(' · ')}</div>}
      {robot && <div className={styles.state}>{robot.skill ? t(`robot.skill_${robot.skill}`) : t('robot.sure', { n: robot.confidence ?? 0 })}{robot.model && ` · ${t(`robot.model_${robot.model}`)}`}</div>}
      {entry.recalled && <div className={styles.state}>{t('conversations.recalledStaff')}</div>}
      {!entry.recalled && canRecall && last && (
        <div className={styles.state}>
          <Button type="link" size="small" className={styles.onHover} onClick={() => onRecall?.(entry.seq)}>{t('conversations.recall')}</Button>
          {state && <span>{t(state === 'read' ? 'conversations.read' : 'conversations.sent')}</span>}
        </div>
      )}
      {!entry.recalled && !(canRecall && last) && state && <div className={styles.state}>{t(state === 'read' ? 'conversations.read' : 'conversations.sent')}</div>}
    </div>
  );
});
