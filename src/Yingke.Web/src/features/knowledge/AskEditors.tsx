import { Button } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import styles from './Knowledge.module.css';
import { useChange } from './useKnowledge';

/** What was not found is put before the editors, counted with all who sought the same. */
export function AskEditors({ text }: { text: string }) {
  const t = useT();
  const [told, setTold] = useState(false);
  const { busy, run } = useChange();
  if (told) return <p className={styles.small} role="status">{t('knowledge.told')}</p>;
  return (
    <p className={styles.ask}>
      <span className={styles.small}>{t('knowledge.notIt')}</span>
      <Button size="small" loading={busy} onClick={() => void run(() => api.post('/knowledge/unanswered', { text })).then((ok) => ok && setTold(true))}>{t('knowledge.tellEditors')}</Button>
    </p>
  );
}
