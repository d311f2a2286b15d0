import { Form, Input, InputNumber, Switch } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { LinkList } from '@/shared/parts/LinkList';
import type { OwnOverload } from './types';

const texts = ['text', 'howToOrder', 'sizes', 'coupons'] as const;

export interface OverloadFieldValues { ownOverload: boolean; overload: OwnOverload }

/** What a campaign has otherwise in overload; what stays empty is as the shop has it. */
export function OverloadFields() {
  const t = useT();
  const own = Form.useWatch<boolean | undefined>('ownOverload');
  return (
    <>
      <Form.Item name="ownOverload" label={t('campaigns.ownOverload')} extra={t('campaigns.ownOverloadHint')} valuePropName="checked"><Switch /></Form.Item>
      {own && (
        <>
          <Form.Item name={['overload', 'threshold']} label={t('settings.overloadThreshold')}>
            <InputNumber min={1} max={100_000} precision={0} controls={false} placeholder={t('campaigns.asShop')} suffix={t('settings.unitTalks')} style={{ width: 240 }} />
          </Form.Item>
          {texts.map((name) => (
            <Form.Item key={name} name={['overload', name]} label={t(name === 'text' ? 'settings.selfServiceText' : `settings.selfService_${name}`)}>
              <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={name === 'text' ? 1000 : 500} placeholder={t('campaigns.asShop')} />
            </Form.Item>
          ))}
          <Form.Item label={t('settings.selfServiceLinks')} extra={t('campaigns.ownLinksHint')}><LinkList name={['overload', 'links']} /></Form.Item>
        </>
      )}
    </>
  );
}

/** Null-free and without what was left empty; nothing at all where it is switched off. */
export function overloadOf({ ownOverload, overload }: OverloadFieldValues): OwnOverload | undefined {
  if (!ownOverload) return undefined;
  return Object.fromEntries(Object.entries(overload ?? {}).filter(([, value]) => value != null && value !== '' && !(Array.isArray(value) && value.length === 0)));
}
