import { App, Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { CategoryPicker } from '@/shared/categories/CategoryPicker';
import { useT } from '@/shared/i18n/i18n';
import styles from './Hotline.module.css';
import { callsMoved } from './queries';
import type { CallRow } from './types';

/** What was written and not saved, by call: folding the card or a reload of the list loses nothing. */
const drafts = new Map<string, { note: string; categoryId?: string | undefined }>();

/** 通话记录: what was asked, and its category. */
export function CallRecord({ call, beside }: { call: CallRow; beside: ReactNode }) {
  const t = useT();
  const { message } = App.useApp();
  const stored = { note: call.note ?? '', categoryId: call.categoryId ?? undefined };
  const [draft, setDraft] = useState(drafts.get(call.id) ?? stored);
  const [busy, setBusy] = useState(false);
  const changed = draft.note.trim() !== stored.note || draft.categoryId !== stored.categoryId;
  const set = (next: typeof draft) => {
    drafts.set(call.id, next);
    setDraft(next);
  };
  const save = async () => {
    setBusy(true);
    try {
      await api.put(`/calls/${call.id}/note`, { note: draft.note, ...(draft.categoryId && { categoryId: draft.categoryId }) });
      drafts.delete(call.id);
      callsMoved();
    } catch (error) {
      void message.error(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <div className={styles.record}>
      <Input.TextArea value={draft.note} maxLength={4000} autoSize={{ minRows: 3, maxRows: 8 }} placeholder={t('hotline.notePlaceholder')} aria-label={t('hotline.note')} onChange={(event) => set({ ...draft, note: event.target.value })} />
      <CategoryPicker value={draft.categoryId} onChange={(categoryId) => set({ ...draft, categoryId })} />
      <div className={styles.line}>
        <span className={styles.scripts}><Button size="small" type="primary" loading={busy} disabled={!changed} onClick={() => void save()}>{t('hotline.save')}</Button>{beside}</span>
        <span className={styles.quiet} role="status">{changed ? t('hotline.unsaved') : call.notedBy ? `${t('hotline.saved')} · ${call.notedBy.name}` : ''}</span>
      </div>
    </div>
  );
}
