import { FullscreenExitOutlined, FullscreenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { WaitClock } from '@/features/conversations/list/WaitClock';
import { TodayLine } from '@/features/performance/TodayLine';
import { LendingBar } from '@/features/campaigns/LendingBar';
import { OverloadButton } from '@/features/routing/overload/OverloadButton';
import { mayForce, useOverload } from '@/features/routing/overload/useOverload';
import { AgentTable } from '@/features/routing/wall/AgentTable';
import { MoveDialog } from '@/features/routing/wall/MoveDialog';
import { refreshWall, useWall } from '@/features/routing/wall/useWall';
import type { AgentState, ConversationRow } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useMe } from '@/shared/session';
import { useClock } from '@/shared/time/clock';
import { formatExact } from '@/shared/time/format';
import { Boards } from './Boards';
import { Figures } from './Figures';
import { useFullScreen } from './useFullScreen';
import styles from './WallPage.module.css';
import { WatchDrawer, type Watched } from './WatchDrawer';

const staleMs = 10_000;

/** 主管台: how the shop stands at this moment, and the hands to change it. */
export function WallPage() {
  const t = useT();
  const me = useMe();
  const { data: overload } = useOverload();
  const { data: wall, error, refetch } = useWall();
  const [full, setFull] = useFullScreen();
  const [watched, setWatched] = useState<Watched | null>(null);
  const watchAgent = useCallback((agent: AgentState) => setWatched({ agent }), []);
  const [moving, setMoving] = useState<ConversationRow[] | null>(null);
  return (
    <div className={full ? `${styles.wall} ${styles.whole}` : styles.wall}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('wall.title')}</h1>
        <Moment told={wall?.serverTime} />
        <div className={styles.actions}>
          <OverloadButton />
          <Button type="text" icon={full ? <FullscreenExitOutlined /> : <FullscreenOutlined />} onClick={() => setFull(!full)}>{t(full ? 'wall.leaveFull' : 'wall.full')}</Button>
        </div>
      </header>
      {error && !wall ? <div className={styles.failure}><Failure error={error} onRetry={() => void refetch()} /></div> : (
        <>
          <Figures wall={wall} full={full} />
          <TodayLine full={full} />
          {overload?.isOn && mayForce(me) && <div className={styles.lending}><LendingBar /></div>}
          <div className={styles.main}>
            <div className={styles.agents}>
              <AgentTable agents={wall?.agents} clock={waitClock} onOpen={watchAgent} />
            </div>
            <Boards wall={wall} onOpen={(row) => setWatched({ id: row.id })} onAssign={setMoving} />
          </div>
        </>
      )}
      {watched && <WatchDrawer watched={watched} onMove={(row) => setMoving([row])} onClose={() => setWatched(null)} />}
      {moving && <MoveDialog rows={moving} onClose={() => setMoving(null)} onMoved={refreshWall} />}
    </div>
  );
}

const waitClock = (since: string) => <WaitClock since={since} />;

/** The time of the moment, or since when nothing was heard. By itself, so that the wall is not drawn again each second. */
function Moment({ told }: { told: string | undefined }) {
  const t = useT();
  const clock = useClock((now) => formatExact(new Date(now).toISOString()).slice(11));
  const stale = useClock((now) => told !== undefined && now - Date.parse(told) > staleMs);
  return <span className={stale ? styles.stale : styles.fresh} role="status">{stale ? t('wall.stale', { at: formatExact(told ?? '').slice(11) }) : clock}</span>;
}
