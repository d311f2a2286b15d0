import { Form, Input, InputNumber, Radio } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { NumberField, Section, SwitchField } from './fields';
import { SettingsForm } from './SettingsForm';

const demands = ['催', '付款', '快付', '赶紧'];
const grades = ['normal', 'senior', 'lead'] as const;

/** The first demand in the texts; the server looks again, and closer. */
export const demandIn = (text: string): string | undefined => demands.find((word) => text.replace(/[\s\p{P}\p{Cf}]/gu, '').includes(word));

export default function OrdersPage() {
  const t = useT();
  const [h, m] = [t('orders.unitHours'), t('orders.unitMinutes')];
  return (
    <SettingsForm title={t('orders.settings')} lead={t('orders.settingsLead')}
      read={({ orders }) => ({ orders, templates: orders.reminders.templates.join('\n') })}
      write={(settings, { orders, templates }) => ({
        ...settings, orders: { ...orders, reminders: { ...orders.reminders, templates: templates.split('\n').map((line) => line.trim()).filter(Boolean) } },
      })}>
      <Section title={t('orders.limits')} hint={t('orders.limitsHint')} />
      {grades.map((grade) => (
        <Form.Item key={grade} label={t(`orders.grade_${grade}`)}>
          <span>{t('orders.percent')} </span>
          <Form.Item noStyle name={['orders', 'priceLimits', grade, 'percent']} rules={[{ required: true, type: 'number', min: 0, max: 100, message: t('settings.between', { min: 0, max: 100 }) }]}>
            <InputNumber precision={0} suffix="%" controls={false} style={{ width: 96 }} aria-label={`${t(`orders.grade_${grade}`)} %`} />
          </Form.Item>
          <span> {t('orders.fen')} </span>
          <Form.Item noStyle name={['orders', 'priceLimits', grade, 'fen']} getValueProps={(fen: number) => ({ value: fen / 100 })} normalize={(yuan: number) => Math.round((yuan ?? 0) * 100)}>
            <InputNumber precision={2} min={0} max={1_000_000} suffix={t('orders.unitFen')} controls={false} style={{ width: 140 }} aria-label={`${t(`orders.grade_${grade}`)} ${t('orders.unitFen')}`} />
          </Form.Item>
        </Form.Item>
      ))}
      <Section title={t('orders.shipping')} />
      <Form.Item name={['orders', 'shippingFrom']}>
        <Radio.Group options={[{ value: 'payment', label: t('orders.from_payment') }, { value: 'placing', label: t('orders.from_placing') }]} />
      </Form.Item>
      <NumberField name={['orders', 'shipHours']} label={t('orders.shipHours')} unit={h} min={1} max={720} />
      <NumberField name={['orders', 'pickUpHours']} label={t('orders.pickUpHours')} unit={h} min={1} max={720} />
      <NumberField name={['orders', 'nearMinutes']} label={t('orders.nearMinutes')} unit={m} min={0} max={1440} />
      <NumberField name={['orders', 'exceptionHours']} label={t('orders.exceptionHours')} unit={h} min={1} max={720} />
      <Section title={t('orders.reminderSettings')} />
      <SwitchField name={['orders', 'reminders', 'automatic']} label={t('orders.automaticLabel')} hint={t('orders.automaticHint')} />
      <NumberField name={['orders', 'reminders', 'delayMinutes']} label={t('orders.delay')} unit={m} min={1} max={10080} />
      <Form.Item name="templates" label={t('orders.templates')} extra={t('orders.templatesHint')} rules={[
        { required: true, whitespace: true, message: t('common.required') },
        { validator: (_, text: string) => (demandIn(text) ? Promise.reject(new Error(t('orders.demand', { word: demandIn(text) ?? '' }))) : Promise.resolve()) },
      ]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
    </SettingsForm>
  );
}
