import { Form, Input } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { SettingsForm } from './SettingsForm';

export default function WelcomePage() {
  const t = useT();
  return (
    <SettingsForm title={t('settings.welcome')} lead={t('settings.welcomeLead')}
      read={({ greeting, welcome }) => ({ greeting, welcome: welcome.text })}
      write={(settings, { greeting, welcome }) => ({ ...settings, greeting: greeting.trim(), welcome: { text: welcome.trim() } })}>
      <Form.Item name="greeting" label={t('settings.greeting')} extra={t('settings.greetingHint')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
      </Form.Item>
      <Form.Item name="welcome" label={t('settings.welcomeText')} extra={t('settings.welcomeHint')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} showCount />
      </Form.Item>
    </SettingsForm>
  );
}
