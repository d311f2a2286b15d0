import { Form } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { NumberField } from './fields';
import { SettingsForm } from './SettingsForm';

export default function ReplyPage() {
  const t = useT();
  const s = t('settings.unitSeconds');
  return (
    <SettingsForm title={t('settings.reply')} lead={t('settings.replyLead')} read={({ reply }) => ({ reply })} write={(settings, { reply }) => ({ ...settings, reply })}>
      <NumberField name={['reply', 'amberSeconds']} label={t('settings.amber')} hint={t('settings.amberHint')} unit={s} min={5} max={3600} />
      <NumberField name={['reply', 'redSeconds']} label={t('settings.red')} hint={t('settings.redHint')} unit={s} min={5} max={3600} />
      <NumberField name={['reply', 'deepSeconds']} label={t('settings.deep')} hint={t('settings.deepHint')} unit={s} min={5} max={7200} />
      <NumberField name={['reply', 'popupSeconds']} label={t('settings.popup')} hint={t('settings.popupHint')} unit={s} min={5} max={7200} />
      <Form.Item noStyle dependencies={[['reply', 'amberSeconds'], ['reply', 'redSeconds'], ['reply', 'deepSeconds']]}>
        {() => (
          <Form.Item name="order" rules={[({ getFieldValue }) => ({
            validator: () => {
              const [amber, red, deep] = (['amberSeconds', 'redSeconds', 'deepSeconds'] as const).map((name) => getFieldValue(['reply', name]) as number);
              return amber !== undefined && red !== undefined && deep !== undefined && amber < red && red < deep ? Promise.resolve() : Promise.reject(new Error(t('settings.replyOrder')));
            },
          })]}><span hidden /></Form.Item>
        )}
      </Form.Item>
    </SettingsForm>
  );
}
