import { useQuery } from '@tanstack/react-query';
import { Input, Modal, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import type { ConversationRow, Schema } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { can, useMe } from '@/shared/session';
import styles from './StaffTalk.module.css';
import type { Link } from './types';

export interface Picked { kind: Link['kind']; id: string; label: string }

const shown = 20;

/** A conversation or ticket out of those that the writer may see. */
export function LinkPicker({ onPick, onClose }: { onPick: (picked: Picked) => void; onClose: () => void }) {
  const t = useT();
  const tickets = can(useMe(), 'tickets.handle');
  const [kind, setKind] = useState<Link['kind']>('conversation');
  const [q, setQ] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: ['staff-talk-links', kind, q], queryFn: () => find(kind, q) });
  return (
    <Modal open title={t('staffTalk.addLink')} width={520} footer={null} onCancel={onClose}>
      <div className={styles.pick}>
        {tickets && <Segmented<Link['kind']> value={kind} onChange={setKind} options={(['conversation', 'ticket'] as const).map((value) => ({ value, label: t(`staffTalk.kind_${value}`) }))} />}
        <Input.Search allowClear maxLength={100} placeholder={t(`staffTalk.search_${kind}`)} aria-label={t('common.search')} onSearch={(text) => setQ(text.trim())} />
      </div>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : data.length === 0 ? <Nothing title={t('staffTalk.noneFound')} /> : (
        <ul className={styles.found}>{data.map((one) => <li key={one.id}><button type="button" onClick={() => onPick(one)}><b>{one.label}</b><span>{one.words}</span></button></li>)}</ul>
      )}
    </Modal>
  );
}

async function find(kind: Link['kind'], q: string): Promise<(Picked & { words: string })[]> {
  const query = { limit: shown, q: q || undefined };
  if (kind === 'ticket') {
    const { items } = await api.get<{ items: Schema<'TicketRow'>[] }>('/tickets', { query });
    return items.map(({ id, number, title, buyer }) => ({ kind, id, label: `#${number}`, words: [title, buyer?.name].filter(Boolean).join(' · ') }));
  }
  const { items } = await api.get<{ items: ConversationRow[] }>('/conversations', { query });
  return items.map(({ id, buyer, last }) => ({ kind, id, label: buyer.name, words: last?.text ?? '' }));
}
