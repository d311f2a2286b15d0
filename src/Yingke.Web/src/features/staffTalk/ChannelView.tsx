import { Button, Skeleton } from 'antd';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { Link as To } from 'react-router';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { Composer } from './Composer';
import { markRead, useMessages } from './queries';
import styles from './StaffTalk.module.css';
import type { Channel, Link, Message } from './types';

export function ChannelView({ channel: { channel, members } }: { channel: Channel }) {
  const t = useT();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useMessages(channel);
  const messages = data?.pages.flatMap((page) => page.items).toReversed();
  const last = messages?.at(-1)?.seq ?? 0;
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [last]);
  useEffect(() => {
    const read = () => {
      // Once more at the next message, if this one got lost.
      if (last > 0 && document.visibilityState === 'visible') markRead(channel, last).catch(() => undefined);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [channel, last]);
  return (
    <section className={styles.pane} aria-label={t(`staffTalk.channel_${channel}`)}>
      <header className={styles.head}><b>{t(`staffTalk.channel_${channel}`)}</b><span>{t('staffTalk.members', { n: members })} · {t('staffTalk.staffOnly')}</span></header>
      <div className={styles.log} ref={log} role="log">
        {error && !messages ? <Failure error={error} onRetry={() => void refetch()} /> : !messages ? <Skeleton active /> : messages.length === 0 ? <Nothing title={t('staffTalk.nothing')} hint={t('staffTalk.nothingHint')} /> : (
          <>
            {hasNextPage && <div className={styles.more}><Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('staffTalk.earlier')}</Button></div>}
            {messages.map((message) => <Said key={message.seq} message={message} />)}
          </>
        )}
      </div>
      <Composer channel={channel} />
    </section>
  );
}

function Said({ message: { name, mine, text, links, at } }: { message: Message }) {
  const lang = useStore(language);
  return (
    <article className={mine ? styles.mine : styles.theirs}>
      <p className={styles.who}>{name} <time title={formatExact(at)}>{formatTime(at, serverNow(), lang)}</time></p>
      <div className={styles.bubble}>
        {text}
        {links.length > 0 && <ul className={styles.links}>{links.map((link, n) => <li key={n}><LinkWords link={link} /></li>)}</ul>}
      </div>
    </article>
  );
}

function LinkWords({ link: { kind, id, number, title } }: { link: Link }) {
  const t = useT();
  if (!id) return <span className={styles.closed}>{t(`staffTalk.closed_${kind}`)}</span>;
  return kind === 'ticket' ? <To to={`/tickets?id=${id}`}>{t('staffTalk.ticket', { number: number ?? 0, title: title ?? '' })}</To> : <To to={`/conversations/${id}`}>{t('staffTalk.conversation', { name: title ?? '' })}</To>;
}
