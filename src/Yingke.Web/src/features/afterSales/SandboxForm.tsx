import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, InputNumber, Select } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { formatFen } from '@/shared/time/format';
import styles from './Settings.module.css';
import type { Sandbox } from './types';
import { wordOf } from './words';

const key = ['payment-sandbox'];
const modes = ['normal', 'slow', 'refuse', 'error', 'error_once', 'lost_answer', 'late_answer', 'report_first', 'report_often'];

/** The built-in payment gateway, which moves no money: how it shall behave, to rehearse what may go wrong. */
export function SandboxForm() {
  const t = useT();
  const { message } = App.useApp();
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<Sandbox>('/aftersales/sandbox') });
  if (!data) return null;
  const save = async (fields: { mode: string; delayMs?: number }) => {
    try {
      queries.setQueryData(key, await api.put<Sandbox>('/aftersales/sandbox', { mode: fields.mode, delayMs: fields.delayMs ?? 0 }));
      void message.success(t('common.saved'));
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  return (
    <section className={styles.form}>
      <h3 className={styles.section}>{t('aftersales.sandbox')}</h3>
      <p>{t('aftersales.sandboxHint', { n: data.refunds, sum: formatFen(data.paidFen) })}</p>
      <Form layout="inline" initialValues={{ mode: data.mode, delayMs: data.delayMs }} onFinish={(fields: { mode: string; delayMs?: number }) => void save(fields)}>
        <Form.Item name="mode"><Select aria-label={t('aftersales.sandboxMode')} style={{ width: 280 }} options={modes.map((value) => ({ value, label: wordOf('sandbox', value, t) }))} /></Form.Item>
        <Form.Item name="delayMs"><InputNumber aria-label={t('aftersales.sandboxDelay')} min={0} max={60_000} step={500} suffix="ms" style={{ width: 120 }} /></Form.Item>
        <Form.Item><Button htmlType="submit">{t('common.save')}</Button></Form.Item>
      </Form>
    </section>
  );
}
