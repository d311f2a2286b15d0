import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import styles from './BuyerCard.module.css';

export function NotesField({ notes, onSave }: { notes: string; onSave: (notes: string) => Promise<void> }) {
  const t = useT();
  const [text, setText] = useState<string | null>(null);
  if (text === null)
    return (
      <div className={styles.block}>
        <span className={styles.label}>{t('buyers.notes')}</span>
        <button type="button" className={notes ? styles.notes : styles.notesEmpty} onClick={() => setText(notes)}>{notes || t('buyers.notesHint')}</button>
      </div>
    );
  return (
    <div className={styles.block}>
      <span className={styles.label}>{t('buyers.notes')}</span>
      <Input.TextArea autoFocus value={text} maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} aria-label={t('buyers.notes')} onChange={(event) => setText(event.target.value)} />
      <Space>
        <Button size="small" type="primary" onClick={() => void onSave(text.trim()).then(() => setText(null))}>{t('common.save')}</Button>
        <Button size="small" onClick={() => setText(null)}>{t('common.cancel')}</Button>
      </Space>
    </div>
  );
}
