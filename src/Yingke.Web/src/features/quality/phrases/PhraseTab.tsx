import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm, Select, Space, Switch, type TableColumnsType } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { RightButton } from '@/shared/parts/RightButton';
import { can, useMe } from '@/shared/session';
import { SeverityWord, useSeverityOptions } from './parts';
import { PhraseDialog } from './PhraseDialog';
import styles from './Phrases.module.css';
import type { PhrasePage, PhraseView, Severity } from './types';

const right = 'quality.decide';
export const phrasesChanged = () => void queries.invalidateQueries({ queryKey: ['phrases'] });

/** The list: the shop's own, and below it what comes with the program. */
export function PhraseTab() {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [q, setQ] = useState('');
  const [severity, setSeverity] = useState<Severity>();
  const [dialog, setDialog] = useState<PhraseView | 'new' | null>(null);
  const asked = useDeferredValue(q.trim());
  const options = useSeverityOptions();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['phrases', 'list', asked, severity],
    queryFn: ({ pageParam, signal }) => api.get<PhrasePage>('/phrases', { query: { q: asked, severity, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const act = async (what: () => Promise<unknown>) => {
    try {
      await what();
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
    phrasesChanged();
  };
  const columns: TableColumnsType<PhraseView> = [
    { key: 'text', title: t('phrases.text'), render: (_, { text, off }) => <span className={off ? styles.off : styles.text}>{text}</span> },
    { key: 'severity', title: t('phrases.severity'), width: 112, render: (_, one) => <SeverityWord severity={one.severity} /> },
    { key: 'replacement', title: t('phrases.replacement'), width: 220, render: (_, { replacement }) => replacement ?? '' },
    { key: 'note', title: t('phrases.note'), width: 180, render: (_, { note }) => <span className={styles.quiet}>{note ?? ''}</span> },
    { key: 'on', title: t('phrases.on'), width: 72, render: (_, one) => <Switch size="small" checked={!one.off} disabled={!can(me, right)} aria-label={`${t('phrases.on')} ${one.text}`} onChange={(on) => void act(() => api.patch(`/phrases/${one.id}`, { off: !on }))} /> },
    {
      key: 'do', title: '', width: 132, align: 'right',
      render: (_, one) => (
        <Space size={4}>
          <RightButton size="small" type="text" right={right} onClick={() => setDialog(one)}>{t('common.edit')}</RightButton>
          {!one.shipped && (
            <Popconfirm icon={null} title={t('phrases.removeTitle', { text: one.text })} okText={t('common.delete')} cancelText={t('common.cancel')} disabled={!can(me, right)} onConfirm={() => act(() => api.delete(`/phrases/${one.id}`))}>
              <RightButton size="small" type="text" right={right}>{t('common.delete')}</RightButton>
            </Popconfirm>
          )}
        </Space>
      ),
    },
  ];
  const own = data?.pages.flatMap((page) => page.items);
  const shipped = data?.pages[0]?.shipped ?? [];
  const filtered = asked !== '' || severity !== undefined;
  return (
    <>
      <div className={styles.bar}>
        <Input.Search allowClear value={q} maxLength={100} placeholder={t('phrases.searchHint')} aria-label={t('common.search')} style={{ width: 240 }} onChange={(event) => setQ(event.target.value)} />
        <Select allowClear value={severity} options={options} placeholder={t('phrases.severity')} aria-label={t('phrases.severity')} style={{ width: 128 }} onChange={(value: Severity | undefined) => setSeverity(value)} />
        <div className={styles.end}><RightButton type="primary" icon={<PlusOutlined />} right={right} onClick={() => setDialog('new')}>{t('phrases.add')}</RightButton></div>
      </div>
      <h3 className={styles.part} style={{ marginTop: 0 }}>{t('phrases.own', { n: data?.pages[0]?.own ?? 0 })}</h3>
      <DataTable<PhraseView> rows={own} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()}
        empty={<Nothing title={t(filtered ? 'phrases.noneFound' : 'phrases.noneOwn')} hint={t(filtered ? 'phrases.noneFoundHint' : 'phrases.noneOwnHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
      {shipped.length > 0 && <>
        <h3 className={styles.part}>{t('phrases.shipped', { n: shipped.length })}</h3>
        <DataTable<PhraseView> rows={shipped} rowKey="id" columns={columns} onRetry={() => void refetch()} empty={null} />
      </>}
      {dialog && <PhraseDialog phrase={dialog === 'new' ? null : dialog} onClose={() => setDialog(null)} onSaved={() => {
        setDialog(null);
        phrasesChanged();
      }} />}
    </>
  );
}
