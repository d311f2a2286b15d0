import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { addressOf } from '@/shared/api/client';
import { hasText, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import styles from './History.module.css';
import type { BadLine, HistoryImport } from './types';

/** The lines that were not taken: which, where in them, and why; all of them as a file. */
export function BadLines({ one, open }: { one: HistoryImport; open: boolean }) {
  const t = useT();
  const [shown, setShown] = useState(open);
  const reason = (code: string) => {
    const key = `history.reason_${code}`;
    return hasText(key) ? t(key) : code;
  };
  const columns: TableColumnsType<BadLine> = [
    { key: 'line', title: t('history.line'), width: 96, align: 'right', render: (_, { line }) => line.toLocaleString('en-US') },
    { key: 'field', title: t('history.field'), width: 160, render: (_, { field }) => (field ? <code>{field}</code> : t('history.wholeLine')) },
    { key: 'reason', title: t('history.reason'), render: (_, line) => reason(line.reason) },
  ];
  const n = (value: number) => value.toLocaleString('en-US');
  return (
    <div className={styles.lines}>
      <div className={styles.linesHead}>
        <Button type="link" size="small" aria-expanded={shown} onClick={() => setShown(!shown)}>{t(shown ? 'history.hideBad' : 'history.showBad')}</Button>
        <Button size="small" href={addressOf(`/history/imports/${one.id}/bad-lines`)} download>{t('history.downloadBad')}</Button>
      </div>
      {shown && (
        <>
          {one.badCount > one.bad.length && <p className={styles.none}>{t('history.badLinesOf', { n: n(one.badCount), shown: n(one.bad.length) })}</p>}
          <DataTable<BadLine> rows={one.bad} rowKey={(line) => `${line.line}/${line.field ?? ''}`} columns={columns} onRetry={() => undefined} scroll={{ y: 264 }} empty={null} />
        </>
      )}
    </div>
  );
}
