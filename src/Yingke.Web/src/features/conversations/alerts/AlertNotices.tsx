import { App, Button } from 'antd';
import { useEffect } from 'react';
import { on } from '@/shared/hub/desk';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { alertTitle, AlertWords } from './AlertWords';
import { isWanted, markSeen, openAlert, placeOf } from './useAlerts';

const shownSeconds = 10;

/** What is raised while one is there shows itself; the list behind the bell keeps it until it is seen. */
export function AlertNotices({ onOpen }: { onOpen: (place: string) => void }) {
  const t = useT();
  const me = useMe();
  const { notification } = App.useApp();
  useEffect(
    () => on('alert', (alert) => {
      if (!isWanted(alert)) return;
      notification.open({
        key: alert.id, title: alertTitle(alert, t), description: <AlertWords alert={alert} />, placement: 'topRight',
        duration: alert.kind === 'mention' ? 0 : shownSeconds,
        closeIcon: <span onClick={() => markSeen([alert])}>×</span>,
        actions: <Button size="small" type="primary" onClick={() => {
          notification.destroy(alert.id);
          openAlert(alert, me.agent.id);
          onOpen(placeOf(alert));
        }}>{t('conversations.look')}</Button>,
      });
    }),
    [t, notification, me.agent.id, onOpen],
  );
  return null;
}
