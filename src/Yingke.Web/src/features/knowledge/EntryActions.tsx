import { Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { RightButton } from '@/shared/parts/RightButton';
import styles from './Knowledge.module.css';
import type { KnowledgeView } from './types';
import { useChange } from './useKnowledge';

/** What can be done with an entry as it stands. */
export function EntryActions({ entry, onEdit, onGone }: { entry: KnowledgeView; onEdit: () => void; onGone: () => void }) {
  const t = useT();
  const { busy, run } = useChange();
  const [asking, setAsking] = useState<'return' | 'withdrawal' | null>(null);
  const [note, setNote] = useState('');
  const { id, version, state } = entry;
  const used = state === 'published' || entry.inUse !== undefined;
  const act = (path: string, done: string, body: object = {}) => run(() => api.post(`/knowledge/${id}/${path}`, { version, ...body }), done);
  const answer = async () => {
    if (asking && (await act(asking, t(asking === 'return' ? 'knowledge.returned' : 'knowledge.withdrawn'), { note }))) setAsking(null);
  };
  const ask = (what: 'return' | 'withdrawal') => {
    setNote('');
    setAsking(what);
  };
  const discard = async () => {
    if ((await run(() => api.delete(`/knowledge/${id}/draft?version=${version}`), t('knowledge.discarded'))) && entry.revision === 0) onGone();
  };
  return (
    <div className={styles.actions}>
      {state === 'review' && <RightButton type="primary" right="knowledge.edit" why={entry.own && t('errors.own_text')} loading={busy} onClick={() => void act('publication', t('knowledge.published'))}>{t('knowledge.publish')}</RightButton>}
      {state === 'review' && <RightButton right="knowledge.edit" disabled={busy} onClick={() => ask('return')}>{t('knowledge.return')}</RightButton>}
      {state === 'draft' && <RightButton type="primary" right="knowledge.edit" loading={busy} onClick={() => void act('submission', t('knowledge.submitted'))}>{t('knowledge.submit')}</RightButton>}
      <RightButton right="knowledge.edit" disabled={busy} onClick={onEdit}>{t('common.edit')}</RightButton>
      {(state === 'draft' || state === 'review') && (
        <Popconfirm icon={null} title={t(entry.revision > 0 ? 'knowledge.discardTitle' : 'knowledge.removeTitle')} okText={t('knowledge.discard')} cancelText={t('common.cancel')} onConfirm={discard}>
          <RightButton right="knowledge.edit" disabled={busy}>{t('knowledge.discard')}</RightButton>
        </Popconfirm>
      )}
      {used && <RightButton right="knowledge.edit" disabled={busy} onClick={() => ask('withdrawal')}>{t('knowledge.withdraw')}</RightButton>}
      <Modal open={asking !== null} title={t(asking === 'return' ? 'knowledge.return' : 'knowledge.withdraw')} onCancel={() => setAsking(null)} onOk={() => void answer()} confirmLoading={busy}
        okText={t(asking === 'return' ? 'knowledge.return' : 'knowledge.withdraw')} cancelText={t('common.cancel')} okButtonProps={{ disabled: asking === 'return' && note.trim() === '' }}>
        <p className={styles.lead}>{t(asking === 'return' ? 'knowledge.returnWhy' : 'knowledge.withdrawWhy')}</p>
        <Input.TextArea autoFocus value={note} maxLength={500} autoSize={{ minRows: 3 }} aria-label={t('knowledge.note')} onChange={(event) => setNote(event.target.value)} />
      </Modal>
    </div>
  );
}
