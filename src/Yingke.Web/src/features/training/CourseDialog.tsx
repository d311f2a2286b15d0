import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Modal, Popconfirm, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { trainingChanged, useCourse } from './queries';
import styles from './Training.module.css';
import type { Course } from './types';

interface Asked { text: string; options: string; right: number[] }
interface Fields { title: string; stage: Course['line']['stage']; groups: string[]; material: string; passMark: number; everyDays?: number; passAnew?: boolean; questions: Asked[] }

const stages = ['before', 'on_the_job', 'regular'] as const;
const groups = ['presale', 'insale', 'aftersale'] as const;
const linesOf = (text: string | undefined) => (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** A course is written: what is read, the questions, and the pass mark. */
export function CourseDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useCourse(id);
  return (
    <Modal open title={t(id === null ? 'training.add' : 'training.change')} width={760} footer={null} onCancel={onClose} mask={{ closable: false }}>
      {id !== null && error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : id !== null && !data ? <Skeleton active /> : <CourseForm course={data} onClose={onClose} />}
    </Modal>
  );
}

function CourseForm({ course, onClose }: { course: Course | undefined; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const stage = Form.useWatch('stage', form) ?? course?.line.stage ?? 'before';
  const asked = Form.useWatch('questions', form) as (Asked | undefined)[] | undefined;
  const [refusal, setRefusal] = useState('');
  const act = async (work: Promise<unknown>) => {
    setRefusal('');
    try {
      await work;
      await trainingChanged();
      onClose();
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
  };
  const save = ({ questions, everyDays, ...fields }: Fields) => {
    const body = { ...fields, everyDays: fields.stage === 'regular' ? everyDays : undefined, version: course?.version, questions: questions.map(({ text, options, right }) => ({ text, options: linesOf(options), right: right.filter((n) => n < linesOf(options).length) })) };
    void act(course ? api.put(`/training/courses/${course.line.id}`, body) : api.post('/training/courses', body));
  };
  const required = [{ required: true, message: t('common.required') }];
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={save} scrollToFirstError initialValues={course ? {
      ...course.line, material: course.material, questions: course.questions.map(({ text, options, right }) => ({ text, options: options.join('\n'), right: right ?? [] })),
    } : { stage: 'before', groups: [], passMark: 80, everyDays: 90, questions: [{ text: '', options: '', right: [] }] }}>
      {refusal && <Alert type="error" role="alert" title={refusal} className={styles.result} />}
      <Form.Item name="title" label={t('training.course')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={60} /></Form.Item>
      <div className={styles.fields}>
        <Form.Item name="stage" label={t('training.stage')}><Select style={{ width: 160 }} options={stages.map((value) => ({ value, label: t(`training.stage_${value}`) }))} /></Form.Item>
        <Form.Item name="groups" label={t('training.for')}><Select mode="multiple" style={{ width: 240 }} placeholder={t('training.everybody')} options={groups.map((value) => ({ value, label: t(`training.group_${value}`) }))} /></Form.Item>
        <Form.Item name="passMark" label={t('training.passMark')} rules={required}><InputNumber min={1} max={100} precision={0} suffix="%" style={{ width: 96 }} /></Form.Item>
        <Form.Item name="everyDays" label={t('training.again')} hidden={stage !== 'regular'} rules={stage === 'regular' ? required : []}><InputNumber min={1} max={730} precision={0} suffix={t('training.days')} style={{ width: 112 }} /></Form.Item>
      </div>
      <Form.Item name="material" label={t('training.material')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input.TextArea rows={6} maxLength={20_000} /></Form.Item>
      <Form.List name="questions">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className={styles.question}>
                <legend>{t('training.question', { n: name + 1 })}{fields.length > 1 && <Button size="small" type="text" danger icon={<DeleteOutlined />} aria-label={t('training.removeQuestion')} onClick={() => remove(name)} />}</legend>
                <Form.Item name={[name, 'text']} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={500} placeholder={t('training.questionHint')} /></Form.Item>
                <Form.Item name={[name, 'options']} rules={[{ validator: (_, text: string) => (linesOf(text).length >= 2 ? Promise.resolve() : Promise.reject(new Error(t('training.twoOptions')))) }]}>
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} placeholder={t('training.optionsHint')} />
                </Form.Item>
                <Form.Item name={[name, 'right']} label={t('training.right')} rules={[{ required: true, type: 'array', min: 1, message: t('common.required') }]}>
                  <Checkbox.Group options={linesOf(asked?.[name]?.options).map((label, value) => ({ value, label }))} />
                </Form.Item>
              </fieldset>
            ))}
            <Button icon={<PlusOutlined />} className={styles.result} onClick={() => add({ text: '', options: '', right: [] })}>{t('training.addQuestion')}</Button>
          </>
        )}
      </Form.List>
      {course && <Form.Item name="passAnew" valuePropName="checked"><Checkbox>{t('training.passAnew')}</Checkbox></Form.Item>}
      <div className={styles.foot}>
        <Button type="primary" htmlType="submit">{t('common.save')}</Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        {course && (
          <Popconfirm title={t('training.archiveAsk')} okText={t('training.archive')} cancelText={t('common.cancel')} onConfirm={() => act(api.delete(`/training/courses/${course.line.id}`))}>
            <Button type="text" danger className={styles.end}>{t('training.archive')}</Button>
          </Popconfirm>
        )}
      </div>
    </Form>
  );
}
