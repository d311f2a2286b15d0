import { useT } from '@/shared/i18n/i18n';
import { SwitchField } from './fields';
import { SettingsForm } from './SettingsForm';

export default function TrainingPage() {
  const t = useT();
  return (
    <SettingsForm title={t('training.title')} lead={t('training.settingsLead')} read={({ training }) => ({ training })} write={(settings, { training }) => ({ ...settings, training })}>
      <SwitchField name={['training', 'firstStageBeforeChats']} label={t('training.firstStageBeforeChats')} hint={t('training.firstStageHint')} />
    </SettingsForm>
  );
}
