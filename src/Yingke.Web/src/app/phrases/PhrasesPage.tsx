import { Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { HitTab } from '@/features/quality/phrases/HitTab';
import { ImportTab } from '@/features/quality/phrases/ImportTab';
import styles from '@/features/quality/phrases/Phrases.module.css';
import { PhraseTab } from '@/features/quality/phrases/PhraseTab';
import { WordsTab } from '@/features/quality/phrases/WordsTab';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { RecordById } from '../records/RecordById';

/** 违禁词: the list, what is exempt, imports, and what was hit. */
export default function PhrasesPage() {
  const t = useT();
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const [conversation, setConversation] = useState<string | null>(null);
  return (
    <div className={styles.plain}>
      <h2 className={styles.h2}>{t('phrases.title')}</h2>
      <p className={styles.lead}>{t('phrases.lead')}</p>
      <Tabs activeKey={query.get('tab') ?? 'list'} destroyOnHidden onChange={(tab) => setQuery({ tab }, { replace: true })} items={[
        { key: 'list', label: t('phrases.list'), children: <PhraseTab /> },
        { key: 'words', label: t('phrases.wordsTab'), children: <WordsTab /> },
        ...(can(me, 'quality.decide') ? [{ key: 'import', label: t('phrases.import'), children: <ImportTab /> }] : []),
        { key: 'hits', label: t('phrases.hits'), children: <HitTab onOpen={setConversation} /> },
      ]} />
      {conversation && <RecordById id={conversation} onClose={() => setConversation(null)} />}
    </div>
  );
}
