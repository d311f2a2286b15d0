import { App, Button } from 'antd';
import { useEffect } from 'react';
import { on } from '@/shared/hub/desk';
import { useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { useMe } from '@/shared/session';
import { jumpTo } from './state/navigation';

/** What a supervisor or an agent is told of beside their own conversations. */
export function AlertNotices({ onOpen }: { onOpen: () => void }) {
  const t = useT();
  const me = useMe();
  const { notification } = App.useApp();
  useEffect(
    () => on('alert', ({ kind, conversationId, text }) => {
      const key = newId();
      notification.open({
        key, title: t(`conversations.alert_${kind}`), description: text, placement: 'topRight', duration: kind === 'mention' ? 0 : 10,
        actions: conversationId && <Button size="small" type="primary" onClick={() => {
          notification.destroy(key);
          jumpTo(conversationId, me.agent.id);
          onOpen();
        }}>{t('conversations.look')}</Button>,
      });
    }),
    [t, notification, me.agent.id, onOpen],
  );
  return null;
}
