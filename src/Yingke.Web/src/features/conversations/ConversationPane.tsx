import { Button } from 'antd';
import { useDeferredValue, type ReactNode } from 'react';
import type { ConversationRow, Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { Composer } from './composer/Composer';
import { ConversationHead } from './head/ConversationHead';
import styles from './ConversationPane.module.css';
import { LogPane } from './log/LogPane';
import { closings, takeBack } from './state/closing';

interface Props {
  row: ConversationRow;
  me: Me;
  why?: ReactNode;
  extra?: ReactNode;
  /** What may be answered, above the input of whoever serves. */
  offers?: ReactNode;
  onTransfer: () => void;
}

export function ConversationPane({ row, me, why, extra, offers, onTransfer }: Props) {
  const t = useT();
  const closing = useStore(closings, (all) => all.some((one) => one.id === row.id && !one.failed));
  // Who was chosen stands there with the next frame; what was said follows.
  const drawn = useDeferredValue(row.id);
  return (
    <section className={styles.pane} aria-label={row.buyer.name}>
      <ConversationHead row={row} me={me} why={why} extra={extra} onTransfer={onTransfer} />
      {drawn === row.id ? <LogPane key={`log ${row.id}`} row={row} me={me} /> : <div className={styles.blank} />}
      {closing
        ? <div className={styles.closed}>{t('conversations.isClosing')} <Button size="small" onClick={() => takeBack(row.id)}>{t('common.undo')}</Button></div>
        : row.state === 'closed'
          ? <div className={styles.closed}>{t('conversations.isClosed')}</div>
          : <>
            {notesOnly(row, me) === null && offers}
            <Composer row={row} me={me} notesOnly={notesOnly(row, me) ? t(`conversations.notesOnly_${notesOnly(row, me) ?? 'other'}`) : null} />
          </>}
    </section>
  );
}

/** Only the one who serves speaks to the buyer; the others may leave notes. */
function notesOnly(row: ConversationRow, me: Me): 'queued' | 'offline' | 'other' | null {
  if (row.state === 'queued' || row.state === 'offline') return row.state;
  return row.agent?.id === me.agent.id ? null : 'other';
}
