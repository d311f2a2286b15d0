import { Segmented } from 'antd';
import { useState } from 'react';
import { AutoAssignSwitch } from '@/features/accounts/settings/AutoAssignSwitch';
import { Board } from '@/features/conversations/board/Board';
import type { Wall } from '@/features/routing/wall/types';
import type { ConversationRow } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import styles from './WallPage.module.css';

interface Props { wall: Wall | undefined; onOpen: (row: ConversationRow) => void; onAssign: (rows: ConversationRow[]) => void }

/** Who waits: in the queue, with an offline message, or since the night. */
export function Boards({ wall, onOpen, onAssign }: Props) {
  const t = useT();
  const [shown, setShown] = useState<'queue' | 'offline' | 'night'>('queue');
  const n = (value: number | undefined) => value ?? '–';
  const { night } = wall ?? {};
  return (
    <section className={styles.boards} aria-label={t('wall.boards')}>
      <div className={styles.tabs}>
        <Segmented block value={shown} onChange={setShown} options={[
          { value: 'queue', label: t('wall.queueBoard', { n: n(wall?.queue.length) }) },
          { value: 'offline', label: t('wall.offlineBoard', { n: n(wall?.offlineRows.length) }) },
          { value: 'night', label: t('wall.nightBoard', { n: n(night && night.total - night.answered) }) },
        ]} />
      </div>
      {shown === 'night' && (
        <dl className={styles.night}>
          {([['wall.nightTotal', night?.total], ['wall.nightAnswered', night?.answered], ['wall.nightSolved', night?.solved]] as const)
            .map(([label, value]) => <div key={label}><dt>{t(label)}</dt><dd>{n(value)}</dd></div>)}
        </dl>
      )}
      <div className={styles.panel}>
        {shown === 'queue' && <Board key="queue" rows={wall?.queue} due={false} onOpen={onOpen} onAssign={onAssign} empty={{ title: t('wall.noQueue'), hint: t('wall.noQueueHint') }} />}
        {shown === 'offline' && <Board key="offline" rows={wall?.offlineRows} due onOpen={onOpen} onAssign={onAssign} bar={<AutoAssignSwitch />} empty={{ title: t('wall.noOffline'), hint: t('wall.noOfflineHint') }} />}
        {shown === 'night' && <Board key="night" rows={wall?.nightRows} due onOpen={onOpen} onAssign={onAssign} empty={{ title: t('wall.noNight'), hint: t('wall.noNightHint') }} />}
      </div>
    </section>
  );
}
