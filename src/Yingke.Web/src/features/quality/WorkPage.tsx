import { App, Button, DatePicker, Dropdown, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useSearchParams } from 'react-router';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { InspectionTable } from './InspectionTable';
import styles from './Quality.module.css';
import { learnInspection, useInspectionCounts, useInspections, useInspectors } from './queries';
import { useTabs } from './tabs';
import type { Inspection, InspectionRow, InspectionView } from './types';

const views: readonly InspectionView[] = ['mine', 'unassigned', 'waiting', 'done', 'appeals'];

/** 质检: the work list, what all have to do, what came of it, and appeals. */
export default function WorkPage() {
  const t = useT();
  const tabs = useTabs();
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const view = (views as readonly string[]).includes(params.get('view') ?? '') ? (params.get('view') as InspectionView) : 'mine';
  const week = params.get('week') ?? undefined;
  const { data: counts } = useInspectionCounts();
  const list = useInspections(view, week);
  const set = (name: string, value: string | undefined) => setParams((now) => {
    const next = new URLSearchParams(now);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  }, { replace: true });
  const label = (one: InspectionView) => `${t(`quality.view_${one}`)}${counts && one !== 'done' ? ` ${counts[one]}` : ''}`;
  return (
    <Screen title={t('quality.title')} tabs={tabs}>
      <div className={styles.filters}>
        <Segmented<InspectionView> value={view} onChange={(next) => set('view', next)} options={views.map((value) => ({ value, label: label(value) }))} />
        <DatePicker picker="week" placeholder={t('quality.anyWeek')} aria-label={t('quality.week')} value={week ? dayjs(week) : null} onChange={(day) => set('week', day ? mondayOf(day.format('YYYY-MM-DD')) : undefined)} />
      </div>
      <InspectionTable rows={list.data?.pages.flatMap((page) => page.items)} error={list.error} onRetry={() => void list.refetch()}
        empty={<Nothing title={t(`quality.none_${view}`)} hint={t('quality.noneHint')} />}
        tools={can(me, 'quality.decide') && (view === 'unassigned' || view === 'waiting') ? (row) => <GiveTo row={row} /> : undefined} />
      {list.hasNextPage && <div className={styles.more}><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('common.loadMore')}</Button></div>}
    </Screen>
  );
}

/** Who else could inspect it. */
function GiveTo({ row }: { row: InspectionRow }) {
  const t = useT();
  const { message } = App.useApp();
  const { data } = useInspectors(true);
  const people = (data?.items ?? []).filter(({ id }) => id !== row.agent.id && id !== row.inspector?.id);
  const give = async (inspectorId: string) => {
    try {
      learnInspection(await api.put<Inspection>(`/inspections/${row.id}/inspector`, { inspectorId }));
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  return (
    <Dropdown trigger={['click']} menu={{ items: people.map(({ id, name }) => ({ key: id, label: name })), onClick: ({ key }) => void give(key) }}>
      <Button size="small" type="text">{t('quality.giveTo')}</Button>
    </Dropdown>
  );
}

export function mondayOf(day: string): string {
  const date = dayjs(day);
  return date.subtract((date.day() + 6) % 7, 'day').format('YYYY-MM-DD');
}
