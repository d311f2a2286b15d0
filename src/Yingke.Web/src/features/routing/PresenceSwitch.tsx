import { App, Dropdown } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { MyPresence, Presence } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { setMyPresence, useMe } from '@/shared/session';
import styles from './PresenceSwitch.module.css';

export function PresenceSwitch() {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const choose = (presence: Presence, reason?: string) => {
    api.put<MyPresence>('/presence', { presence, reason }).then(setMyPresence, (error: unknown) => void message.error(wordsOf(error)));
  };
  const words = me.presence.reason ?? t(`routing.${me.presence.presence}`);
  const items = [
    { key: 'online', label: t('routing.online'), onClick: () => choose('online') },
    ...me.settings.presenceReasons.map((reason) => ({ key: `busy ${reason}`, label: `${t('routing.busy')} · ${reason}`, onClick: () => choose('busy', reason) })),
    { key: 'offline', label: t('routing.offline'), onClick: () => choose('offline') },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="topRight">
      <button type="button" className={styles.button} aria-label={`${t('routing.presence')}: ${words}`}>
        <span className={styles[me.presence.presence]} />
        <span className={styles.word}>{words}</span>
      </button>
    </Dropdown>
  );
}
