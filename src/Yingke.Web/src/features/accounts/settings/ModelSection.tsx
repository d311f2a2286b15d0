import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { wordsOf } from '@/shared/api/problem';
import type { Schema } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Section } from './fields';
import styles from './SettingsForm.module.css';

type Model = Schema<'RobotModelView'>;
type Trial = Schema<'RobotModelTrial'>;
interface Fields { isOn: boolean; address: string; model: string; seconds: number; key?: string }

const path = '/robot/model';
const key = ['robot-model'];

/** A language model that may word what the robot found; without one everything works. */
export function ModelSection() {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<Model>(path), staleTime: Infinity });
  return (
    <>
      <Section title={t('robot.model')} hint={t('robot.modelHint')} />
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {data && <ModelForm model={data} />}
    </>
  );
}

function ModelForm({ model }: { model: Model }) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [trying, setTrying] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [trial, setTrial] = useState<Trial>();
  const isOn = Form.useWatch('isOn', form) ?? model.isOn;
  const required = [{ required: isOn, whitespace: true, message: t('common.required') }];
  const save = async ({ key: given, ...fields }: Fields) => {
    setBusy(true);
    setRefusal('');
    setTrial(undefined);
    try {
      const saved = await api.put<Model>(path, { ...fields, ...(given && { key: given }) });
      queries.setQueryData(key, saved);
      form.setFieldsValue({ ...saved, key: '' });
      void message.success(t('common.saved'));
    } catch (error) {
      setRefusal(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const attempt = async () => {
    setTrying(true);
    setRefusal('');
    try {
      setTrial(await api.post<Trial>(`${path}/trial`));
    } catch (error) {
      setRefusal(wordsOf(error));
    } finally {
      setTrying(false);
    }
  };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ ...model, key: '' }} onFinish={(fields) => void save(fields)}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form.Item name="isOn" label={t('robot.modelOn')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="address" label={t('robot.modelAddress')} extra={t('robot.modelAddressHint')} rules={required}><Input maxLength={1000} placeholder="https://api.example.com/v1" autoComplete="off" /></Form.Item>
      <Form.Item name="model" label={t('robot.modelName')} rules={required}><Input maxLength={100} autoComplete="off" /></Form.Item>
      <Form.Item name="key" label={t('robot.modelKey')} extra={t('robot.modelKeyHint')}><Input.Password maxLength={500} autoComplete="new-password" placeholder={model.hasKey ? t('robot.modelKeyKept') : undefined} /></Form.Item>
      <Form.Item name="seconds" label={t('robot.modelSeconds')} extra={t('robot.modelSecondsHint')} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={1} max={15} precision={0} controls={false} suffix={t('robot.second')} style={{ width: 168 }} /></Form.Item>
      <span className={styles.inline}>
        <Button type="primary" htmlType="submit" loading={busy}>{t('common.save')}</Button>
        <Button loading={trying} disabled={!model.address} onClick={() => void attempt()}>{t('robot.modelTry')}</Button>
        {trial && <span role="status">{trial.error ? t(`robot.modelError_${trial.error}`) : t('robot.modelWorks', { ms: trial.milliseconds })}</span>}
      </span>
    </Form>
  );
}
