import { App, Popconfirm, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationDetail, ConversationRow } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { useMe } from '@/shared/session';
import { Composer } from '../composer/Composer';
import { InquiryTag } from '../list/InquiryTag';
import { WaitClock } from '../list/WaitClock';
import { LogPane } from '../log/LogPane';
import { learnRow } from '../state/desk';
import { useWatched } from './useWatched';
import styles from './WatchPane.module.css';

interface Props {
  id: string;
  why: (detail: ConversationDetail | undefined) => ReactNode;
  onMove: (row: ConversationRow) => void;
  /** After the conversation became the supervisor's own. */
  onTaken: (row: ConversationRow) => void;
}

/** Looks on while an agent serves: whispers by notes, moves, takes over or closes. */
export function WatchPane({ id, why, onMove, onTaken }: Props) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const { row, detail, error, refetch } = useWatched(id);
  if (!row) return <div className={styles.pane} style={{ padding: 16 }}>{error ? <Failure error={error} onRetry={refetch} /> : <Skeleton active paragraph={{ rows: 8 }} />}</div>;

  const act = async (path: 'takeover' | 'claim' | 'closure') => {
    setBusy(true);
    try {
      const answer = await api.post<{ row: ConversationRow }>(`/conversations/${id}/${path}`, {});
      learnRow(answer.row);
      if (path !== 'closure') onTaken(answer.row);
    } catch (caught) {
      void message.error(wordsOf(caught));
    } finally {
      setBusy(false);
    }
  };
  // Who is away would lose it to the queue again.
  const cannotServe = !me.agent.im ? t('conversations.imOff') : me.presence.presence === 'offline' && t('wall.goOnlineFirst');
  const waits = row.state === 'queued' || row.state === 'offline';
  const mine = row.state === 'active' && row.agent?.id === me.agent.id;
  return (
    <section className={styles.pane} aria-label={row.buyer.name}>
      <header className={styles.head}>
        <h2 className={styles.name} title={row.buyer.name}>{row.buyer.name}</h2>
        <InquiryTag group={row.inquiry} />
        <span className={styles.state}>{row.state === 'active' ? t('conversations.servedBy', { name: row.agent?.name ?? '' }) : t(`conversations.state_${row.state}`)}</span>
        {row.waitingSince && row.state !== 'closed' && <WaitClock since={row.waitingSince} />}
        {why(detail)}
        {row.state !== 'closed' && (
          <span className={styles.actions}>
            <RightButton size="small" right="im.chat" onClick={() => onMove(row)}>{t(waits ? 'wall.assign' : 'conversations.transfer')}</RightButton>
            {!mine && (waits
              ? <RightButton size="small" right="im.chat" why={cannotServe} loading={busy} onClick={() => void act('claim')}>{t('wall.serveMyself')}</RightButton>
              : <Popconfirm title={t('wall.takeOverAsk', { name: row.agent?.name ?? '' })} description={t('wall.takeOverHint')} okText={t('conversations.takeOver')} cancelText={t('common.cancel')} onConfirm={() => act('takeover')}>
                <RightButton size="small" right="im.supervise" why={cannotServe} loading={busy}>{t('conversations.takeOver')}</RightButton>
              </Popconfirm>)}
            <Popconfirm title={t('wall.closeAsk')} description={t('wall.closeHint')} okText={t('conversations.close')} cancelText={t('common.cancel')} onConfirm={() => act('closure')}>
              <RightButton size="small" danger right="im.chat">{t('conversations.close')}</RightButton>
            </Popconfirm>
          </span>
        )}
      </header>
      {row.state !== 'closed' && !mine && <div className={styles.quiet}>{t('wall.silent')}</div>}
      <LogPane key={id} row={row} me={me} />
      {row.state === 'closed'
        ? <div className={styles.closed}>{t('wall.isOver')}</div>
        : <Composer key={id} row={row} me={me} notesOnly={mine ? null : t('wall.whisper')} />}
    </section>
  );
}
