import { ColorPicker, Form, Input, Radio, Select, Switch } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { CopyField } from '@/shared/parts/Secret';
import { useMe } from '@/shared/session';
import { Section } from './fields';
import { IdentitySecret } from './IdentitySecret';
import { SettingsForm } from './SettingsForm';

export default function WidgetPage() {
  const t = useT();
  const me = useMe();
  const line = `<script async src="${location.origin}/widget.js" data-shop="${me.shop.publicKey}"></script>`;
  const page = `${location.origin}/chat.html?shop=${me.shop.publicKey}`;
  return (
    <SettingsForm title={t('settings.widget')} lead={t('settings.widgetLead')}
      read={({ widget }) => ({ widget })}
      write={(settings, { widget }) => ({ ...settings, widget: { ...settings.widget, ...widget, title: widget.title?.trim() || undefined } })}
      after={<IdentitySecret />}>
      <Form.Item label={t('settings.scriptLine')} extra={t('settings.scriptLineHint')}><CopyField value={line} label={t('settings.scriptLine')} /></Form.Item>
      <Form.Item label={t('settings.chatLink')} extra={t('settings.chatLinkHint')}><CopyField value={page} label={t('settings.chatLink')} /></Form.Item>
      <Section title={t('settings.appearance')} />
      <Form.Item name={['widget', 'color']} label={t('settings.color')} extra={t('settings.colorHint')} getValueFromEvent={(color: { toHexString: () => string }) => color.toHexString().slice(0, 7).toUpperCase()}>
        <ColorPicker disabledAlpha showText format="hex" />
      </Form.Item>
      <Form.Item name={['widget', 'title']} label={t('settings.widgetTitle')} extra={t('settings.widgetTitleHint')}>
        <Input maxLength={40} placeholder={me.shop.name} style={{ maxWidth: 320 }} />
      </Form.Item>
      <Form.Item name={['widget', 'position']} label={t('settings.position')}>
        <Radio.Group options={[{ value: 'right', label: t('settings.right') }, { value: 'left', label: t('settings.left') }]} />
      </Form.Item>
      <Section title={t('settings.whoMay')} />
      <Form.Item name={['widget', 'allowedOrigins']} label={t('settings.origins')} extra={t('settings.originsHint')}
        normalize={(values: string[]) => [...new Set(values.map(originOf))]}
        rules={[{ validator: (_, values: string[]) => (values.every((one) => /^https?:\/\/[^/\s]+$/.test(one)) ? Promise.resolve() : Promise.reject(new Error(t('settings.originsWrong')))) }]}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ', ';', '，']} placeholder="https://shop.example.com" />
      </Form.Item>
      <Form.Item name={['widget', 'pictureHosts']} label={t('settings.pictureHosts')} extra={t('settings.pictureHostsHint')}
        normalize={(values: string[]) => [...new Set(values.map(hostOf))]}
        rules={[{ validator: (_, values: string[]) => (values.every((one) => /^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]{2,}(:\d+)?$/.test(one)) ? Promise.resolve() : Promise.reject(new Error(t('settings.pictureHostsWrong')))) }]}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ', ';', '，']} placeholder="img.example.com" />
      </Form.Item>
      <Form.Item label={t('settings.requireIdentity')} extra={t('settings.requireIdentityHint')}>
        <Form.Item name={['widget', 'requireIdentity']} valuePropName="checked" noStyle><Switch aria-label={t('settings.requireIdentity')} /></Form.Item>
      </Form.Item>
    </SettingsForm>
  );
}

/** What is pasted is usually the address of a picture; only its host counts. */
function hostOf(text: string): string {
  try {
    return new URL(text.trim()).host;
  } catch {
    return text.trim().toLowerCase();
  }
}

/** What is pasted is usually the address of a page; only its origin counts. */
function originOf(text: string): string {
  try {
    const { origin, protocol } = new URL(text.trim());
    return protocol === 'http:' || protocol === 'https:' ? origin : text;
  } catch {
    return text.trim();
  }
}
