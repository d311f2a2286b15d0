import { Modal, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import styles from './Knowledge.module.css';
import type { KnowledgeView, UnansweredView } from './types';
import { useChange, useEntries } from './useKnowledge';

/** The answer is there already, under other words: these are added to it. */
export function PhrasingDialog({ question, onClose, onDone }: { question: UnansweredView; onClose: () => void; onDone: (id: string) => void }) {
  const t = useT();
  const [q, setQ] = useState('');
  const [id, setId] = useState<string>();
  const { busy, run } = useChange();
  const { data, isFetching } = useEntries({ q: useDeferredValue(q.trim()), state: undefined, categoryId: undefined });
  const add = async () => {
    if (!id) return;
    const added = await run(async () => {
      const { version, content } = await api.get<KnowledgeView>(`/knowledge/${id}`);
      await api.put(`/knowledge/${id}`, { version, content: { ...content, phrasings: [...content.phrasings, question.text] }, unansweredId: question.id });
    }, t('knowledge.phrasingAdded'));
    if (added) onDone(id);
  };
  return (
    <Modal open title={t('knowledge.addPhrasing')} onCancel={onClose} onOk={() => void add()} okText={t('knowledge.addPhrasing')} cancelText={t('common.cancel')} confirmLoading={busy} okButtonProps={{ disabled: !id }}>
      <p className={styles.lead}>{t('knowledge.addPhrasingTo', { text: question.text })}</p>
      <Select autoFocus value={id ?? null} loading={isFetching} style={{ width: '100%' }} placeholder={t('knowledge.searchHint')} aria-label={t('knowledge.question')} onChange={(one: string | null) => setId(one ?? undefined)}
        showSearch={{ filterOption: false, onSearch: setQ }} options={(data?.pages.flatMap((page) => page.items) ?? []).map((one) => ({ value: one.id, label: one.question }))} />
    </Modal>
  );
}
