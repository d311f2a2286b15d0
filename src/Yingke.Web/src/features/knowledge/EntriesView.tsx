import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, type TableColumnsType, TreeSelect } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api } from '@/shared/api/client';
import { branches, pathOf, useCategories } from '@/shared/categories/categories';
import { language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { EntryDrawer } from './EntryDrawer';
import { Frame } from './Frame';
import styles from './Knowledge.module.css';
import { states, type KnowledgeRow, type KnowledgeState } from './types';
import { useChange, useCounts, useEntries } from './useKnowledge';
import { StateWord, Validity } from './words';

/** All entries, with what waits to be looked at. */
export function EntriesView() {
  const t = useT();
  const lang = useStore(language);
  const [q, setQ] = useState('');
  const [state, setState] = useState<KnowledgeState>();
  const [categoryId, setCategoryId] = useState<string>();
  const [open, setOpen] = useState<string | null>(null);
  const [chosen, setChosen] = useState<KnowledgeRow[]>([]);
  const { busy, run } = useChange();
  const { data: counts } = useCounts(true);
  const { data: tree } = useCategories();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEntries({ q: useDeferredValue(q.trim()), state, categoryId });
  const rows = data?.pages.flatMap((page) => page.items);
  const filtered = q.trim() !== '' || state !== undefined || categoryId !== undefined;
  const pass = async () => {
    const entries = chosen.map(({ id, version }) => ({ id, version }));
    if (await run(() => api.post('/knowledge/publications', { entries }), t('knowledge.publishedMany', { n: entries.length }))) setChosen([]);
  };
  const choose = (next: KnowledgeState | undefined) => {
    setState(next);
    setChosen([]);
  };
  const columns: TableColumnsType<KnowledgeRow> = [
    {
      key: 'question', title: t('knowledge.question'),
      render: (_, one) => (
        <button type="button" className={styles.link} onClick={() => setOpen(one.id)}>
          {one.question}{one.kind === 'article' && <span className={styles.kind}>{t('knowledge.kind_article')}</span>}
        </button>
      ),
    },
    { key: 'phrasings', title: t('knowledge.phrasings'), width: 132, align: 'right', className: styles.number, render: (_, { phrasings }) => (phrasings > 0 ? phrasings : '') },
    { key: 'category', title: t('knowledge.category'), width: 148, render: (_, one) => (one.categoryId && tree ? pathOf(tree.items, one.categoryId) : '') },
    { key: 'state', title: t('knowledge.state'), width: 128, render: (_, one) => <><StateWord state={one.state} />{one.inUse && one.state !== 'published' && <span className={styles.small}> · {t('knowledge.oldInUse')}</span>}</> },
    { key: 'valid', title: t('knowledge.valid'), width: 216, render: (_, one) => <Validity row={one} /> },
    { key: 'writer', title: t('knowledge.writer'), width: 88, render: (_, { writerName }) => writerName },
    { key: 'changed', title: t('knowledge.changed'), width: 104, align: 'right', render: (_, { changedAt }) => <time dateTime={changedAt} title={formatExact(changedAt)}>{formatTime(changedAt, serverNow(), lang)}</time> },
  ];
  return (
    <Frame actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>{t('knowledge.add')}</Button>}>
      <div className={styles.bar}>
        <Input.Search allowClear value={q} maxLength={200} placeholder={t('knowledge.searchHint')} aria-label={t('common.search')} style={{ width: 240 }} onChange={(event) => setQ(event.target.value)} />
        <Segmented<string> value={state ?? 'all'} onChange={(value) => choose(value === 'all' ? undefined : (value as KnowledgeState))}
          options={[{ value: 'all', label: t('knowledge.all') }, ...states.map((value) => ({ value, label: counts ? `${t(`knowledge.state_${value}`)} ${counts[value]}` : t(`knowledge.state_${value}`) }))]} />
        <TreeSelect allowClear value={categoryId ?? null} treeData={branches(tree?.items ?? [])} placeholder={t('knowledge.category')} aria-label={t('knowledge.category')} style={{ width: 168 }} treeDefaultExpandAll
          onChange={(id: string | null) => setCategoryId(id ?? undefined)} />
        {state === 'review' && <Button disabled={chosen.length === 0} loading={busy} onClick={() => void pass()}>{chosen.length > 0 ? t('knowledge.publishMany', { n: chosen.length }) : t('knowledge.publishChosen')}</Button>}
      </div>
      <DataTable<KnowledgeRow> rows={rows} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} sticky={belowPadding}
        {...(state === 'review' && {
          rowSelection: { selectedRowKeys: chosen.map((one) => one.id), onChange: (_: unknown, some: KnowledgeRow[]) => setChosen(some), getCheckboxProps: (one: KnowledgeRow) => ({ disabled: one.own, title: one.own ? t('errors.own_text') : undefined, 'aria-label': one.question }) },
        })}
        empty={<Nothing title={t(filtered ? 'knowledge.noneFound' : 'knowledge.none')} hint={t(filtered ? 'knowledge.noneFoundHint' : 'knowledge.noneHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      {open && <EntryDrawer key={open} id={open === 'new' ? null : open} onOpen={setOpen} onClose={() => setOpen(null)} />}
    </Frame>
  );
}
