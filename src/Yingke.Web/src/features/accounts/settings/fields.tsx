import { Form, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '@/shared/i18n/i18n';
import styles from './SettingsForm.module.css';

interface Named { name: (string | number)[]; label: string; hint?: ReactNode }

/** A whole number with its unit beside it and its limits said before they are broken. */
export function NumberField({ name, label, hint, unit, min, max }: Named & { unit: string; min: number; max: number }) {
  const t = useT();
  return (
    <Form.Item name={name} label={label} extra={hint} rules={[
      { required: true, message: t('common.required') },
      { type: 'number', min, max, message: t('settings.between', { min, max }) },
    ]}>
      <InputNumber precision={0} suffix={unit} style={{ width: 168 }} controls={false} />
    </Form.Item>
  );
}

export function SwitchField({ name, label, hint }: Named) {
  return (
    <Form.Item label={label} extra={hint}>
      <Form.Item name={name} valuePropName="checked" noStyle><Switch aria-label={label} /></Form.Item>
    </Form.Item>
  );
}

/** A list of short words; each is typed and ended with Enter. */
export function WordsField({ name, label, hint, max, required = false }: Named & { max: number; required?: boolean }) {
  const t = useT();
  return (
    <Form.Item name={name} label={label} extra={hint ?? t('settings.wordsHint')} rules={[
      ...(required ? [{ type: 'array' as const, min: 1, message: t('common.required') }] : []),
      { validator: (_, words: string[]) => (words.length > max || words.some((word) => word.trim() === '' || word.length > 20) ? Promise.reject(new Error(t('settings.wordsLimit', { n: max }))) : Promise.resolve()) },
    ]}>
      <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', ';', '；']} />
    </Form.Item>
  );
}

export function Section({ title, hint }: { title: string; hint?: string }) {
  return (
    <>
      <h3 className={styles.section}>{title}</h3>
      {hint && <p className={styles.hint}>{hint}</p>}
    </>
  );
}
