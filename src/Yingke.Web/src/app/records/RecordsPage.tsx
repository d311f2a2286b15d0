import { Button } from 'antd';
import { useState } from 'react';
import { useAgents } from '@/features/accounts/staff/queries';
import { RecordFilters } from '@/features/conversations/records/RecordFilters';
import { RecordTable } from '@/features/conversations/records/RecordTable';
import styles from '@/features/conversations/records/Records.module.css';
import { useFilters, useRecords } from '@/features/conversations/records/useRecords';
import type { ConversationRow } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { RecordDrawer } from './RecordDrawer';

/** 会话记录: every conversation one may see, found by what is known of it. */
export function RecordsPage() {
  const t = useT();
  const me = useMe();
  const [filters, setFilters] = useFilters();
  const [open, setOpen] = useState<ConversationRow | null>(null);
  const agents = useAgents(can(me, 'agents.manage') || can(me, 'im.supervise'));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecords(filters);
  const rows = data?.pages.flatMap((page) => page.items);
  const at = open ? rows?.findIndex((row) => row.id === open.id) ?? -1 : -1;
  return (
    <Screen title={t('records.title')}>
      <RecordFilters filters={filters} agents={agents.data?.items ?? []} onChange={setFilters} />
      <RecordTable rows={rows} filtered={Object.values(filters).some(Boolean)} error={error} onRetry={() => void refetch()} onOpen={setOpen} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      {open && <RecordDrawer key={open.id} row={open} onClose={() => setOpen(null)}
        onPrevious={at > 0 ? () => setOpen(rows?.[at - 1] ?? null) : undefined} onNext={at >= 0 && rows && at < rows.length - 1 ? () => setOpen(rows[at + 1] ?? null) : undefined} />}
    </Screen>
  );
}
