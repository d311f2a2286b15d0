import { ClockCircleOutlined, CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useClock } from '@/shared/time/clock';
import { jumpTo, waitingLongerThan } from './state/navigation';
import styles from './WaitingPopup.module.css';

/** One corner popup for all who have waited too long. It goes by itself when nobody is left. */
export function WaitingPopup({ onJump }: { onJump: () => void }) {
  const t = useT();
  const me = useMe();
  const [dismissedFor, setDismissedFor] = useState('');
  const limit = me.settings.popupSeconds;
  const { count, oldest, ids } = useClock(
    () => {
      const rows = waitingLongerThan(limit, me.agent.id);
      return { count: rows.length, oldest: rows[0]?.id, ids: rows.map((row) => row.id).sort().join() };
    },
    (a, b) => a.ids === b.ids && a.oldest === b.oldest,
  );
  if (count === 0 || !oldest || dismissedFor === ids) return null;
  return (
    <div className={styles.popup} role="alert">
      <button type="button" className={styles.jump} onClick={() => {
        jumpTo(oldest, me.agent.id);
        onJump();
      }}>
        <ClockCircleOutlined className={styles.icon} />
        <span>{t('conversations.waitingPopup', { n: count, seconds: limit })}<small>{t('conversations.waitingPopupHint')}</small></span>
      </button>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('common.close')} onClick={() => setDismissedFor(ids)} />
    </div>
  );
}
