import { Button, Drawer } from 'antd';
import { useSearchParams } from 'react-router';
import { CallCardView } from '@/features/hotline/CallCardView';
import { CallFilterBar } from '@/features/hotline/CallFilterBar';
import { CallsTable } from '@/features/hotline/CallsTable';
import styles from '@/features/hotline/Hotline.module.css';
import { useCalls, type CallFilters } from '@/features/hotline/queries';
import { useT } from '@/shared/i18n/i18n';
import { Screen } from '@/shared/parts/Screen';
import { useCallTicket } from './useCallTicket';

const words = ['state', 'agentId', 'survey', 'from', 'to', 'q'] as const;
const flags = ['mine', 'unnoted'] as const;

/** 来电记录: the shop's calls, and the card of each. */
export default function CallsPage() {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const { dialog, doors } = useCallTicket();
  const filters: CallFilters = {
    ...Object.fromEntries(words.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : []))),
    ...Object.fromEntries(flags.flatMap((name) => (params.get(name) ? [[name, true]] : []))),
  };
  const calls = useCalls(filters);
  const set = (change: Record<string, string | boolean | undefined>) => setParams((now) => {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, String(value));
      else next.delete(name);
    }
    return next;
  }, { replace: true });
  const id = params.get('id');
  return (
    <Screen title={t('hotline.list')}>
      <CallFilterBar filters={filters} counts={calls.data?.pages[0]?.counts} onChange={(change) => set({ ...change })} />
      <CallsTable rows={calls.data?.pages.flatMap((page) => page.items)} error={calls.error} onRetry={() => void calls.refetch()} onOpen={(open) => set({ id: open })} />
      {calls.hasNextPage && <div className={styles.more}><Button loading={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      {id && <Drawer open size={480} title={t('hotline.card')} onClose={() => set({ id: undefined })}><CallCardView key={id} id={id} {...doors} /></Drawer>}
      {dialog}
    </Screen>
  );
}
