import { Button, Tag, Tooltip, type TableColumnsType } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import performance from '../Performance.module.css';
import styles from './Scores.module.css';
import type { Item, Line, ScoreRow, Sheet } from './types';
import { itemName, points, shownValue } from './words';

interface Props {
  sheet: Sheet | undefined;
  error: Error | null;
  onRetry: () => void;
  /** Notes by hand may be changed. */
  editable: boolean;
  /** Opens what a figure was counted on; without it figures and adjustments are only read. */
  onFigure?: (row: ScoreRow, item: Item) => void;
  onMark?: (row: ScoreRow, item: Item, line: Line) => void;
  onAdjust?: (row: ScoreRow) => void;
}

const itemWidth = 116;

/** One line each: every item's raw value above its points, both subtotals, adjustments, the total. */
export function ScoreTable({ sheet, error, onRetry, editable, onFigure, onMark, onAdjust }: Props) {
  const t = useT();
  const columns: TableColumnsType<ScoreRow> = [
    { key: 'name', title: t('performance.who'), width: 132, fixed: 'left', ellipsis: true, render: (_, row) => row.company ? <Tooltip title={row.company}><span tabIndex={0}>{row.name}</span></Tooltip> : row.name },
    ...(['basic', 'professional'] as const).flatMap((section) => (sheet?.items ?? []).map((item, i) => ({ item, i })).filter(({ item }) => item.section === section).map(({ item, i }): TableColumnsType<ScoreRow>[number] => ({
      key: item.key, width: itemWidth, align: 'right',
      title: <Tooltip title={t(`scores.section_${section}`)}><span tabIndex={0} className={performance.head}>{itemName(item, t)}<small>{t('scores.ofFull', { n: item.full })}</small></span></Tooltip>,
      render: (_, row) => <Value who={row.name} item={item} line={row.lines[i]} editable={editable} onFigure={onFigure && (() => onFigure(row, item))} onMark={(line) => onMark?.(row, item, line)} />,
    }))),
    { key: 'basic', title: t('scores.basicSum'), width: 88, align: 'right', render: (_, row) => points(row.basic) },
    { key: 'professional', title: t('scores.professionalSum'), width: 88, align: 'right', render: (_, row) => points(row.professional) },
    { key: 'adjustments', title: t('scores.adjustments'), width: 108, align: 'right', render: (_, row) => <Adjusted row={row} editable={editable} onOpen={onAdjust && (() => onAdjust(row))} /> },
    {
      key: 'score', title: <span className={performance.head}>{t('scores.total')}<small>{sheet && t('scores.ofFull', { n: sheet.full })}</small></span>, width: 148, align: 'right', fixed: 'right',
      render: (_, row) => <span className={styles.total}>{row.score ?? '—'}{sheet && row.score !== undefined && row.counted < sheet.full && <Tooltip title={t('scores.reweighted', { counted: row.counted, full: sheet.full })}><Tag tabIndex={0} className={styles.part}>{t('scores.reweightedTag')}</Tag></Tooltip>}</span>,
    },
  ];
  return (
    <DataTable<ScoreRow> grid={t('scores.tabScores')} rows={sheet?.rows} error={error} onRetry={onRetry} rowKey="agentId" columns={columns} sticky scroll={{ x: 132 + (sheet?.items.length ?? 3) * itemWidth + 432 }}
      empty={<Nothing title={t('scores.nobody')} hint={t('scores.nobodyHint')} />} />
  );
}

function Value({ who, item, line, editable, onFigure, onMark }: { who: string; item: Item; line: Line | undefined; editable: boolean; onFigure: (() => void) | undefined; onMark: (line: Line) => void }) {
  const t = useT();
  if (!line) return null;
  const words = shownValue(item, line, t);
  const byHand = item.kind !== 'indicator';
  const empty = byHand && line.mark === undefined && line.value === undefined;
  return (
    <>
      {byHand
        ? editable ? <Button type="link" size="small" className={styles.link} onClick={() => onMark(line)}>{empty ? t(item.kind === 'graded' ? 'scores.grade' : 'scores.fillIn') : words}</Button> : words
        : !onFigure ? words : <button type="button" className={performance.figure} aria-label={t('performance.open', { who, what: itemName(item, t), value: words })} onClick={onFigure}>{words}</button>}
      <span className={performance.moved}>{line.points === undefined ? t('scores.leftOut') : t('scores.points', { n: points(line.points) })}</span>
    </>
  );
}

function Adjusted({ row, editable, onOpen }: { row: ScoreRow; editable: boolean; onOpen: (() => void) | undefined }) {
  const t = useT();
  const sum = row.adjustments.reduce((all, one) => all + one.points, 0);
  const words = row.adjustments.length === 0 ? (editable ? t('scores.adjust') : '—') : `${sum > 0 ? '+' : ''}${Number(sum.toFixed(2))}`;
  return onOpen && (editable || row.adjustments.length > 0) ? <Button type="link" size="small" className={styles.link} onClick={onOpen}>{words}</Button> : <>{words}</>;
}
