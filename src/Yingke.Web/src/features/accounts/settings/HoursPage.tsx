import { Form } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { TimeInput } from '@/shared/parts/TimeInput';
import { Section } from './fields';
import { ChannelsEditor } from './ChannelsEditor';
import { hoursProblem, inOrder, wholeWeek } from './hours';
import { SettingsForm } from './SettingsForm';
import type { ChannelHours, ShopSettings } from './types';

type Channels = ShopSettings['service']['channels'];

export default function HoursPage() {
  const t = useT();
  const required = [{ required: true, message: t('common.required') }];
  return (
    <SettingsForm wide title={t('settings.hours')} lead={t('settings.hoursLead')} read={({ service }) => ({ service: { ...service, channels: eachChannel(service.channels, wholeWeek) } })} write={(settings, { service }) => ({ ...settings, service: { ...service, channels: eachChannel(service.channels, inOrder) } })}>
      <Form.Item label={t('settings.openDaily')} extra={t('settings.openDailyHint')} style={{ marginBottom: 16 }}>
        <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
          <Form.Item name={['service', 'start']} noStyle rules={required}><TimeInput label={t('settings.from')} /></Form.Item>
          –
          <Form.Item name={['service', 'end']} noStyle dependencies={[['service', 'start']]} rules={[...required, ({ getFieldValue }) => ({
            validator: (_, end: string) => (end === '00:00' || end > (getFieldValue(['service', 'start']) as string) ? Promise.resolve() : Promise.reject(new Error(t('settings.hours_backwards')))),
          })]}><TimeInput label={t('settings.to')} /></Form.Item>
        </span>
      </Form.Item>
      <Form.Item name={['service', 'nightDue']} label={t('settings.nightDue')} extra={t('settings.nightDueHint')} rules={required}><TimeInput label={t('settings.nightDue')} /></Form.Item>
      <Section title={t('settings.channelHours')} hint={t('settings.channelHoursHint')} />
      <Form.Item noStyle dependencies={[['service', 'start'], ['service', 'end']]}>
        {({ getFieldValue }) => (
          <Form.Item name={['service', 'channels']} validateStatus="" validateTrigger={[]} rules={[{
            validator: (_, channels: Record<string, ChannelHours> = {}) => {
              const problem = Object.values(channels).map(hoursProblem).find(Boolean);
              return problem ? Promise.reject(new Error(t(`settings.hours_${problem}`))) : Promise.resolve();
            },
          }]}>
            <ChannelsEditor usual={{ from: getFieldValue(['service', 'start']) as string, to: getFieldValue(['service', 'end']) as string }} />
          </Form.Item>
        )}
      </Form.Item>
    </SettingsForm>
  );
}

function eachChannel(channels: Channels, change: (hours: ChannelHours) => ChannelHours): Channels {
  return Object.fromEntries(Object.entries(channels).map(([channel, hours]) => [channel, change(hours)]));
}
