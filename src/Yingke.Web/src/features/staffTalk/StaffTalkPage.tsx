import { Badge, Skeleton } from 'antd';
import { useSearchParams } from 'react-router';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { useTeamTabs } from '@/shared/team';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { ChannelView } from './ChannelView';
import { useChannels } from './queries';
import styles from './StaffTalk.module.css';

/** 内部沟通: one channel for the shop, one for each group. */
export default function StaffTalkPage() {
  const t = useT();
  const lang = useStore(language);
  const { data, error, refetch } = useChannels();
  const [params, setParams] = useSearchParams();
  const current = data?.find(({ channel }) => channel === params.get('channel')) ?? data?.[0];
  return (
    <Screen title={t('staffTalk.team')} tabs={useTeamTabs()}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <div className={styles.talk}>
          <nav className={styles.channels} aria-label={t('staffTalk.channels')}>
            {data.map(({ channel, members, unread, last }) => (
              <button key={channel} type="button" className={channel === current?.channel ? styles.here : styles.channel} aria-current={channel === current?.channel} onClick={() => setParams({ channel }, { replace: true })}>
                <span className={styles.line}><b>{t(`staffTalk.channel_${channel}`)}</b>{last && <time>{formatTime(last.at, serverNow(), lang)}</time>}</span>
                <span className={styles.line}><span className={styles.last}>{last ? `${last.name}：${last.text}` : t('staffTalk.members', { n: members })}</span><Badge size="small" count={unread} /></span>
              </button>
            ))}
          </nav>
          {current && <ChannelView key={current.channel} channel={current} />}
        </div>
      )}
    </Screen>
  );
}
