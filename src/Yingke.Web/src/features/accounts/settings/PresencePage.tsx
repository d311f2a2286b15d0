import { useT } from '@/shared/i18n/i18n';
import { NumberField, WordsField } from './fields';
import { SettingsForm } from './SettingsForm';

export default function PresencePage() {
  const t = useT();
  return (
    <SettingsForm title={t('settings.presence')} lead={t('settings.presenceLead')}
      read={({ presence, capacityLimit }) => ({ presence, capacityLimit })} write={(settings, { presence, capacityLimit }) => ({ ...settings, presence, capacityLimit })}>
      <WordsField name={['presence', 'reasons']} label={t('settings.busyReasons')} hint={t('settings.busyReasonsHint')} max={50} required />
      <NumberField name={['capacityLimit']} label={t('settings.capacityLimit')} hint={t('settings.capacityLimitHint')} unit={t('settings.unitConversations')} min={1} max={1000} />
      <NumberField name={['presence', 'connectionGraceSeconds']} label={t('settings.connectionGrace')} hint={t('settings.connectionGraceHint')} unit={t('settings.unitSeconds')} min={30} max={600} />
      <NumberField name={['presence', 'rerouteGraceSeconds']} label={t('settings.rerouteGrace')} hint={t('settings.rerouteGraceHint')} unit={t('settings.unitSeconds')} min={0} max={3600} />
    </SettingsForm>
  );
}
