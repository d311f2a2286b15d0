import { Button, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { formatDate } from '@/shared/time/format';
import { Fen } from './SlipTable';
import styles from './Pay.module.css';
import type { PayLine } from './types';
import { causeName, pointsOf, yuan } from './words';

interface Row extends PayLine { key: string; who?: string }

interface Props { month: string; lines: Row[]; totalFen: number; onConversation: (id: string) => void }

/** Every line with what it was reckoned from, and the way to the facts. */
export function LineTable({ month, lines, totalFen, onConversation }: Props) {
  const t = useT();
  const columns: TableColumnsType<Row> = [
    ...(lines.some((line) => line.who !== undefined) ? [{ key: 'who', title: t('pay.who'), width: 110, ellipsis: true, render: (_: unknown, line: Row) => line.who }] : []),
    { key: 'kind', title: t('pay.kind'), width: 72, render: (_, line) => t(`pay.kind_${line.kind}`) },
    { key: 'cause', title: t('pay.cause'), width: 128, ellipsis: true, render: (_, line) => causeName(line.cause, t) },
    {
      key: 'basis', title: t('pay.basis'),
      render: (_, line) => (
        <>
          {line.basis ?? ''}{line.points !== undefined && <span className={styles.small}>{pointsOf(line.points, t)}</span>}{line.at && <span className={styles.small}> {formatDate(line.at)}</span>}
          {line.conversationId && <> <Button type="link" size="small" className={styles.link} onClick={() => onConversation(line.conversationId ?? '')}>{t('pay.conversation')}</Button></>}
          {line.frozenId && <> <Link style={{ whiteSpace: 'nowrap' }} to={`/performance/scores?month=${month}&frozen=${line.frozenId}`}>{t('pay.scores')}</Link></>}
        </>
      ),
    },
    { key: 'fen', title: t('pay.amountYuan'), width: 118, align: 'right', render: (_, line) => <Fen fen={line.fen} /> },
  ];
  return (
    <Table<Row> size="small" pagination={false} rowKey="key" dataSource={lines} columns={columns}
      summary={() => <Table.Summary.Row><Table.Summary.Cell index={0} colSpan={columns.length - 1}>{t('pay.total')}</Table.Summary.Cell><Table.Summary.Cell index={1} align="right"><span className={styles.sum}>{yuan(totalFen)}</span></Table.Summary.Cell></Table.Summary.Row>} />
  );
}
