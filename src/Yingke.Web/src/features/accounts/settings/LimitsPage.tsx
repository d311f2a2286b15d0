import { useT } from '@/shared/i18n/i18n';
import { NumberField } from './fields';
import { SettingsForm } from './SettingsForm';

const megabyte = 1024 * 1024;

export default function LimitsPage() {
  const t = useT();
  return (
    <SettingsForm title={t('settings.limits')} lead={t('settings.limitsLead')}
      read={({ limits }) => ({ limits, megabytes: Math.round(limits.fileBytes / megabyte) })}
      write={(settings, { limits, megabytes }) => ({ ...settings, limits: { ...settings.limits, ...limits, fileBytes: megabytes * megabyte } })}>
      <NumberField name={['limits', 'textLength']} label={t('settings.textLength')} hint={t('settings.textLengthHint')} unit={t('settings.unitCharacters')} min={100} max={20_000} />
      <NumberField name={['megabytes']} label={t('settings.fileSize')} hint={t('settings.fileSizeHint')} unit="MB" min={1} max={25} />
      <NumberField name={['limits', 'messagesPerMinute']} label={t('settings.messagesPerMinute')} hint={t('settings.messagesPerMinuteHint')} unit={t('settings.unitMessages')} min={1} max={600} />
      <NumberField name={['limits', 'opensPerMinute']} label={t('settings.opensPerMinute')} hint={t('settings.opensPerMinuteHint')} unit={t('settings.unitTimes')} min={1} max={600} />
    </SettingsForm>
  );
}
