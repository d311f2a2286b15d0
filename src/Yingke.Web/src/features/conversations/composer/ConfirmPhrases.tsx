import { Button, Modal } from 'antd';
import { useRef } from 'react';
import { useT } from '@/shared/i18n/i18n';
import type { Hit } from '@/shared/phrases/matcher';
import { marked } from './PhraseMarks';
import styles from './Phrases.module.css';

interface Props { asked: { text: string; hits: readonly Hit[] } | null; onSend: () => void; onBack: () => void }

/** Before a text with phrases that warn goes out. The way back has the focus: Enter never sends by mistake, Tab and Enter do. */
export function ConfirmPhrases({ asked, onSend, onBack }: Props) {
  const t = useT();
  const back = useRef<HTMLButtonElement>(null);
  const hits = asked?.hits.filter((hit) => hit.severity === 'warn') ?? [];
  return (
    <Modal open={asked !== null} width={480} destroyOnHidden title={t('conversations.phraseAsk')} onCancel={onBack} afterOpenChange={(open) => open && back.current?.focus()}
      footer={<><Button ref={back} onClick={onBack}>{t('conversations.phraseBack')}</Button><Button type="primary" danger onClick={onSend}>{t('conversations.phraseSend')}</Button></>}>
      {asked && <p className={styles.quote}>{marked(asked.text, hits)}</p>}
      <ul className={styles.reasons}>
        {hits.map((hit) => <li key={hit.start}><b className={styles.isWarn}>{hit.text}</b> <small>{[hit.note, hit.replacement !== undefined && t('conversations.phraseReplace', { words: hit.replacement })].filter(Boolean).join(' · ')}</small></li>)}
      </ul>
      <p style={{ margin: '12px 0 0' }}>{t('conversations.phraseAskHint')}</p>
    </Modal>
  );
}
