import { Alert, Button, DatePicker, Form, Input, Radio, Select, TreeSelect } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { branches, useCategories } from '@/shared/categories/categories';
import { useT } from '@/shared/i18n/i18n';
import styles from './Knowledge.module.css';
import type { KnowledgeContent } from './types';
import { knowledgeMoved } from './useKnowledge';

interface Fields { kind: KnowledgeContent['kind']; question: string; phrasings?: string; answer: string; categoryId?: string | null; products?: string[]; validFrom?: Dayjs | null; validTo?: Dayjs | null }

interface Props {
  id?: string;
  content: Partial<KnowledgeContent>;
  /** The one that the change begins with; null for a new entry. */
  version: number | null;
  unansweredId?: string | undefined;
  onCancel: () => void;
  onSaved: (id: string) => void;
}

const day = (text: string | undefined) => (text ? dayjs(text) : null);
const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** Writes an entry. What is saved is a draft; it is handed in from its own screen. */
export function EntryForm({ id, content, version, unansweredId, onCancel, onSaved }: Props) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { data: tree } = useCategories();
  const kind = Form.useWatch('kind', form) ?? content.kind ?? 'question';
  const save = async ({ kind: sort, question, phrasings = '', answer, categoryId, products = [], validFrom, validTo }: Fields) => {
    setBusy(true);
    setRefusal('');
    const body = {
      kind: sort, question, phrasings: lines(phrasings), answer, products, categoryId: categoryId ?? undefined, validFrom: validFrom?.format('YYYY-MM-DD'), validTo: validTo?.format('YYYY-MM-DD'),
    };
    try {
      const saved = id ? (await api.put(`/knowledge/${id}`, { version, content: body }), id) : (await api.post<{ id: string }>('/knowledge', { content: body, unansweredId })).id;
      await knowledgeMoved();
      onSaved(saved);
    } catch (error) {
      setRefusal(error instanceof Problem && error.field === 'validTo' ? t('knowledge.endsBefore') : wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)}
      initialValues={{ ...content, kind: content.kind ?? 'question', phrasings: (content.phrasings ?? []).join('\n'), validFrom: day(content.validFrom), validTo: day(content.validTo) }}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form.Item name="kind"><Radio.Group options={(['question', 'article'] as const).map((value) => ({ value, label: t(`knowledge.kind_${value}`) }))} /></Form.Item>
      <Form.Item name="question" label={t(kind === 'article' ? 'knowledge.articleTitle' : 'knowledge.question')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input autoFocus={!id} maxLength={200} /></Form.Item>
      <Form.Item name="phrasings" label={t('knowledge.phrasings')} extra={t('knowledge.phrasingsHint')}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
      <Form.Item name="answer" label={t(kind === 'article' ? 'knowledge.articleText' : 'knowledge.answer')} extra={t('knowledge.answerHint')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
        <Input.TextArea autoSize={{ minRows: kind === 'article' ? 10 : 4, maxRows: 20 }} maxLength={20_000} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="categoryId" label={t('knowledge.category')}><TreeSelect allowClear treeData={branches(tree?.items ?? [])} treeDefaultExpandAll showSearch={{ treeNodeFilterProp: 'title' }} placeholder={t('knowledge.noCategory')} /></Form.Item>
        <Form.Item name="products" label={t('knowledge.products')} extra={t('knowledge.productsHint')}><Select mode="tags" maxCount={50} open={false} suffixIcon={null} placeholder={t('knowledge.allProducts')} tokenSeparators={['\n', '、', '，', ',']} /></Form.Item>
        <Form.Item name="validFrom" label={t('knowledge.validFrom')}><DatePicker style={{ width: '100%' }} placeholder={t('knowledge.atOnce')} /></Form.Item>
        <Form.Item name="validTo" label={t('knowledge.validTo')}><DatePicker style={{ width: '100%' }} placeholder={t('knowledge.forEver')} /></Form.Item>
      </div>
      <div className={styles.actions}>
        <Button type="primary" htmlType="submit" loading={busy}>{t('knowledge.saveDraft')}</Button>
        <Button onClick={onCancel} disabled={busy}>{t('common.cancel')}</Button>
      </div>
    </Form>
  );
}
