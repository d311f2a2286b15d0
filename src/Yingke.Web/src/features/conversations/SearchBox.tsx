import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useDeferredValue, useState, type KeyboardEvent } from 'react';
import { api } from '@/shared/api/client';
import type { ConversationRow, Page } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { SourceIcon } from './list/SourceIcon';
import { lastWords } from './log/words';
import styles from './SearchBox.module.css';
import { desk, learnRow } from './state/desk';
import { jumpTo } from './state/navigation';

/** One box for buyers and for what was said. */
export function SearchBox({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} width={560} destroyOnHidden styles={{ body: { margin: '-8px -12px' } }}>
      <Search onClose={onClose} />
    </Modal>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const t = useT();
  const me = useMe();
  const lang = useStore(language);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const asked = useDeferredValue(words.trim());
  const held = useStore(desk, (state) => state.rows);
  const { data, isFetching } = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => api.get<Page<ConversationRow>>('/conversations', { query: { q: asked, limit: 20 }, signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const known = new Map<string, ConversationRow>();
  if (asked !== '') {
    for (const row of held.values()) if (row.buyer.name.toLowerCase().includes(asked.toLowerCase())) known.set(row.id, row);
    for (const row of data?.items ?? []) known.set(row.id, row);
  }
  const found = [...known.values()].slice(0, 30);
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  const go = (row: ConversationRow | undefined) => {
    if (!row) return;
    learnRow(row);
    jumpTo(row.id, me.agent.id);
    onClose();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setChosen(found.length === 0 ? 0 : (at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter') go(found[at]);
  };
  return (
    <div onKeyDown={press}>
      <Input autoFocus size="large" variant="borderless" allowClear placeholder={t('conversations.searchPlaceholder')} aria-label={t('common.search')} value={words} maxLength={100}
        onChange={(event) => {
          setWords(event.target.value);
          setChosen(0);
        }} />
      <ul className={styles.found} role="listbox">
        {found.map((row, i) => (
          <li key={row.id} role="option" aria-selected={i === at} className={i === at ? styles.chosen : styles.row} onClick={() => go(row)} onMouseEnter={() => setChosen(i)}>
            <SourceIcon source={row.source} className={styles.icon} />
            <span className={styles.words}>
              <span className={styles.name}>{row.buyer.name}</span>
              <span className={styles.last}>{lastWords(row.last, t)}</span>
            </span>
            <span className={styles.side}>
              <span>{t(`conversations.state_${row.state}`)}{row.agent && ` · ${row.agent.name}`}</span>
              <time>{formatTime(row.last?.at ?? row.openedAt, serverNow(), lang)}</time>
            </span>
          </li>
        ))}
      </ul>
      {asked !== '' && !isFetching && found.length === 0 && <p className={styles.hint}>{t('conversations.nothingFound')}</p>}
      {asked === '' && <p className={styles.hint}>{t('conversations.searchExplained')}</p>}
    </div>
  );
}
