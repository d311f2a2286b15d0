import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select, Skeleton, Space, Tag } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { can, useMe } from '@/shared/session';
import { phrasesChanged } from './PhraseTab';
import styles from './Phrases.module.css';
import type { CourtesyWords, ExemptView } from './types';

const right = 'quality.decide';
const kinds = ['openings', 'closings', 'fillers'] as const;

/** What never counts as a hit, and the words by which greetings, farewells and fillers are recognised. */
export function WordsTab() {
  const { data, error, refetch } = useQuery({ queryKey: ['phrases', 'words'], queryFn: () => api.get<CourtesyWords>('/phrases/words') });
  return (
    <>
      <ExemptTexts />
      {data ? <Courtesy key={data.version} words={data} /> : error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />}
    </>
  );
}

function ExemptTexts() {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const { data } = useQuery({ queryKey: ['phrases', 'exempt'], queryFn: () => api.get<{ items: ExemptView[] }>('/phrases/exempt') });
  const act = async (what: () => Promise<unknown>) => {
    try {
      await what();
      setText('');
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
    phrasesChanged();
  };
  const add = () => text.trim() !== '' && void act(() => api.post('/phrases/exempt', { text: text.trim() }));
  return (
    <section>
      <h3 className={styles.part} style={{ marginTop: 0 }}>{t('phrases.exempt')}</h3>
      <p className={styles.lead}>{t('phrases.exemptLead')}</p>
      <Space.Compact style={{ marginBottom: 12 }}>
        <Input value={text} maxLength={100} disabled={!can(me, right)} placeholder={t('phrases.exemptHint')} aria-label={t('phrases.exempt')} style={{ width: 320 }} onChange={(event) => setText(event.target.value)} onPressEnter={add} />
        <Button disabled={!can(me, right) || text.trim() === ''} onClick={add}>{t('phrases.addExempt')}</Button>
      </Space.Compact>
      {data?.items.length === 0 && <p className={styles.quiet}>{t('phrases.noExempt')}</p>}
      <ul className={styles.tags}>
        {data?.items.map((one) => <li key={one.id}><Tag variant="filled" closable={can(me, right)} onClose={(event) => {
          event.preventDefault();
          void act(() => api.delete(`/phrases/exempt/${one.id}`));
        }}>{one.text}</Tag></li>)}
      </ul>
    </section>
  );
}

function Courtesy({ words }: { words: CourtesyWords }) {
  const t = useT();
  const me = useMe();
  const [lists, setLists] = useState({ openings: words.openings, closings: words.closings, fillers: words.fillers });
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async () => {
    setBusy(true);
    setRefusal('');
    try {
      await api.put('/phrases/words', { version: words.version, ...lists });
      void message.success(t('common.saved'));
      phrasesChanged();
    } catch (problem) {
      setRefusal(wordsOf(problem));
    }
    setBusy(false);
  };
  const wrong = lists.fillers.some((word) => [...word].length !== 1);
  return (
    <section>
      <h3 className={styles.part}>{t('phrases.courtesy')}</h3>
      <p className={styles.lead}>{t('phrases.courtesyLead')}</p>
      {kinds.map((kind) => (
        <label key={kind} className={styles.field}>
          <span>{t(`phrases.${kind}`)}</span>
          <Select mode="tags" open={false} suffixIcon={null} maxCount={100} disabled={!can(me, right)} value={lists[kind]} tokenSeparators={[' ', '、', ',', '，']} status={kind === 'fillers' && wrong ? 'error' : ''} onChange={(next: string[]) => setLists({ ...lists, [kind]: next })} />
          <span className={styles.small}>{t(`phrases.${kind}Hint`)}</span>
        </label>
      ))}
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <RightButton type="primary" right={right} loading={busy} disabled={wrong} onClick={() => void save()}>{t('common.save')}</RightButton>
    </section>
  );
}
