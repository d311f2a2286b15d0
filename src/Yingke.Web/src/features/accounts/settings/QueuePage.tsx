import { useT } from '@/shared/i18n/i18n';
import { NumberField, SwitchField } from './fields';
import { SettingsForm } from './SettingsForm';

export default function QueuePage() {
  const t = useT();
  return (
    <SettingsForm title={t('settings.queue')} lead={t('settings.queueLead')}
      read={({ queue, offlineMessages }) => ({ queue, offlineMessages })} write={(settings, { queue, offlineMessages }) => ({ ...settings, queue, offlineMessages })}>
      <SwitchField name={['queue', 'vipFirst']} label={t('settings.vipFirst')} hint={t('settings.vipFirstHint')} />
      <SwitchField name={['offlineMessages', 'autoAssign']} label={t('settings.autoAssign')} hint={t('settings.autoAssignHint')} />
      <NumberField name={['offlineMessages', 'dueAlertMinutes']} label={t('settings.dueAlert')} hint={t('settings.dueAlertHint')} unit={t('settings.unitMinutes')} min={0} max={1440} />
    </SettingsForm>
  );
}
