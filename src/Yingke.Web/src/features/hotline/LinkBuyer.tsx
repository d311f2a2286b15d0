import { useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Hotline.module.css';
import { callsMoved } from './queries';
import type { Named } from './types';

/** An unknown number: one of those who have it, somebody else whom the shop knows, or a new buyer. */
export function LinkBuyer({ callId, candidates }: { callId: string; candidates: readonly Named[] }) {
  const t = useT();
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const found = useQuery({ queryKey: ['caller-search', words], queryFn: () => api.get<{ items: Named[] }>('/calls/buyers', { query: { q: words } }), enabled: words !== '' });
  const link = async (to: { buyerId: string } | { name: string }) => {
    setBusy(true);
    try {
      await api.put(`/calls/${callId}/buyer`, to);
      callsMoved();
    } catch (error) {
      void message.error(wordsOf(error));
      setBusy(false);
    }
  };
  const choice = (people: readonly Named[]) => people.map((one) => (
    <div key={one.id} className={styles.line}><span className={styles.cut} title={one.name}>{one.name}</span><Button size="small" disabled={busy} onClick={() => void link({ buyerId: one.id })}>{t('hotline.link')}</Button></div>
  ));
  return (
    <div className={styles.record}>
      {candidates.length > 0 ? <><span className={styles.quiet}>{t('hotline.candidates')}</span>{choice(candidates)}</> : <span className={styles.quiet}>{t('hotline.whoHint')}</span>}
      <Input.Search size="small" allowClear maxLength={60} placeholder={t('hotline.searchBuyer')} aria-label={t('hotline.searchBuyer')} onSearch={(text) => setWords(text.trim())} />
      {words && found.data && (found.data.items.length > 0 ? choice(found.data.items) : <span className={styles.quiet}>{t('hotline.noBuyerFound')}</span>)}
      <Input.Search size="small" maxLength={60} value={name} placeholder={t('hotline.newBuyerName')} aria-label={t('hotline.newBuyerName')} enterButton={t('hotline.newBuyer')} onChange={(event) => setName(event.target.value)}
        onSearch={(text) => text.trim() && void link({ name: text.trim() })} />
    </div>
  );
}
