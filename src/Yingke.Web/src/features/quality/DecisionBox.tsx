import { App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Quality.module.css';
import { learnInspection } from './queries';
import type { Inspection, Marks } from './types';

interface Props { inspection: Inspection; changing: boolean; onChanging: (changing: boolean) => void; marks: Marks }

/** The supervisor's word on an appeal: the score stays, or becomes that of the marks as they now stand. */
export function DecisionBox({ inspection, changing, onChanging, marks }: Props) {
  const t = useT();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const decide = async () => {
    setBusy(true);
    try {
      learnInspection(await api.post<Inspection>(`/inspections/${inspection.row.id}/decision`, { version: inspection.version, text, ...(changing && { marks }) }));
      onChanging(false);
    } catch (error) {
      void message.error(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <div className={styles.box}>
      <Checkbox checked={changing} onChange={({ target }) => onChanging(target.checked)}>{t('quality.changeScore')}</Checkbox>
      <Input.TextArea value={text} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t('quality.decisionPlaceholder')} aria-label={t('quality.decisionReason')} onChange={({ target }) => setText(target.value)} />
      <div className={styles.actions}>
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void decide()}>{t(changing ? 'quality.decideChanged' : 'quality.decideUpheld')}</Button>
      </div>
    </div>
  );
}
