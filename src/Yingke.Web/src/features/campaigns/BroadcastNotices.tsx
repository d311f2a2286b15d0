import { App } from 'antd';
import { useEffect } from 'react';
import { on } from '@/shared/hub/desk';
import { useT } from '@/shared/i18n/i18n';
import { clockOf, wordsOfHour } from './words';

const shownSeconds = 20;

/** 整点播报 on every workbench, wherever somebody is. */
export function BroadcastNotices() {
  const t = useT();
  const { notification } = App.useApp();
  useEffect(() => on('broadcast', (broadcast) => {
    notification.info({
      key: `${broadcast.campaignId}${broadcast.hourAt}`, placement: 'bottomRight', duration: shownSeconds,
      title: t('campaigns.hourOf', { hour: clockOf(broadcast.hourAt), name: broadcast.name }), description: wordsOfHour(broadcast, t),
    });
  }), [t, notification]);
  return null;
}
