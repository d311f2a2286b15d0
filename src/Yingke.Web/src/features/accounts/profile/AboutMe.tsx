import { App, Button, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { setMe, useMe } from '@/shared/session';
import styles from './Profile.module.css';

interface Fields { name: string; language: Me['agent']['language']; capacity: number; greeting?: string }

export function AboutMe() {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const save = async (fields: Fields) => {
    setBusy(true);
    try {
      setMe(await api.patch<Me>('/session/agent', { ...fields, name: fields.name.trim(), greeting: fields.greeting?.trim() ?? '' }));
      setChanged(false);
      void message.success(t('common.saved'));
    } catch (error) {
      void message.error(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const { name, language, capacity, greeting } = me.agent;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t('accounts.aboutMe')}</h2>
      <Form<Fields> layout="vertical" requiredMark={false} className={styles.two} initialValues={{ name, language, capacity, greeting }} onValuesChange={() => setChanged(true)} onFinish={(fields) => void save(fields)}>
        <Form.Item name="name" label={t('accounts.name')} extra={t('accounts.nameHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={30} /></Form.Item>
        <Form.Item name="capacity" label={t('accounts.capacity')} extra={t('accounts.ownCapacityHint', { n: me.settings.capacityLimit })} rules={[{ required: true, message: t('common.required') }]}>
          <InputNumber min={0} max={me.settings.capacityLimit} precision={0} style={{ width: 120 }} disabled={!me.agent.im} />
        </Form.Item>
        <Form.Item name="greeting" label={t('accounts.greeting')} extra={t('accounts.greetingHint')} className={styles.wide}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} showCount /></Form.Item>
        <Form.Item name="language" label={t('common.language')} className={styles.wide}><Radio.Group options={[{ value: 'zh-CN', label: '简体中文' }, { value: 'en-US', label: 'English' }]} /></Form.Item>
        <div className={styles.wide}><Button type="primary" htmlType="submit" loading={busy} disabled={!changed}>{t('common.save')}</Button></div>
      </Form>
    </section>
  );
}
