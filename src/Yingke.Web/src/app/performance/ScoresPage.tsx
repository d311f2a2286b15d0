import { DownloadOutlined, LockOutlined } from '@ant-design/icons';
import { Button, DatePicker, Dropdown, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { rangeOf } from '@/features/performance/ranges';
import { AdjustDialog } from '@/features/performance/scores/AdjustDialog';
import { FreezeDialog } from '@/features/performance/scores/FreezeDialog';
import { MarkDialog } from '@/features/performance/scores/MarkDialog';
import { ScoreTable } from '@/features/performance/scores/ScoreTable';
import styles from '@/features/performance/scores/Scores.module.css';
import type { Item, Line, ScoreRow, Sheet } from '@/features/performance/scores/types';
import { useFrozen, useScores } from '@/features/performance/scores/useScores';
import { usePerformanceTabs } from '@/features/performance/tabs';
import type { Cell, Range } from '@/features/performance/types';
import { useGuard, useReport } from '@/features/performance/useReports';
import { addressOf } from '@/shared/api/client';
import { comma, hasText, language, useT } from '@/shared/i18n/i18n';
import { Nothing } from '@/shared/parts/Nothing';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { formatExact } from '@/shared/time/format';
import { CellDrawer } from './CellDrawer';
import { GuardRails } from './GuardRails';

const rangeOfMonth = (month: string): Range => ({ from: `${month}-01`, to: dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD') });

/** 得分: a month of a scorecard, as it stands or as it was frozen. */
export default function ScoresPage() {
  const t = useT();
  const lang = useStore(language);
  const me = useMe();
  const edits = can(me, 'scorecards.edit');
  const asked = useSearchParams()[0];
  const [month, setMonth] = useState(() => asked.get('month') ?? rangeOf('lastMonth').from.slice(0, 7));
  const [chosen, setChosen] = useState<string | null>(null);
  // Null: the latest that was frozen, if there is one; empty: as it stands.
  const [closed, setClosed] = useState<string | null>(() => asked.get('frozen'));
  const [marking, setMarking] = useState<{ row: string; item: Item; line: Line } | null>(null);
  const [adjusting, setAdjusting] = useState<string | null>(null);
  const [freezing, setFreezing] = useState(false);
  const [cell, setCell] = useState<Cell | null>(null);
  const { data, error, refetch } = useScores(month);
  const card = data?.cards.find((one) => one.scorecardId === chosen) ?? data?.cards.find((one) => one.frozen.some((frozen) => frozen.id === closed)) ?? data?.cards[0];
  const revision = card && (card.frozen.find((one) => one.id === closed) ?? (closed === '' && card.now ? undefined : card.frozen[0]));
  const frozen = useFrozen(revision?.id ?? null);
  const sheet: Sheet | undefined = revision ? frozen.data?.sheet : card?.now;
  const editable = edits && !revision && card?.now !== undefined;
  const range = rangeOfMonth(month);
  const guard = useGuard(range, me.permissions['reports.view'] === 'all').data;
  const report = useReport(range, cell !== null).data;
  const rowOf = (id: string | null) => sheet?.rows.find((row) => row.agentId === id);
  const [marked, adjusted] = [rowOf(marking?.row ?? null), rowOf(adjusting)];
  const figure = (row: ScoreRow, item: Item) => item.of && item.indicator && setCell({ whose: { name: row.name, agentId: row.agentId }, section: item.of, indicator: item.indicator });
  const inspections = (row: ScoreRow) => setCell({ whose: { name: row.name, agentId: row.agentId }, section: 'all', indicator: 'attitude' });
  return (
    <Screen title={t('performance.title')} tabs={usePerformanceTabs()} actions={
      <>
        <DatePicker size="small" picker="month" allowClear={false} value={dayjs(`${month}-01`)} aria-label={t('scores.month')} onChange={(day: dayjs.Dayjs | null) => { if (day) { setMonth(day.format('YYYY-MM')); setClosed(null); } }} />
        {card && sheet && (
          <Dropdown menu={{ items: (['xlsx', 'csv'] as const).map((format) => ({ key: format, label: <a href={addressOf('/scores/export', { ...(revision ? { frozenId: revision.id } : { scorecardId: card.scorecardId, month }), format, language: lang })} download>{t(`performance.export_${format}`)}</a> })) }}>
            <Button size="small" icon={<DownloadOutlined />}>{t('performance.export')}</Button>
          </Dropdown>
        )}
        {card?.now && edits && <RightButton size="small" type="primary" icon={<LockOutlined />} right="scorecards.edit" why={!data?.isOver && t('scores.notOver')} onClick={() => setFreezing(true)}>{card.frozen.length > 0 ? t('scores.freezeAgain') : t('scores.freeze')}</RightButton>}
      </>
    }>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : data?.cards.length === 0 ? <Nothing title={t('scores.nothing', { month })} hint={edits ? t('scores.nothingHint') : t('scores.nothingOwn')} /> : (
        <>
          <div className={styles.bar}>
            {data && data.cards.length > 1 && <Segmented size="small" value={card?.scorecardId ?? ''} onChange={(id) => { setChosen(id); setClosed(null); }} options={data.cards.map((one) => ({ value: one.scorecardId, label: one.name }))} />}
            {data?.cards.length === 1 && <strong>{card?.name}</strong>}
            {card && card.frozen.length > 0 && (
              <Select size="small" value={revision?.id ?? ''} style={{ minWidth: 220 }} aria-label={t('scores.revision')} onChange={setClosed}
                options={[...(card.now ? [{ value: '', label: t('scores.asItStands') }] : []), ...card.frozen.map((one) => ({ value: one.id, label: t('scores.revisionOf', { n: one.revision, who: one.byName }) }))]} />
            )}
            <span className={styles.small}>{revision ? t('scores.frozenNote', { at: formatExact(revision.at), who: revision.byName }) + (revision.reason ? ` · ${revision.reason}` : '') : card && t(data?.isOver ? 'scores.previewNote' : 'scores.runningNote')}</span>
          </div>
          {guard && <GuardRails guard={guard} range={range} />}
          {sheet?.excluded?.map((one) => <p key={one.name + one.from} className={styles.small}>{t('scores.excluded', { name: one.name, from: one.from, to: one.to, what: one.indicators.map((id) => (hasText(`performance.name_${id}`) ? t(`performance.name_${id}` as never) : id)).join(comma()) })}</p>)}
          <ScoreTable key={revision?.id ?? card?.scorecardId} sheet={sheet} error={revision ? frozen.error : error} onRetry={() => void refetch()} editable={editable} onFigure={figure} onMark={(row, item, line) => setMarking({ row: row.agentId, item, line })} onAdjust={(row) => setAdjusting(row.agentId)} />
        </>
      )}
      {marking && marked && sheet && <MarkDialog sheet={sheet} row={marked} item={marking.item} line={marking.line} onClose={() => setMarking(null)} onInspections={() => { setMarking(null); inspections(marked); }} />}
      {adjusted && sheet && <AdjustDialog sheet={sheet} row={adjusted} editable={editable} onClose={() => setAdjusting(null)} />}
      {freezing && card?.now && <FreezeDialog card={card} sheet={card.now} onClose={() => setFreezing(false)} onDone={(id) => { setFreezing(false); setClosed(id); }} />}
      {cell && <CellDrawer key={JSON.stringify(cell)} cell={cell} range={range} report={report} onClose={() => setCell(null)} />}
    </Screen>
  );
}
