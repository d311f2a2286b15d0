import { Button, Result } from 'antd';
import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { OverloadBanner } from '@/features/routing/overload/OverloadBanner';
import { BroadcastNotices } from '@/features/campaigns/BroadcastNotices';
import { AskedTicket } from '@/features/tickets/AskedTicket';
import { onSignedOut } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { connect, disconnect, on } from '@/shared/hub/desk';
import { useT } from '@/shared/i18n/i18n';
import { can, currentMe, setMe, useSession } from '@/shared/session';
import { CallDesk } from './calls/CallDesk';
import { ConnectionBar } from './ConnectionBar';
import { DeskKeeper } from './DeskKeeper';
import styles from './Gate.module.css';
import { Leaving } from './Leaving';
import { Rail } from './Rail';

/** Lets in who is signed in, and holds the one connection to the server while they are. A bare page has nothing around it. */
export function Gate({ bare = false }: { bare?: boolean }) {
  const { data: me, error, isPending, refetch } = useSession();
  const t = useT();
  const here = useLocation();
  const signedIn = Boolean(me);
  useEffect(() => {
    if (!signedIn) return;
    const leave = () => setMe(null);
    onSignedOut(leave);
    // A call, a supervisor or another window moved one's own presence.
    const follow = on('agent', ({ id, presence, reason }) => {
      const mine = currentMe();
      if (mine && id === mine.agent.id && (presence !== mine.presence.presence || (reason ?? '') !== (mine.presence.reason ?? ''))) void refetch();
    });
    const stop = on('signedOut', leave);
    connect();
    return () => {
      stop();
      follow();
      void disconnect();
    };
  }, [signedIn, refetch]);

  if (isPending) return null;
  if (error && !me)
    return <Result icon={null} title={t('common.loadFailed')} subTitle={wordsOf(error)}
      extra={<Button type="primary" onClick={() => void refetch()}>{t('common.retry')}</Button>} />;
  if (!me) return <Navigate to="/login" replace state={{ from: here.pathname + here.search }} />;
  if (bare) return <Outlet />;
  return (
    <div className={styles.frame}>
      <Rail />
      <div className={styles.main}>
        <ConnectionBar />
        {(can(me, 'im.chat') || can(me, 'im.supervise')) && <OverloadBanner />}
        <div className={styles.corner}>
          {can(me, 'hotline.handle') && <CallDesk />}
          <DeskKeeper me={me} />
        </div>
        <BroadcastNotices />
        <AskedTicket />
        <Leaving />
        <main className={styles.page}><Outlet /></main>
      </div>
    </div>
  );
}
