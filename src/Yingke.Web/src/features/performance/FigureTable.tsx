import { Table, Tooltip, type TableColumnsType } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { change, compare, show } from './format';
import { indicators, meaningOf, nameOf, unitOf } from './indicators';
import styles from './Performance.module.css';
import type { Cell, Section, Sections, Whose } from './types';

export interface Row { key: string; whose: Whose; figures: Sections; before?: Sections }

interface Props { rows: Row[] | undefined; total?: Row; section: Section; error: Error | null; onRetry: () => void; onOpen: (cell: Cell) => void }

/** One line each, one column an indicator; every figure is a link to what it was counted from. */
export function FigureTable({ rows, total, section, error, onRetry, onOpen }: Props) {
  const t = useT();
  const ids = Object.keys(indicators[section]);
  const unitWord = (id: string) => ({ seconds: t('performance.unitSeconds'), fen: t('performance.unitYuan') } as Record<string, string>)[unitOf(section, id)];
  const columns: TableColumnsType<Row> = [
    { key: 'name', title: t('performance.who'), width: 132, fixed: 'left', ellipsis: true, sorter: (a, b) => a.whose.name.localeCompare(b.whose.name, 'zh-CN'), render: (_, row) => row.whose.name },
    ...ids.map((id): TableColumnsType<Row>[number] => ({
      key: id, align: 'right', width: 118, showSorterTooltip: false,
      title: <Tooltip title={t(meaningOf(id))}><span className={styles.head} tabIndex={0}>{t(nameOf(id))}{unitWord(id) && <small>{unitWord(id)}</small>}</span></Tooltip>,
      sorter: (a, b, order) => compare(a.figures[section][id], b.figures[section][id], order === 'descend'),
      render: (_, row) => <Figure row={row} section={section} id={id} onOpen={onOpen} />,
    })),
  ];
  return (
    <DataTable<Row> grid={t('performance.title')} rows={rows} error={error} onRetry={onRetry} columns={columns} rowKey="key" scroll={{ x: 132 + ids.length * 118 }} sticky
      empty={<Nothing title={t('performance.none')} hint={t('performance.noneHint')} />}
      summary={total && (() => (
        <Table.Summary fixed="top">
          <Table.Summary.Row className={styles.total}>
            <Table.Summary.Cell index={0}>{total.whose.name}</Table.Summary.Cell>
            {ids.map((id, i) => <Table.Summary.Cell key={id} index={i + 1} align="right"><Figure row={total} section={section} id={id} onOpen={onOpen} /></Table.Summary.Cell>)}
          </Table.Summary.Row>
        </Table.Summary>
      ))} />
  );
}

function Figure({ row, section, id, onOpen }: { row: Row; section: Section; id: string; onOpen: (cell: Cell) => void }) {
  const t = useT();
  const [unit, value] = [unitOf(section, id), row.figures[section][id]];
  const words = show(value, unit);
  const moved = row.before && change(value, row.before[section][id], unit);
  return (
    <>
      <button type="button" className={styles.figure} aria-label={t('performance.open', { who: row.whose.name, what: t(nameOf(id)), value: words })} onClick={() => onOpen({ whose: row.whose, section, indicator: id })}>{words}</button>
      {row.before && <span className={styles.moved}>{moved ?? '—'}</span>}
    </>
  );
}
