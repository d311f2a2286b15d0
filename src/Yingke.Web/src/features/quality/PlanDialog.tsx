import { Alert, Checkbox, Form, Input, InputNumber, Modal, Segmented, Select, Switch } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import type { Person, Plan, Rules, SheetView } from './types';

interface Props { plan: Plan | undefined; sheets: SheetView[]; inspectors: Person[]; onClose: () => void }

interface Fields { name: string; subject: Plan['subject']; sheetKey: string; inspectorIds: string[]; enabled: boolean; rules: Omit<Rules, 'longerThan'> & { longerThan?: number | null } }

/** A plan's name, what it draws, by which sheet and who inspects. */
export function PlanDialog({ plan, sheets, inspectors, onClose }: Props) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const subject = Form.useWatch('subject', form) ?? plan?.subject ?? 'conversations';
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async ({ rules: { longerThan, ...rules }, ...fields }: Fields) => {
    setBusy(true);
    setRefusal('');
    const body = { ...fields, subject: plan ? plan.subject : fields.subject, rules: { ...rules, ...(longerThan != null && { longerThan }) } };
    try {
      await (plan ? api.put(`/sampling-plans/${plan.id}`, { ...body, version: plan.version }) : api.post('/sampling-plans', body));
      await queries.invalidateQueries({ queryKey: ['sampling-plans'] });
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  const required = [{ required: true, message: t('common.required') }];
  const calls = subject === 'calls';
  return (
    <Modal open title={t(plan ? 'quality.editPlan' : 'quality.addPlan')} onCancel={onClose} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={busy} onOk={() => form.submit()} width={560} style={{ top: 24 }}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)} initialValues={{
        name: plan?.name ?? '', subject: plan?.subject ?? 'conversations', sheetKey: plan?.sheetKey ?? sheets[0]?.key, inspectorIds: plan?.inspectors.map(({ id }) => id) ?? [], enabled: plan?.enabled ?? true,
        rules: plan?.rules ?? { perAgent: 3, lowRatings: true, complaints: true, hits: true },
      }}>
        {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
        <Form.Item name="name" label={t('quality.planName')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={40} /></Form.Item>
        <Form.Item name="subject" label={t('quality.subject')}>
          <Segmented disabled={plan !== undefined} options={(['conversations', 'calls'] as const).map((value) => ({ value, label: t(`quality.subject_${value}`) }))} onChange={(value) => !plan && form.setFieldValue('sheetKey', value === 'calls' ? 'hotline' : sheets[0]?.key)} />
        </Form.Item>
        <Form.Item name={['rules', 'perAgent']} label={t('quality.perAgent')} rules={required}><InputNumber min={0} max={50} precision={0} suffix={t(calls ? 'quality.callsAWeek' : 'quality.talksAWeek')} style={{ width: 200 }} /></Form.Item>
        <Form.Item label={t('quality.alsoAll')} style={{ marginBottom: 8 }}>
          <Form.Item name={['rules', 'lowRatings']} valuePropName="checked" noStyle><Checkbox>{t(calls ? 'quality.ruleUnsatisfied' : 'quality.ruleLow')}</Checkbox></Form.Item>
          <span hidden={calls}>
            <Form.Item name={['rules', 'complaints']} valuePropName="checked" noStyle><Checkbox>{t('quality.ruleComplaints')}</Checkbox></Form.Item>
            <Form.Item name={['rules', 'hits']} valuePropName="checked" noStyle><Checkbox>{t('quality.ruleHits')}</Checkbox></Form.Item>
          </span>
        </Form.Item>
        <Form.Item name={['rules', 'longerThan']} extra={t('quality.longerHint')}><InputNumber min={1} max={100000} precision={0} controls={false} prefix={t('quality.longerThan')} suffix={t(calls ? 'quality.seconds' : 'quality.messages')} style={{ width: 260 }} aria-label={t('quality.longerThan')} /></Form.Item>
        <Form.Item name="sheetKey" label={t('quality.sheet')} rules={required}><Select options={sheets.map(({ key, sheet }) => ({ value: key, label: sheet.name }))} /></Form.Item>
        <Form.Item name="inspectorIds" label={t('quality.inspectors')} extra={t('quality.inspectorsHint')} rules={required}><Select mode="multiple" optionFilterProp="label" options={inspectors.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
        <Form.Item name="enabled" label={t('quality.byItself')} extra={t('quality.byItselfHint')} valuePropName="checked"><Switch /></Form.Item>
      </Form>
    </Modal>
  );
}
