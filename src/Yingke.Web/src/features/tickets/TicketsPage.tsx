import { AppstoreOutlined, PlusOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Screen } from '@/shared/parts/Screen';
import { createSavedStore, useStore } from '@/shared/store';
import { OpenTicketDialog } from './OpenTicketDialog';
import { useCounts, useTicketOptions, useTickets, type TicketFilters, type TicketView } from './queries';
import { useTabs } from './tabs';
import { TicketBoard } from './TicketBoard';
import { TicketDrawer } from './TicketDrawer';
import { TicketTable } from './TicketTable';
import styles from './Tickets.module.css';

const look = createSavedStore<'list' | 'board'>('yingke.tickets.look', 'list');
const boardSize = 200;
const views: readonly TicketView[] = ['open', 'mine', 'unassigned', 'overdue', 'over'];

/** 工单: what has to be seen through, as a list or as a board. */
export default function TicketsPage() {
  const t = useT();
  const tabs = useTabs();
  const [params, setParams] = useSearchParams();
  const as = useStore(look);
  const [adding, setAdding] = useState(false);
  const { data: options } = useTicketOptions();
  const { data: counts } = useCounts();
  const view = (views as readonly string[]).includes(params.get('view') ?? '') ? (params.get('view') as TicketView) : 'open';
  const filters: TicketFilters = { view, ...pick(params, 'kind'), ...pick(params, 'department'), ...pick(params, 'q') };
  const tickets = useTickets(filters, as === 'board' ? boardSize : 50);
  const rows = tickets.data?.pages.flatMap((page) => page.items);
  const set = (name: string, value: string | undefined) => setParams((now) => {
    const next = new URLSearchParams(now);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  }, { replace: true });
  const open = (id: string) => set('id', id);
  const label = (one: TicketView) => `${t(`tickets.view_${one}`)}${counts && one !== 'over' ? ` ${counts[one]}` : ''}`;
  return (
    <Screen title={t('tickets.title')} tabs={tabs} actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('tickets.add')}</Button>}>
      <div className={styles.filters}>
        <Segmented<TicketView> value={view} onChange={(next) => set('view', next)} options={views.map((value) => ({ value, label: label(value) }))} />
        <Select allowClear placeholder={t('tickets.anyKind')} aria-label={t('tickets.kind')} style={{ width: 128 }} value={filters.kind} onChange={(kind?: string) => set('kind', kind)}
          options={options?.types.map(({ key, name }) => ({ value: key, label: name })) ?? []} />
        <Select allowClear placeholder={t('tickets.anyDepartment')} aria-label={t('tickets.department')} style={{ width: 128 }} value={filters.department} onChange={(name?: string) => set('department', name)}
          options={options?.departments.map(({ name }) => ({ value: name, label: name })) ?? []} />
        <Input.Search allowClear maxLength={100} defaultValue={filters.q} placeholder={t('tickets.searchHint')} aria-label={t('common.search')} style={{ width: 224 }} onSearch={(q) => set('q', q.trim())} />
        <Segmented className={styles.end} value={as} onChange={(next) => look.set(next)} aria-label={t('tickets.look')} options={[
          { value: 'list' as const, icon: <UnorderedListOutlined />, title: t('tickets.asList') }, { value: 'board' as const, icon: <AppstoreOutlined />, title: t('tickets.asBoard') },
        ]} />
      </div>
      {as === 'board' && rows && view !== 'over' ? <TicketBoard rows={rows} onOpen={open} />
        : as === 'board' && tickets.error && !rows ? <Failure error={tickets.error} onRetry={() => void tickets.refetch()} />
          : <TicketTable rows={rows} error={tickets.error} onRetry={() => void tickets.refetch()} onOpen={open} />}
      {tickets.hasNextPage && <div className={styles.more}><Button loading={tickets.isFetchingNextPage} onClick={() => void tickets.fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      {params.get('id') && <TicketDrawer key={params.get('id')} id={params.get('id') ?? ''} onClose={() => set('id', undefined)} />}
      {adding && <OpenTicketDialog onClose={() => setAdding(false)} onOpened={(ticket) => {
        setAdding(false);
        open(ticket.row.id);
      }} />}
    </Screen>
  );
}

function pick(params: URLSearchParams, name: 'kind' | 'department' | 'q'): Partial<TicketFilters> {
  const value = params.get(name);
  return value ? { [name]: value } : {};
}
