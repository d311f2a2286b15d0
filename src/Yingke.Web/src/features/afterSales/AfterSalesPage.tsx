import { Button, Checkbox, Input, Pagination, Select, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatFen, formatTime } from '@/shared/time/format';
import styles from './AfterSales.module.css';
import { ApplicationDrawer } from './ApplicationDrawer';
import { useTabs } from './tabs';
import type { ApplicationRow, ApplicationState } from './types';
import { useFollow, useList } from './useAfterSales';
import { productWords, Remaining, StateTag } from './words';

const pageSize = 50;
const states: ApplicationState[] = ['applied', 'approved', 'sent_back', 'received', 'inspected', 'mismatched', 'rejected', 'platform_in', 'refunded', 'reshipped', 'repaired', 'as_it_was', 'withdrawn', 'closed'];
const types = ['refund', 'return', 'exchange', 'repair'] as const;

/** 售后工作台: what is due soonest first. */
export default function AfterSalesPage() {
  const t = useT();
  const lang = useStore(language);
  const tabs = useTabs();
  const [params, setParams] = useSearchParams();
  const [q, setQ] = useState(params.get('q') ?? '');
  const shown = params.get('id');
  const setShown = (id: string | null) => setParams((before) => {
    const next = new URLSearchParams(before);
    if (id) next.set('id', id); else next.delete('id');
    return next;
  }, { replace: true });
  useFollow();
  const get = (name: string) => params.get(name) ?? undefined;
  const set = (changes: Record<string, string | undefined>) => setParams((before) => {
    const next = new URLSearchParams(before);
    next.delete('page');
    for (const [name, value] of Object.entries(changes)) if (value) next.set(name, value); else next.delete(name);
    return next;
  }, { replace: true });
  const page = Number(get('page') ?? 1);
  const all = get('all') === '1';
  const { data, error, refetch } = useList({ state: get('state'), type: get('type'), q: get('q'), repeat: get('repeat') ? true : undefined, open: all || get('state') ? undefined : true, page, limit: pageSize });
  const columns: TableColumnsType<ApplicationRow> = [
    { key: 'due', title: t('aftersales.dueTitle'), width: 208, render: (_, row) => (row.due ? <Remaining due={row.due} dueAt={row.dueAt} /> : <span className={styles.calm}>—</span>) },
    { key: 'state', title: t('aftersales.state'), width: 104, render: (_, row) => <StateTag state={row.state} /> },
    { key: 'number', title: t('aftersales.number'), width: 152, render: (_, row) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(row.id)}>{row.number}</Button> },
    { key: 'type', title: t('aftersales.type'), width: 112, render: (_, row) => t(`aftersales.type_${row.type}`) },
    { key: 'product', title: t('aftersales.product'), ellipsis: true, render: (_, row) => <span title={productWords(row, t)}>{productWords(row, t)}</span> },
    { key: 'reason', title: t('aftersales.reason'), width: 128, ellipsis: true, render: (_, row) => <>{row.reason}{row.repeat && <Tag color="warning" style={{ marginInlineStart: 6 }}>{t('aftersales.repeat')}</Tag>}</> },
    { key: 'buyer', title: t('aftersales.buyer'), width: 96, ellipsis: true, render: (_, row) => row.buyerName },
    { key: 'sum', title: t('aftersales.sum'), width: 96, align: 'right', render: (_, row) => <span className={styles.figure}>{formatFen(row.refundedFen || row.askedFen)}</span> },
    { key: 'at', title: t('aftersales.appliedAt'), width: 112, render: (_, row) => formatTime(row.appliedAt, serverNow(), lang) },
  ];
  const filtered = Boolean(get('state') ?? get('type') ?? get('q') ?? get('repeat'));
  return (
    <Screen title={t('aftersales.title')} tabs={tabs}>
      <div className={styles.filters}>
        <Select allowClear placeholder={t('aftersales.allStates')} style={{ width: 160 }} value={get('state')} onChange={(value: string | undefined) => set({ state: value })}
          options={states.map((value) => ({ value, label: `${t(`aftersales.state_${value}`)}${data?.counts[value] ? ` ${data.counts[value]}` : ''}` }))} />
        <Select allowClear placeholder={t('aftersales.allTypes')} style={{ width: 120 }} value={get('type')} onChange={(value: string | undefined) => set({ type: value })}
          options={types.map((value) => ({ value, label: t(`aftersales.type_${value}`) }))} />
        <Input.Search allowClear placeholder={t('aftersales.searchHint')} style={{ width: 240 }} maxLength={60} value={q} onChange={(event) => setQ(event.target.value)} onSearch={(value) => set({ q: value.trim() })} />
        <Checkbox checked={get('repeat') === '1'} onChange={(event) => set({ repeat: event.target.checked ? '1' : undefined })}>{t('aftersales.repeatOnly')}</Checkbox>
        <Checkbox checked={all} onChange={(event) => set({ all: event.target.checked ? '1' : undefined })}>{t('aftersales.withClosed')}</Checkbox>
      </div>
      <DataTable<ApplicationRow> rows={data?.items} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 1080 }}
        empty={<Nothing title={t(filtered ? 'aftersales.noneFound' : 'aftersales.none')} hint={t(filtered ? 'aftersales.noneFoundHint' : 'aftersales.noneHint')} />} />
      {data && data.total > pageSize && <div className={styles.pager}><Pagination size="small" current={page} pageSize={pageSize} total={data.total} showSizeChanger={false} onChange={(next) => setParams((before) => { const p = new URLSearchParams(before); p.set('page', String(next)); return p; })} /></div>}
      {shown && <ApplicationDrawer id={shown} onClose={() => setShown(null)} />}
    </Screen>
  );
}
