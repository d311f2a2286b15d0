import { Form, Input } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { LinkList } from '@/shared/parts/LinkList';
import { NumberField, Section } from './fields';
import { SettingsForm } from './SettingsForm';

const texts = ['howToOrder', 'sizes', 'coupons'] as const;

/** From when the shop is overloaded, and what new buyers are told then. */
export default function OverloadPage() {
  const t = useT();
  return (
    <SettingsForm title={t('settings.overload')} lead={t('settings.overloadLead')}
      read={({ overload }) => ({ overload })} write={(settings, { overload }) => ({ ...settings, overload })}>
      <NumberField name={['overload', 'threshold']} label={t('settings.overloadThreshold')} hint={t('settings.overloadThresholdHint')} unit={t('settings.unitTalks')} min={1} max={100000} />
      <Section title={t('settings.selfService')} hint={t('settings.selfServiceHint')} />
      <Form.Item name={['overload', 'text']} label={t('settings.selfServiceText')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} showCount />
      </Form.Item>
      {texts.map((name) => (
        <Form.Item key={name} name={['overload', name]} label={t(`settings.selfService_${name}`)}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      ))}
      <Form.Item label={t('settings.selfServiceLinks')} extra={t('settings.selfServiceLinksHint')}>
        <LinkList name={['overload', 'links']} />
      </Form.Item>
    </SettingsForm>
  );
}
