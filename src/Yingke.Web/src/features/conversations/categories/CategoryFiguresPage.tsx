import { useQuery } from '@tanstack/react-query';
import { DatePicker, Segmented, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { today } from '@/shared/time/calendar';
import styles from './Categories.module.css';

interface NamedCount { name: string; count: number }
interface Figure { id: string; name: string; count: number; before: number; rise?: number; agents: NamedCount[]; products: NamedCount[] }
interface Report { from: string; to: string; total: number; items: Figure[] }

/** 咨询分类统计: what people ask, what rises most against the weeks before first. */
export default function CategoryFiguresPage() {
  const t = useT();
  const [days, setDays] = useState<[string, string] | null>(null);
  const [kind, setKind] = useState('all');
  const { data, error, refetch } = useQuery({
    queryKey: ['category-figures', days, kind],
    queryFn: () => api.get<Report>('/categories/figures', { query: { from: days?.[0], to: days?.[1], kind: kind === 'all' ? undefined : kind } }),
  });
  const columns: TableColumnsType<Figure> = [
    { key: 'name', title: t('categories.category'), ellipsis: true, dataIndex: 'name' },
    { key: 'count', title: t('categories.count'), width: 88, align: 'right', dataIndex: 'count' },
    { key: 'share', title: t('categories.share'), width: 88, align: 'right', render: (_, { count }) => (data && data.total > 0 ? ((count * 100) / data.total).toFixed(1) : '–') },
    { key: 'before', title: t('categories.before'), width: 136, align: 'right', render: (_, { before }) => before.toFixed(1) },
    { key: 'rise', title: t('categories.rise'), width: 104, align: 'right', render: (_, { rise, count }) => <Rise rise={rise} count={count} /> },
  ];
  return (
    <Screen title={t('categories.title')}>
      <div className={styles.filters}>
        <DatePicker.RangePicker aria-label={t('categories.period')} maxDate={dayjs(today())} placeholder={[t('categories.lastWeek'), t('categories.today')]} value={days ? [dayjs(days[0]), dayjs(days[1])] : null}
          onChange={(chosen) => setDays(chosen?.[0] && chosen[1] ? [chosen[0].format('YYYY-MM-DD'), chosen[1].format('YYYY-MM-DD')] : null)} />
        <Segmented value={kind} onChange={setKind} options={(['all', 'conversation', 'ticket', 'aftersale', 'call'] as const).map((value) => ({ value, label: t(`categories.kind_${value}`) }))} />
        {data && <span className={styles.total}>{t('categories.total', { from: data.from, to: data.to, n: data.total })}</span>}
      </div>
      <DataTable<Figure> rows={data?.items} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 640 }}
        expandable={{ expandedRowRender: (one) => <div className={styles.share}><Counts title={t('categories.byAgent')} items={one.agents} /><Counts title={t('categories.byProduct')} items={one.products} /></div>, rowExpandable: (one) => one.count > 0 }}
        empty={<Nothing title={t('categories.none')} hint={t('categories.noneHint')} />} />
    </Screen>
  );
}

function Rise({ rise, count }: { rise: number | undefined; count: number }) {
  const t = useT();
  if (rise === undefined) return count > 0 ? <span className={styles.up}>{t('categories.new')}</span> : <span className={styles.none}>–</span>;
  return <span className={rise > 0 ? styles.up : rise < 0 ? styles.down : styles.none}>{rise > 0 ? '+' : ''}{rise.toFixed(1)}</span>;
}

function Counts({ title, items }: { title: string; items: NamedCount[] }) {
  const t = useT();
  return (
    <div>
      <strong>{title}</strong>
      {items.length === 0 ? <p className={styles.none}>{t('categories.unknown')}</p> : <ul>{items.map(({ name, count }) => <li key={name}><span>{name}</span><span>{count}</span></li>)}</ul>}
    </div>
  );
}
