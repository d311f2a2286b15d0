import { Form, Input, Select } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { CopyField } from '@/shared/parts/Secret';
import { SettingsForm } from './SettingsForm';

const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Singapore', 'Asia/Tokyo', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles'];
const all = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];

export default function ShopPage() {
  const t = useT();
  const me = useMe();
  const options = [...zones, ...all.filter((zone) => !zones.includes(zone))].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
  return (
    <SettingsForm title={t('settings.shop')} lead={t('settings.shopLead')}
      read={({ name, timeZone }) => ({ name, timeZone })}
      write={(settings, { name, timeZone }) => ({ ...settings, name: name.trim(), timeZone })}
      after={<Form layout="vertical"><Form.Item label={t('settings.shopCode')} extra={t('settings.shopCodeHint')}><CopyField value={me.shop.code} label={t('settings.shopCode')} /></Form.Item></Form>}>
      <Form.Item name="name" label={t('settings.shopName')} extra={t('settings.shopNameHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
        <Input maxLength={60} showCount />
      </Form.Item>
      <Form.Item name="timeZone" label={t('settings.timeZone')} extra={t('settings.timeZoneHint')}>
        <Select showSearch options={options} style={{ maxWidth: 320 }} />
      </Form.Item>
    </SettingsForm>
  );
}
