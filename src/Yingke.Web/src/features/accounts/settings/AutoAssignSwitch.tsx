import { App, Switch, Tooltip } from 'antd';
import { useState } from 'react';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { reloadSettings, saveSettings, useSettings } from './useSettings';

/** Whether offline messages are given out by the system or claimed; on the wall, because that is where it is decided. */
export function AutoAssignSwitch() {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const mayEdit = can(me, 'settings.edit');
  const { data } = useSettings();
  const [busy, setBusy] = useState(false);
  const set = async (autoAssign: boolean) => {
    if (!data) return;
    setBusy(true);
    try {
      await saveSettings({ ...data, offlineMessages: { ...data.offlineMessages, autoAssign } });
    } catch (error) {
      void message.error(wordsOf(error));
      reloadSettings();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Tooltip title={mayEdit ? t('settings.autoAssignHint') : t('common.noRight')}>
      <label style={{ display: 'inline-flex', alignItems: 'center', gap: 8, whiteSpace: 'nowrap' }}>
        {t('settings.autoAssignShort')}
        <Switch size="small" checked={data?.offlineMessages.autoAssign} loading={busy} disabled={!mayEdit || !data} onChange={(on) => void set(on)} />
      </label>
    </Tooltip>
  );
}
