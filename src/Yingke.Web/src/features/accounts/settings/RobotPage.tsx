import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import type { Schema } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import styles from '@/shared/parts/Lines.module.css';
import { TimeInput } from '@/shared/parts/TimeInput';
import { NumberField, Section } from './fields';
import { ModelSection } from './ModelSection';
import { SettingsForm } from './SettingsForm';

const modes: Schema<'RobotMode'>[] = ['outside_hours', 'in_overload', 'before_person'];
const words = ['welcome', 'unsure', 'handOver'] as const;
const short = (time: string) => time.slice(0, 5);

/** When the robot stands before the people, how sure it must be, and its words. */
export default function RobotPage() {
  const t = useT();
  const options = modes.map((value) => ({ value, label: t(`robot.mode_${value}`) }));
  const required = [{ required: true, message: t('common.required') }];
  return (
    <SettingsForm title={t('robot.settings')} lead={t('robot.settingsLead')} after={<ModelSection />}
      read={({ robot }) => ({ robot: { ...robot, hours: robot.hours.map((span) => ({ ...span, from: short(span.from), to: short(span.to) })) } })}
      write={(settings, { robot }) => ({ ...settings, robot: { ...robot, hours: robot.hours.map((span) => ({ ...span, modes: span.modes ?? [] })) } })}>
      <Form.Item name={['robot', 'modes']} label={t('robot.modes')} extra={t('robot.modesHint')}><Checkbox.Group options={options} /></Form.Item>
      <Form.Item label={t('robot.hours')} extra={t('robot.hoursHint')}>
        <Form.List name={['robot', 'hours']}>
          {(fields, { add, remove }) => (
            <div className={styles.links}>
              {fields.map(({ key, name }) => (
                <div key={key} className={styles.link}>
                  <Form.Item name={[name, 'from']} noStyle rules={required}><TimeInput size="small" label={t('robot.from')} /></Form.Item>
                  –
                  <Form.Item name={[name, 'to']} noStyle rules={required}><TimeInput size="small" label={t('robot.to')} /></Form.Item>
                  <Form.Item name={[name, 'modes']} noStyle><Select mode="multiple" size="small" options={options} placeholder={t('robot.off')} aria-label={t('robot.modes')} style={{ flex: 1, minWidth: 0 }} /></Form.Item>
                  <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(name)} />
                </div>
              ))}
              {fields.length < 24 && <Button icon={<PlusOutlined />} onClick={() => add({ from: '12:00', to: '13:00', modes: ['before_person'] })}>{t('robot.addHours')}</Button>}
            </div>
          )}
        </Form.List>
      </Form.Item>
      <NumberField name={['robot', 'confidence']} label={t('robot.confidence')} hint={t('robot.confidenceHint')} unit="%" min={0} max={100} />
      <Section title={t('robot.words')} />
      {words.map((name) => (
        <Form.Item key={name} name={['robot', name]} label={t(`robot.${name}`)} extra={name === 'welcome' ? t('robot.welcomeHint') : undefined} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      ))}
    </SettingsForm>
  );
}
