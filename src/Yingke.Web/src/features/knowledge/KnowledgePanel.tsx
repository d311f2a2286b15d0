import { Input, Skeleton } from 'antd';
import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { insertion } from '@/shared/insertion';
import { keyOf, useKeys } from '@/shared/keys';
import { Failure } from '@/shared/parts/Failure';
import { AnswerCard } from './AnswerCard';
import { AskEditors } from './AskEditors';
import styles from './Knowledge.module.css';
import type { FoundEntry } from './types';
import { useSearch } from './useKnowledge';

const taken = 5;

interface Props {
  conversationId: string;
  /** What the buyer wrote last: looked up by itself while nothing else is. */
  said?: string | undefined;
  product?: string | undefined;
}

/** 知识库 beside the talk: answers to what the buyer just wrote, or to what is typed; Enter puts one into the composer. */
export function KnowledgePanel({ conversationId, said, product }: Props) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const own = typed.trim();
  const asked = useDeferredValue(own || (said ?? '').trim().slice(0, 200));
  const { data, error, refetch } = useSearch(asked, { product, take: taken, enabled: asked !== '' });
  const page = data?.pages[0];
  // Of what the buyer wrote only a likely answer is worth the place; who searches sees all that is near.
  const found = page && (own || page.sure) ? page.items : [];
  useKeys({ knowledge: () => box.current?.querySelector('input')?.focus() });
  const insert = (text: string) => insertion.set({ conversationId, text });
  const move = (by: number, from: Element) => {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, [data-answer]') ?? [])];
    stops[stops.indexOf(from as HTMLElement) + by]?.focus();
  };
  const keys = (entry?: FoundEntry) => (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1, event.currentTarget);
    else if (event.key === 'Enter' && entry) insert(entry.answer);
    else if (event.key === 'Escape' && typed !== '') setTyped('');
    else return;
    event.preventDefault();
  };
  return (
    <div ref={box} className={styles.panel}>
      <Input size="small" allowClear value={typed} maxLength={200} placeholder={t('knowledge.panelHint', { key: keyOf('knowledge') })} aria-label={t('knowledge.askHint')} onChange={(event) => setTyped(event.target.value)} onKeyDown={keys(found[0])} />
      {asked !== '' && !page && (error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={false} paragraph={{ rows: 2 }} />)}
      {!own && found.length > 0 && <p className={styles.small}>{t('knowledge.mayAnswer')}</p>}
      {found.map((one, i) => <AnswerCard key={one.id} entry={one} open={i === 0} onInsert={insert} onKeys={keys(one)} />)}
      {own && page && found.length === 0 && <p className={styles.small}>{t('knowledge.noAnswer')}</p>}
      {!own && page && found.length === 0 && <p className={styles.small}>{t('knowledge.nothingLikely')}</p>}
      {asked === '' && <p className={styles.small}>{t('knowledge.panelEmpty')}</p>}
      {own && page?.sure === false && <AskEditors key={own} text={own} />}
    </div>
  );
}
