import { Button } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { prefer, preferences } from '../state/preferences';
import styles from './ListHead.module.css';

/** Asks in words first; the browser's own question comes only after a yes, and never again after a no. */
export function NoticeBanner() {
  const t = useT();
  const asked = useStore(preferences, (p) => p.noticesAsked);
  const [open] = useState(() => typeof Notification !== 'undefined' && Notification.permission === 'default');
  if (!open || asked) return null;
  return (
    <div className={styles.banner}>
      <p>{t('conversations.noticeQuestion')}</p>
      <Button size="small" type="primary" onClick={() => {
        prefer({ noticesAsked: true, notices: true });
        void Notification.requestPermission();
      }}>{t('conversations.noticeYes')}</Button>
      <Button size="small" type="text" onClick={() => prefer({ noticesAsked: true })}>{t('conversations.noticeNo')}</Button>
    </div>
  );
}
