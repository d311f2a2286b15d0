import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { Problem, wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Profile.module.css';

interface Fields { current: string; next: string; again: string }

export function ChangePassword() {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const change = async ({ current, next }: Fields) => {
    setBusy(true);
    try {
      await api.put('/session/password', { current, next });
      form.resetFields();
      void queries.invalidateQueries({ queryKey: ['sessions'] });
      void message.success(t('accounts.passwordChanged'));
    } catch (error) {
      const field = error instanceof Problem && (error.field === 'current' || error.field === 'next') ? error.field : null;
      if (field) form.setFields([{ name: field, errors: [wordsOf(error)] }]);
      else void message.error(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t('common.required') };
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t('accounts.changePassword')}</h2>
      <p className={styles.hint}>{t('accounts.changePasswordHint')}</p>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} style={{ maxWidth: 348 }} onFinish={(fields) => void change(fields)}>
        <Form.Item name="current" label={t('accounts.currentPassword')} rules={[required]}><Input.Password autoComplete="current-password" maxLength={256} /></Form.Item>
        <Form.Item name="next" label={t('accounts.newPassword')} extra={t('accounts.passwordHint')} rules={[required, { min: 10, message: t('accounts.passwordShort') }]}><Input.Password autoComplete="new-password" maxLength={256} /></Form.Item>
        <Form.Item name="again" label={t('accounts.newPasswordAgain')} dependencies={['next']} rules={[required, ({ getFieldValue }) => ({
          validator: (_, again: string) => (!again || again === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('accounts.passwordsDiffer')))),
        })]}><Input.Password autoComplete="new-password" maxLength={256} /></Form.Item>
        <Button htmlType="submit" loading={busy}>{t('accounts.changePassword')}</Button>
      </Form>
    </section>
  );
}
