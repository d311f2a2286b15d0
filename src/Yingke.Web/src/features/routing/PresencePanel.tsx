import { App, InputNumber, Tag } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Desk, Me, Presence } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { setMe, useMe } from '@/shared/session';
import { useClock } from '@/shared/time/clock';
import { formatDuration } from '@/shared/time/format';
import { PresenceDot } from './PresenceDot';
import styles from './PresenceSwitch.module.css';

interface Props { open: number; today: Desk['presenceToday']; todayAt: number; onChoose: (presence: Presence, reason?: string) => void }

export function PresencePanel({ open, today, todayAt, onChoose }: Props) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const { presence, reason, since, cause } = me.presence;
  const lasting = useClock((now) => Math.floor((now - Date.parse(since)) / 60_000) * 60);
  // The sum was true when it was read; the presence of the moment has gone on since.
  const onTop = useClock((now) => (todayAt === 0 ? 0 : Math.max(0, Math.floor((now - Math.max(todayAt, Date.parse(since))) / 1000))));
  const setCapacity = (capacity: number | null) => {
    if (capacity === null || capacity === me.agent.capacity) return;
    api.patch<Me>('/session/agent', { capacity }).then(setMe, (error: unknown) => void message.error(wordsOf(error)));
  };
  const choice = (one: Presence) => (
    <button type="button" role="radio" aria-checked={presence === one} className={styles.choice} onClick={() => onChoose(one, one === 'busy' ? me.settings.presenceReasons[0] : undefined)}>
      <PresenceDot presence={one} /> {t(`routing.${one}`)}
      <span className={styles.time}>{t('routing.today', { time: formatDuration(today[one] + (one === presence ? onTop : 0), t) })}</span>
    </button>
  );
  return (
    <div className={styles.panel} role="radiogroup" aria-label={t('routing.presence')}>
      {choice('online')}
      {choice('busy')}
      <div className={styles.reasons}>
        {me.settings.presenceReasons.map((one) => (
          <Tag.CheckableTag key={one} checked={presence === 'busy' && reason === one} onChange={() => onChoose('busy', one)}>{one}</Tag.CheckableTag>
        ))}
      </div>
      {choice('offline')}
      <div className={styles.foot}>
        <div className={styles.capacity}>
          <span>{t('routing.capacity')}</span>
          <span>{open} /</span>
          <InputNumber size="small" min={1} max={me.settings.capacityLimit} precision={0} defaultValue={me.agent.capacity} key={me.agent.capacity} aria-label={t('routing.capacity')}
            style={{ width: 64 }} onBlur={(event) => setCapacity(clamp(event.target.value, me.settings.capacityLimit))} onPressEnter={(event) => event.currentTarget.blur()} />
        </div>
        <p className={styles.hint}>{t('routing.lasting', { time: formatDuration(Math.max(0, lasting), t) })}{cause !== 'self' && ` · ${t(`routing.cause_${cause}`)}`}</p>
        {open >= me.agent.capacity && <p className={styles.hint}>{t('routing.fullHint')}</p>}
      </div>
    </div>
  );
}

function clamp(text: string, limit: number): number | null {
  const n = Math.round(Number(text));
  return Number.isFinite(n) && n >= 1 ? Math.min(n, limit) : null;
}
