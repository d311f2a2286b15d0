import { Button, Slider, Switch } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { prefer, preferences } from '../state/preferences';
import { ringAssigned, ringMessage } from '../state/sounds';
import styles from './ListHead.module.css';

const permission = () => (typeof Notification === 'undefined' ? 'denied' : Notification.permission);

export function SoundPanel() {
  const t = useT();
  const chosen = useStore(preferences);
  const [allowed, setAllowed] = useState(permission);
  const ask = () => void Notification.requestPermission().then(setAllowed);
  const percent = (share: number) => Math.round(share * 100);
  return (
    <div className={styles.sounds}>
      <div className={styles.sound}>
        <span>{t('conversations.soundAssigned')}</span>
        <Slider min={0} max={100} value={percent(chosen.assignedVolume)} onChange={(value) => prefer({ assignedVolume: value / 100 })} aria-label={t('conversations.soundAssigned')} />
        <Button size="small" onClick={ringAssigned}>{t('conversations.tryOut')}</Button>
      </div>
      <div className={styles.sound}>
        <span>{t('conversations.soundMessage')}</span>
        <Slider min={0} max={100} value={percent(chosen.messageVolume)} onChange={(value) => prefer({ messageVolume: value / 100 })} aria-label={t('conversations.soundMessage')} />
        <Button size="small" onClick={ringMessage}>{t('conversations.tryOut')}</Button>
      </div>
      <label className={styles.switch}>
        <span>{t('conversations.repeatSound')}</span>
        <Switch size="small" checked={chosen.repeatSound} onChange={(repeatSound) => prefer({ repeatSound })} />
      </label>
      <label className={styles.switch}>
        <span>{t('conversations.notices')}</span>
        <Switch size="small" checked={chosen.notices && allowed === 'granted'} disabled={allowed === 'denied'} onChange={(notices) => {
          prefer({ notices });
          if (notices && allowed === 'default') ask();
        }} />
      </label>
      {allowed === 'denied' && <div className={styles.hint}>{t('conversations.noticesDenied')}</div>}
    </div>
  );
}
