import { App, Dropdown, type MenuProps } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { AgentState, Presence } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useClock } from '@/shared/time/clock';
import { formatDuration } from '@/shared/time/format';
import { PresenceDot } from '../PresenceDot';
import styles from './AgentTable.module.css';
import { learnAgent } from './useWall';

/** Presence and how long it lasts; a click changes it for them. */
export function PresenceCell({ agent }: { agent: AgentState }) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const lasting = useClock((now) => {
    const seconds = Math.max(0, Math.floor((now - Date.parse(agent.since)) / 1000));
    return seconds < 60 ? seconds : Math.floor(seconds / 60) * 60;
  });
  const set = (presence: Presence, reason?: string) => {
    api.put<AgentState>(`/agents/${agent.id}/presence`, { presence, reason }).then(learnAgent, (error: unknown) => void message.error(wordsOf(error)));
  };
  const choice = (presence: Presence) => <span className={styles.choice}><PresenceDot presence={presence} />{t(`routing.${presence}`)}</span>;
  const items: MenuProps['items'] = [
    { key: 'online', label: choice('online'), onClick: () => set('online') },
    {
      key: 'busy', label: choice('busy'),
      children: me.settings.presenceReasons.map((reason) => ({ key: `busy-${reason}`, label: reason, onClick: () => set('busy', reason) })),
    },
    { key: 'offline', label: choice('offline'), onClick: () => set('offline') },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items, selectedKeys: [agent.presence, `busy-${agent.reason}`] }} disabled={!agent.im}>
      <button type="button" className={styles.presence} title={agent.im ? t('wall.changePresence') : t('wall.imOff')} aria-label={`${agent.name}: ${t('wall.changePresence')}`}>
        <PresenceDot presence={agent.presence} />
        {agent.im ? agent.reason ?? t(`routing.${agent.presence}`) : t('wall.imOffShort')}
        <span className={styles.lasting}>{formatDuration(lasting, t)}</span>
      </button>
    </Dropdown>
  );
}
