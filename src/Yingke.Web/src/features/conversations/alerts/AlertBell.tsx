import { NotificationOutlined } from '@ant-design/icons';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { language, useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { Nothing } from '@/shared/ui/Nothing';
import styles from './AlertBell.module.css';
import { alertTitle, AlertWords } from './AlertWords';
import { markSeen, openAlert, placeOf, useAlerts } from './useAlerts';

/** What was raised and not seen yet: offline messages, bad ratings, mentions. */
export function AlertBell({ className, iconClassName, onOpen }: { className: string | undefined; iconClassName: string | undefined; onOpen: (place: string) => void }) {
  const t = useT();
  const me = useMe();
  const lang = useStore(language);
  const alerts = useAlerts();
  const [open, setOpen] = useState(false);
  const settings = (
    <Button type="link" size="small" onClick={() => {
      setOpen(false);
      onOpen('/alerts');
    }}>{t('conversations.alertSettings')}</Button>
  );
  const list = alerts.length === 0
    ? <Nothing title={t('conversations.noAlerts')} hint={t('conversations.noAlertsHint')} action={settings} />
    : (
      <div className={styles.panel}>
        <div className={styles.head}>
          <strong>{t('conversations.alerts')}</strong>
          <span>
            <Button type="link" size="small" onClick={() => markSeen(alerts)}>{t('conversations.allSeen')}</Button>
            {settings}
          </span>
        </div>
        <ul className={styles.list}>
          {alerts.map((alert) => (
            <li key={alert.id}>
              <button type="button" className={styles.alert} onClick={() => {
                setOpen(false);
                openAlert(alert, me.agent.id);
                onOpen(placeOf(alert));
              }}>
                <span className={styles.line}><span>{alertTitle(alert, t)}</span><time>{formatTime(alert.at, serverNow(), lang)}</time></span>
                <span className={styles.words}><AlertWords alert={alert} /></span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="rightBottom" arrow={false} content={list}>
      <button type="button" className={className} aria-label={t('conversations.alerts')} title={t('conversations.alerts')}>
        <Badge count={alerts.length} size="small" offset={[-2, 2]}><NotificationOutlined className={iconClassName} /></Badge>
      </button>
    </Popover>
  );
}
