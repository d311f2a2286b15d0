import { Skeleton } from 'antd';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Campaigns.module.css';
import { useBroadcasts } from './queries';
import { amount, valueOf, yuan } from './words';

/** 整点播报, the latest first. */
export function BroadcastList({ id, on }: { id: string; on: boolean }) {
  const t = useT();
  const lang = useStore(language);
  const { data, error, refetch } = useBroadcasts(id);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (data.length === 0) return <Nothing title={t('campaigns.noHoursYet')} hint={t(on ? 'campaigns.noHoursYetHint' : 'campaigns.broadcastsOff')} />;
  return (
    <ol className={styles.announced}>
      {data.map(({ hourAt, sentAt, standing: { measure, orders, fen, hourOrders, hourFen, teams, top } }) => (
        <li key={hourAt} className={styles.card}>
          <div className={styles.hourHead}>
            <time className={styles.hourAt} dateTime={hourAt}>{formatTime(hourAt, serverNow(), lang)}</time>
            <span>{t('campaigns.hourTotal', { orders: orders.toLocaleString('en-US'), yuan: yuan(fen) })}</span>
            <span className={styles.small}>{t('campaigns.hourOwn', { orders: hourOrders.toLocaleString('en-US'), yuan: yuan(hourFen) })}</span>
            {!sentAt && <span className={styles.small}>{t('campaigns.notSent')}</span>}
          </div>
          <div className={styles.hourRow}>
            {teams.map((team) => <span key={team.name}><b className={styles.place}>{team.rank}</b> {team.name} {amount(valueOf(team, measure), measure)}</span>)}
          </div>
          {top.length > 0 && <div className={styles.small}>{t('campaigns.topOf', { names: top.map((one) => `${one.name} ${amount(valueOf(one, measure), measure)}`).join(t('campaigns.pause')) })}</div>}
        </li>
      ))}
    </ol>
  );
}
