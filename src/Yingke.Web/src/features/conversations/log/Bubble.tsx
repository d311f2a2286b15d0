import { Button, Dropdown } from 'antd';
import { memo } from 'react';
import type { Entry, TradeCard } from '@/shared/api/types';
import { TradeCardView } from '@/shared/parts/TradeCardView';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import styles from './Bubble.module.css';
import { CardView } from './CardView';
import { FileView } from './FileView';
import { LinkedText } from './LinkedText';
import type { Voice } from './items';

interface Props {
  voice: Voice;
  entry: Entry;
  first: boolean;
  last: boolean;
  /** Shown under the last of the agent's own messages. */
  state?: 'sent' | 'read';
  canRecall?: boolean;
  onRecall?: (seq: number) => void;
}

export const Bubble = memo(function Bubble({ voice, entry, first, last, state, canRecall, onRecall }: Props) {
  const t = useT();
  const lang = useStore(language);
  const name = entry.senderName ?? (voice === 'robot' ? t(entry.from === 'robot' ? 'conversations.robot' : 'conversations.automatic') : '');
  const copy = () => void navigator.clipboard?.writeText(entry.text ?? '');
  const items = [
    ...(entry.text ? [{ key: 'copy', label: t('common.copy'), onClick: copy }] : []),
    ...(canRecall ? [{ key: 'recall', label: t('conversations.recall'), onClick: () => onRecall?.(entry.seq) }] : []),
  ];
  const card = entry.kind === 'card' ? (entry.data?.card as TradeCard | undefined) : undefined;
  const body = (
    <div className={[styles.bubble, styles[voice], entry.recalled ? styles.recalled : '', entry.kind === 'image' ? styles.picture : ''].join(' ')}
      tabIndex={items.length > 0 ? 0 : undefined}>
      {card ? <TradeCardView card={card} /> : entry.text && <LinkedText text={entry.text} />}
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
      {items.length > 0 ? <Dropdown menu={{ items }} trigger={['contextMenu']}>{body}</Dropdown> : body}
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
