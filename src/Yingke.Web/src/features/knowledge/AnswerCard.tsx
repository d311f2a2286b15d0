import { DownOutlined, EnterOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { comma, useT } from '@/shared/i18n/i18n';
import styles from './Knowledge.module.css';
import type { FoundEntry } from './types';
import { useValidity } from './words';

interface Props {
  entry: FoundEntry;
  open: boolean;
  /** Puts the answer into the composer; without it there is none. */
  onInsert?: (text: string) => void;
  /** Keys that belong to the list around it. */
  onKeys?: (event: KeyboardEvent) => void;
}

/** One entry: its question, and what is answered. */
export function AnswerCard({ entry, open, onInsert, onKeys }: Props) {
  const t = useT();
  const [turned, setTurned] = useState(false);
  const shown = open !== turned;
  const validity = useValidity()({ ...(entry.validTo && { validTo: entry.validTo }) });
  return (
    <article className={styles.answer}>
      <button type="button" className={styles.asked} aria-expanded={shown} data-answer onKeyDown={onKeys} onClick={() => setTurned(!turned)}>
        {shown ? <DownOutlined /> : <RightOutlined />}<span>{entry.question}</span>
      </button>
      {shown && <>
        <p className={styles.words}>{entry.answer}</p>
        {(entry.products.length > 0 || validity) && <p className={styles.small}>{[entry.products.join(comma()), validity].filter(Boolean).join(' · ')}</p>}
      </>}
      {onInsert && shown && <div><Button size="small" icon={<EnterOutlined />} title={t('knowledge.insertHint')} onClick={() => onInsert(entry.answer)}>{t('knowledge.insert')}</Button></div>}
    </article>
  );
}
