import { BulbOutlined, FullscreenExitOutlined, FullscreenOutlined, SoundFilled, SoundOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState, type CSSProperties } from 'react';
import { useParams } from 'react-router';
import { connection, on } from '@/shared/hub/desk';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { createSavedStore, useStore } from '@/shared/store';
import { modeChoice, useMode } from '@/shared/theme/mode';
import { useClock } from '@/shared/time/clock';
import { formatExact } from '@/shared/time/format';
import { useBoard, useBroadcasts, useLiveBoards } from '../queries';
import { clockOf, remaining, wordsOfHour, yuan } from '../words';
import styles from './Screen.module.css';
import { ScreenGoals } from './ScreenGoals';
import { ScreenPeople } from './ScreenPeople';
import { ScreenTeams } from './ScreenTeams';

const speaks = createSavedStore<'on' | 'off'>('yingke.screen-speech', 'off');

/** 大屏: a campaign for the whole room, readable from five metres; nothing on it needs a hand. */
export default function ScreenPage({ alarm }: { alarm: string | undefined }) {
  const t = useT();
  const { id = '' } = useParams();
  const { data: board, error, refetch } = useBoard(id);
  const { data: broadcasts } = useBroadcasts(id);
  const linked = useStore(connection);
  useLiveBoards();
  useSpeech(id);
  if (error && !board) return <div className={styles.screen}><Failure error={error} onRetry={() => void refetch()} /></div>;
  if (!board) return <div className={styles.screen} aria-busy />;
  const latest = broadcasts?.[0];
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h1 className={styles.title}>{board.name}</h1>
        <span className={styles.state}>{t(`campaigns.state_${board.state}`)}</span>
        {alarm && <span className={styles.alarm} role="status">{alarm}</span>}
        <Switches />
        {linked !== 'connected' && <span className={styles.lost} role="status">{t('campaigns.noLink')}</span>}
        <Moment />
      </header>
      <section className={styles.total}>
        <div className={styles.totalName}>{t('campaigns.shopSales')}</div>
        <div className={styles.totalValue} style={{ '--digits': yuan(board.fen).length } as CSSProperties}><span className={styles.sign}>¥</span>{yuan(board.fen)}</div>
        <div className={styles.totalRow}>
          <span>{t('campaigns.shopOrders')} <b>{board.orders.toLocaleString('en-US')}</b></span>
          <Ends state={board.state} startAt={board.startAt} endAt={board.endAt} />
        </div>
        <ScreenGoals goals={board.goals} />
      </section>
      <section className={styles.pk}>
        <h2 className={styles.h2}>{t(board.teams.length > 0 ? 'campaigns.pk' : 'campaigns.byHour')} <small>{t(`campaigns.by_${board.measure}`)}</small></h2>
        <ScreenTeams board={board} />
      </section>
      <section className={styles.people}>
        <h2 className={styles.h2}>{t('campaigns.topAgents')}</h2>
        <ScreenPeople agents={board.agents} measure={board.measure} />
      </section>
      <footer className={styles.foot}>
        <span className={styles.footAt}>{latest ? t('campaigns.hourShort', { hour: clockOf(latest.hourAt) }) : t('campaigns.view_hours')}</span>
        <span className={styles.footText}>{latest ? wordsOfHour(latest, t) : t('campaigns.noHoursYetHint')}</span>
      </footer>
    </div>
  );
}

/** Reads each hour aloud while it is switched on. */
function useSpeech(id: string) {
  const t = useT();
  const lang = useStore(language);
  useEffect(() => on('broadcast', (broadcast) => {
    if (broadcast.campaignId !== id || speaks.get() !== 'on' || typeof speechSynthesis === 'undefined') return;
    const words = new SpeechSynthesisUtterance(wordsOfHour(broadcast, t).replaceAll('¥', ''));
    words.lang = lang;
    speechSynthesis.speak(words);
  }), [id, lang, t]);
}

/** There for who sets the screen up; gone while the mouse rests. */
function Switches() {
  const t = useT();
  const mode = useMode();
  const voice = useStore(speaks);
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  const toggle = () => void (full ? document.exitFullscreen() : document.documentElement.requestFullscreen().catch(() => undefined));
  return (
    <span className={styles.switches}>
      <Button type="text" size="large" aria-pressed={voice === 'on'} icon={voice === 'on' ? <SoundFilled /> : <SoundOutlined />} onClick={() => speaks.set(voice === 'on' ? 'off' : 'on')}>{t(voice === 'on' ? 'campaigns.speechOn' : 'campaigns.speechOff')}</Button>
      <Button type="text" size="large" icon={<BulbOutlined />} onClick={() => modeChoice.set(mode === 'dark' ? 'light' : 'dark')}>{t(mode === 'dark' ? 'campaigns.light' : 'campaigns.dark')}</Button>
      <Button type="text" size="large" icon={full ? <FullscreenExitOutlined /> : <FullscreenOutlined />} onClick={toggle}>{t(full ? 'wall.leaveFull' : 'wall.full')}</Button>
    </span>
  );
}

function Moment() {
  return <time className={styles.clock}>{useClock((now) => formatExact(new Date(now).toISOString()).slice(11))}</time>;
}

function Ends({ state, startAt, endAt }: { state: string; startAt: string; endAt: string }) {
  const t = useT();
  const left = useClock((now) => remaining(state === 'planned' ? startAt : endAt, now, t));
  return state === 'running' || state === 'planned' ? <span>{t(state === 'planned' ? 'campaigns.startsIn' : 'campaigns.endsIn')} <b>{left}</b></span> : null;
}
