import { StarFilled } from '@ant-design/icons';
import { Badge } from 'antd';
import { memo } from 'react';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { lastWords } from '../log/words';
import { typing } from '../state/live';
import { markedUnread } from '../state/unread';
import type { Row, Tab } from '../state/rows';
import { OrderTag } from '@/shared/parts/OrderTag';
import { InquiryTag } from './InquiryTag';
import styles from './RowView.module.css';
import { SourceIcon } from './SourceIcon';
import { DueClock, WaitClock } from './WaitClock';

interface Props { row: Row; tab: Tab; selected: boolean; draft: boolean; divided: boolean; onOpen: (id: string) => void; onMenu: (id: string, x: number, y: number) => void }

export const RowView = memo(function RowView({ row, tab, selected, draft, divided, onOpen, onMenu }: Props) {
  const t = useT();
  const lang = useStore(language);
  const isTyping = useStore(typing, (all) => all[row.id] !== undefined);
  const kept = useStore(markedUnread, (ids) => ids.includes(row.id));
  const unread = tab === 'mine' ? row.unread : 0;
  const words = isTyping ? t('conversations.typingShort') : lastWords(row.last, t);
  return (
    <button type="button" className={`${styles.row} ${selected ? styles.selected : ''} ${divided ? styles.divided : ''}`} aria-current={selected || undefined}
      data-conversation={row.id}
      onClick={() => onOpen(row.id)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(row.id, event.clientX, event.clientY);
      }}>
      <span className={styles.line}>
        <SourceIcon source={row.source} className={styles.source} />
        <span className={styles.name} title={row.buyer.name}>{row.buyer.name}</span>
        {row.buyer.vip && <span className={styles.vip}>VIP</span>}
        <InquiryTag group={row.inquiry} />
        {row.orderBadge && row.orderBadge !== 'done' && row.orderBadge !== 'none' && <OrderTag badge={row.orderBadge} />}
        {row.starred && tab !== 'starred' && <StarFilled className={styles.star} aria-label={t('conversations.starred')} />}
        <span className={styles.clock}>
          {tab === 'offline' && row.dueAt ? <DueClock due={row.dueAt} />
            : row.waitingSince && row.state !== 'closed' ? <WaitClock since={row.waitingSince} />
              : tab === 'queue' ? <WaitClock since={row.openedAt} />
                : <time className={styles.time}>{formatTime(row.last?.at ?? row.openedAt, serverNow(), lang)}</time>}
        </span>
      </span>
      <span className={styles.line}>
        <span className={isTyping ? styles.typing : styles.last} title={words}>
          {tab === 'queue' && row.position !== undefined && <span className={styles.place}>{t('conversations.place', { n: row.position })} </span>}
          {draft && !selected && <span className={styles.draft}>{t('conversations.draft')} </span>}
          {words}
        </span>
        {unread > 0 ? <Badge count={unread} size="small" title={t('conversations.unreadCount', { n: unread })} /> : kept && <Badge dot title={t('conversations.markedUnread')} />}
      </span>
    </button>
  );
});
