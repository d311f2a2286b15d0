import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { connection, retryNow } from '@/shared/hub/desk';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import styles from './ConnectionBar.module.css';

/** Tells that the connection is gone, once it is gone for longer than a blink. */
export function ConnectionBar() {
  const t = useT();
  const state = useStore(connection);
  const away = state === 'reconnecting' || state === 'connecting';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(away), away ? 1200 : 0);
    return () => clearTimeout(timer);
  }, [away]);
  if (!shown || !away) return null;
  return (
    <div className={styles.bar} role="status">
      <span>{t(state === 'connecting' ? 'common.connecting' : 'common.reconnecting')}</span>
      <Button size="small" type="link" onClick={retryNow}>{t('common.reconnectNow')}</Button>
    </div>
  );
}
