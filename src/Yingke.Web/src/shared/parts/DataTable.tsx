import { Skeleton, Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { useGrid } from '../grid';
import styles from './DataTable.module.css';
import { Failure } from './Failure';

interface Props<T> extends Omit<TableProps<T>, 'dataSource' | 'loading'> {
  /** Undefined while it is loading: then the rows are there, without words. */
  rows: readonly T[] | undefined;
  error?: Error | null;
  onRetry: () => void;
  empty: ReactNode;
  /** What the table is called: with it the whole table is one stop of Tab, and arrows go about in it. */
  grid?: string;
}

/** For a table in a screen's body: its head stays at the very top, over the body's padding. */
export const belowPadding = { offsetHeader: -12 };

const blanks = Array.from({ length: 8 }, (_, i) => ({ blank: i }));

/** A table that also knows how to load, to fail and to be empty. */
export function DataTable<T extends object>({ rows, error, onRetry, empty, columns = [], rowKey, grid, ...rest }: Props<T>) {
  const box = useGrid(Boolean(grid && rows));
  if (error && !rows) return <Failure error={error} onRetry={onRetry} />;
  if (!rows)
    return (
      <Table size="small" pagination={false} scroll={rest.scroll} rowKey="blank" dataSource={blanks} aria-busy
        columns={columns.map(({ title, width, align, fixed }, i) => ({
          key: i, title: typeof title === 'function' ? null : title, width, align, fixed,
          render: () => <Skeleton.Button active size="small" block style={{ height: 16, minWidth: 24 }} />,
        }))} />
    );
  const table = <Table<T> size="small" pagination={false} {...rest} rowKey={rowKey} columns={columns} dataSource={rows} locale={{ emptyText: empty }} />;
  return grid ? <div ref={box} className={styles.grid} role="grid" aria-label={grid} aria-readonly>{table}</div> : table;
}
