import { App, Popover } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow, Desk, MyPresence, Presence } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { setMyPresence, useMe } from '@/shared/session';
import { PresenceDot } from './PresenceDot';
import { PresencePanel } from './PresencePanel';
import styles from './PresenceSwitch.module.css';

interface Props {
  open: ConversationRow[];
  today: Desk['presenceToday'];
  todayAt: number;
  onChanged: () => void;
  /** Going off has its own course: what is still open is looked at first. */
  onLeave: () => void;
}

/** At the foot of the rail: my presence, always in sight. */
export function PresenceSwitch({ open, today, todayAt, onChanged, onLeave }: Props) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [shown, setShown] = useState(false);
  const set = (presence: Presence, reason?: string) => {
    setShown(false);
    api.put<MyPresence>('/presence', { presence, reason }).then(
      (changed) => {
        setMyPresence(changed);
        onChanged();
      },
      (error: unknown) => void message.error(wordsOf(error)),
    );
  };
  const choose = (presence: Presence, reason?: string) => {
    if (presence === 'offline' && me.presence.presence !== 'offline') {
      setShown(false);
      onLeave();
    } else set(presence, reason);
  };
  const words = me.presence.reason ?? t(`routing.${me.presence.presence}`);
  const full = open.length >= me.agent.capacity && me.presence.presence !== 'offline';
  return (
    <Popover open={shown} onOpenChange={setShown} trigger="click" placement="rightBottom" arrow={false}
      content={<PresencePanel open={open.length} today={today} todayAt={todayAt} onChoose={choose} />}>
      <button type="button" className={styles.button} aria-label={`${t('routing.presence')}: ${words}`} title={full ? t('routing.fullHint') : words}>
        <PresenceDot presence={me.presence.presence} />
        <span className={styles.word}>{words}</span>
        <span className={full ? styles.full : styles.load}>{full ? t('routing.full') : `${open.length}/${me.agent.capacity}`}</span>
      </button>
    </Popover>
  );
}
