import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, InputNumber, Select, Skeleton } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { SandboxForm } from './SandboxForm';
import styles from './Settings.module.css';
import { SettingsPlace } from './SettingsPlace';
import type { SettingsAnswer } from './types';

const key = ['aftersales', 'settings'];

interface Fields { perOrder?: number | null; perDay?: number | null; posts: { postId?: string; perOrder?: number | null; perDay?: number | null }[]; holidays: Dayjs[]; reasons: string[] }

const yuan = (fen?: number) => (fen === undefined ? undefined : fen / 100);
const fen = (sum?: number | null) => (sum === undefined || sum === null ? undefined : Math.round(sum * 100));

/** Refund limits, reasons, and the calendar that working days are counted by. */
export default function RulesPage() {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<SettingsAnswer>('/aftersales/settings') });
  return (
    <SettingsPlace title={t('aftersales.rules')} lead={t('aftersales.rulesLead')}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : data ? <RulesForm key={data.version} answer={data} /> : <Skeleton active paragraph={{ rows: 8 }} />}
      <SandboxForm />
    </SettingsPlace>
  );
}

function RulesForm({ answer: { version, settings, posts } }: { answer: SettingsAnswer }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [result, setResult] = useState<{ ok: boolean; words: string }>();
  const [busy, setBusy] = useState(false);
  const save = async (f: Fields) => {
    setBusy(true);
    try {
      const saved = await api.put<SettingsAnswer>('/aftersales/settings', { version, settings: {
        perOrderFen: fen(f.perOrder), perDayFen: fen(f.perDay), holidays: f.holidays.map((day) => day.format('YYYY-MM-DD')), reasons: f.reasons,
        posts: f.posts.map((post) => ({ postId: post.postId, perOrderFen: fen(post.perOrder), perDayFen: fen(post.perDay) })),
      } });
      queries.setQueryData(key, saved);
      setResult({ ok: true, words: t('common.saved') });
    } catch (error) {
      setResult({ ok: false, words: wordsOf(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} className={styles.form} onFinish={(fields) => void save(fields)} initialValues={{
      perOrder: yuan(settings.perOrderFen), perDay: yuan(settings.perDayFen), reasons: settings.reasons, holidays: settings.holidays.map((day) => dayjs(day)),
      posts: settings.posts.map((post) => ({ postId: post.postId, perOrder: yuan(post.perOrderFen), perDay: yuan(post.perDayFen) })),
    }}>
      <h3 className={styles.section}>{t('aftersales.limits')}</h3>
      <p>{t('aftersales.limitsHint')}</p>
      <div className={styles.pair}>
        <Form.Item name="perOrder" label={t('aftersales.perOrder')} extra={t('aftersales.noLimitHint')}><InputNumber min={0} max={10_000_000} precision={2} prefix="¥" style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="perDay" label={t('aftersales.perAgentDay')}><InputNumber min={0} max={10_000_000} precision={2} prefix="¥" style={{ width: '100%' }} /></Form.Item>
      </div>
      <Form.List name="posts">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field) => (
              <div key={field.key} className={styles.posts}>
                <Form.Item name={[field.name, 'postId']} noStyle rules={[{ required: true }]}><Select aria-label={t('aftersales.post')} placeholder={t('aftersales.post')} options={posts.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
                <Form.Item name={[field.name, 'perOrder']} noStyle><InputNumber aria-label={t('aftersales.perOrder')} placeholder={t('aftersales.perOrder')} min={0} precision={2} prefix="¥" style={{ width: '100%' }} /></Form.Item>
                <Form.Item name={[field.name, 'perDay']} noStyle><InputNumber aria-label={t('aftersales.perAgentDay')} placeholder={t('aftersales.perAgentDay')} min={0} precision={2} prefix="¥" style={{ width: '100%' }} /></Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(field.name)} />
              </div>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add({})}>{t('aftersales.addPost')}</Button>
          </>
        )}
      </Form.List>
      <h3 className={styles.section}>{t('aftersales.reasons')}</h3>
      <Form.Item name="reasons" extra={t('aftersales.reasonsHint')} rules={[{ type: 'array', required: true, min: 1, message: t('common.required') }]}><Select mode="tags" tokenSeparators={[',', '，']} open={false} /></Form.Item>
      <h3 className={styles.section}>{t('aftersales.holidays')}</h3>
      <Form.Item name="holidays" extra={t('aftersales.holidaysHint')}><DatePicker multiple maxTagCount="responsive" style={{ width: '100%' }} /></Form.Item>
      {result && !result.ok && <Alert type="error" role="alert" title={result.words} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" loading={busy}>{t('common.save')}</Button>
      {result?.ok && <span role="status" className={styles.result}>{result.words}</span>}
    </Form>
  );
}
