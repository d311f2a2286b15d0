import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, InputNumber, Select, Skeleton, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import styles from './Tickets.module.css';
import type { Department, TicketSettings, TicketSettingsAnswer, TicketType } from './types';

interface Fields extends Omit<TicketSettings, 'holidays' | 'missedCallbackFen'> { holidays: Dayjs[]; missedYuan: number }

const key = ['ticket-settings'];

/** 工单设置: types with their deadlines, departments, call-backs. */
export default function TicketSettingsPage() {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<TicketSettingsAnswer>('/ticket-settings') });
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={{ width: 160 }} paragraph={{ rows: 10 }} />;
  return (
    <div className={styles.plain}>
      <h2 className={styles.h2}>{t('tickets.settings')}</h2>
      <p className={styles.lead}>{t('tickets.settingsLead')}</p>
      <Sheet key={data.version} answer={data} />
    </div>
  );
}

function Sheet({ answer: { version, settings, agents } }: { answer: TicketSettingsAnswer }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async ({ holidays, missedYuan, ...rest }: Fields) => {
    setBusy(true);
    setRefusal('');
    const document: TicketSettings = {
      ...rest, types: rest.types.map(named), holidays: holidays.map((day) => day.format('YYYY-MM-DD')), missedCallbackFen: Math.round(missedYuan * 100),
      departments: rest.departments.map(({ name, agentIds }): Department => ({ name, agentIds: agentIds ?? [] })),
    };
    try {
      queries.setQueryData(key, await api.put<TicketSettingsAnswer>('/ticket-settings', { version, settings: document }));
      void queries.invalidateQueries({ queryKey: ['ticket-options'] });
      setSaved(true);
    } catch (error) {
      setRefusal(wordsOf(error));
    }
    setBusy(false);
  };
  const people = agents.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)} onValuesChange={() => setSaved(false)}
      initialValues={{ ...settings, holidays: settings.holidays.map((day) => dayjs(day)), missedYuan: settings.missedCallbackFen / 100 }}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <h3 className={styles.section}>{t('tickets.types')}</h3>
      <Form.List name="types">
        {(fields, { add, remove }) => <>
          {fields.map(({ key: row, name }) => (
            <div key={row} className={styles.filters}>
              <Form.Item name={[name, 'name']} noStyle rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input aria-label={t('tickets.typeName')} maxLength={20} style={{ width: 128 }} /></Form.Item>
              <Form.Item name={[name, 'replyMinutes']} noStyle rules={[{ required: true, message: t('common.required') }]}><InputNumber aria-label={t('tickets.replyDue')} min={1} max={44640} precision={0} controls={false} prefix={t('tickets.firstReply')} suffix={t('tickets.min')} style={{ width: 176 }} /></Form.Item>
              <Form.Item name={[name, 'resolveMinutes']} noStyle><InputNumber aria-label={t('tickets.resolveDue')} min={1} max={44640} precision={0} controls={false} prefix={t('tickets.resolved')} suffix={t('tickets.min')} style={{ width: 168 }} /></Form.Item>
              <Form.Item name={[name, 'onSite']} noStyle valuePropName="checked"><Switch checkedChildren={t('tickets.onSite')} unCheckedChildren={t('tickets.onSite')} aria-label={t('tickets.onSite')} /></Form.Item>
              <Form.Item name={[name, 'callBack']} noStyle valuePropName="checked"><Switch checkedChildren={t('tickets.callNextDay')} unCheckedChildren={t('tickets.callNextDay')} aria-label={t('tickets.callNextDay')} /></Form.Item>
              <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} disabled={fields.length === 1} onClick={() => remove(name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ key: '', name: '', replyMinutes: 1440, resolveMinutes: 1440, onSite: false, callBack: false })}>{t('tickets.addType')}</Button>
        </>}
      </Form.List>
      <h3 className={styles.section}>{t('tickets.departments')}</h3>
      <Form.List name="departments">
        {(fields, { add, remove }) => <>
          {fields.map(({ key: row, name }) => (
            <div key={row} className={styles.filters}>
              <Form.Item name={[name, 'name']} noStyle rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input aria-label={t('tickets.department')} maxLength={20} style={{ width: 128 }} /></Form.Item>
              <Form.Item name={[name, 'agentIds']} noStyle><Select mode="multiple" optionFilterProp="label" placeholder={t('tickets.members')} aria-label={t('tickets.members')} options={people} style={{ width: 440 }} /></Form.Item>
              <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ name: '', agentIds: [] })}>{t('tickets.addDepartment')}</Button>
        </>}
      </Form.List>
      <h3 className={styles.section}>{t('tickets.callbacks')}</h3>
      <Form.Item label={t('tickets.workingDays')} extra={t('tickets.workingDaysHint')}><Form.Item name="callbackOnWorkingDays" noStyle valuePropName="checked"><Switch aria-label={t('tickets.workingDays')} /></Form.Item></Form.Item>
      <Form.Item name="holidays" label={t('tickets.holidays')}><DatePicker multiple maxTagCount="responsive" style={{ width: 440 }} /></Form.Item>
      <Form.Item name="missedYuan" label={t('tickets.missedFine')} extra={t('tickets.missedFineHint')} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={0} max={10000} precision={2} controls={false} suffix={t('tickets.yuan')} style={{ width: 168 }} /></Form.Item>
      <Form.Item name="questions" label={t('tickets.questions')} extra={t('tickets.questionsHint')}><Select mode="tags" open={false} suffixIcon={null} maxCount={10} /></Form.Item>
      <div className={styles.foot}>
        <Button type="primary" htmlType="submit" loading={busy}>{t('common.save')}</Button>
        {saved && <span className={styles.result} role="status">{t('common.saved')}</span>}
      </div>
    </Form>
  );
}

/** A new type gets a word of its own for the data; nobody reads it. */
function named({ resolveMinutes, ...type }: TicketType): TicketType {
  return { ...type, key: type.key || `own_${Math.random().toString(36).slice(2, 10)}`, ...(resolveMinutes != null && { resolveMinutes }) };
}
