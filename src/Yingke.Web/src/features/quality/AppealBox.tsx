import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Quality.module.css';
import { learnInspection } from './queries';
import type { Inspection } from './types';

/** 申诉: once, with a reason, within three days. */
export function AppealBox({ inspection }: { inspection: Inspection }) {
  const t = useT();
  const lang = useStore(language);
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const appeal = async () => {
    setBusy(true);
    try {
      learnInspection(await api.post<Inspection>(`/inspections/${inspection.row.id}/appeal`, { text }));
    } catch (error) {
      void message.error(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <div className={styles.box}>
      <Input.TextArea value={text} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t('quality.appealPlaceholder')} aria-label={t('quality.appealReason')} onChange={({ target }) => setText(target.value)} />
      <div className={styles.actions}>
        <span className={styles.small}>{inspection.row.appealUntil && t('quality.appealUntil', { at: formatTime(inspection.row.appealUntil, serverNow(), lang) })}</span>
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void appeal()}>{t('quality.appeal')}</Button>
      </div>
    </div>
  );
}
