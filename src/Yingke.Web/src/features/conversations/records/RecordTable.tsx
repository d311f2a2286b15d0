import type { TableColumnsType } from 'antd';
import type { ConversationRow } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatDuration, formatExact, formatTime } from '@/shared/time/format';
import { InquiryTag } from '../list/InquiryTag';
import { SourceIcon } from '../list/SourceIcon';
import { WaitClock } from '../list/WaitClock';
import { lastWords } from '../log/words';
import styles from './Records.module.css';

interface Props { rows: ConversationRow[] | undefined; filtered: boolean; error: Error | null; onRetry: () => void; onOpen: (row: ConversationRow) => void }

export function RecordTable({ rows, filtered, error, onRetry, onOpen }: Props) {
  const t = useT();
  const lang = useStore(language);
  const none = <span className={styles.none}>–</span>;
  const columns: TableColumnsType<ConversationRow> = [
    { key: 'at', title: t('records.openedAt'), width: 112, render: (_, { openedAt }) => <time dateTime={openedAt} title={formatExact(openedAt)}>{formatTime(openedAt, serverNow(), lang)}</time> },
    {
      key: 'buyer', title: t('records.buyer'), width: 204,
      render: (_, row) => (
        <span className={styles.buyer}>
          <SourceIcon source={row.source} className={styles.source} />
          <button type="button" className={styles.name} title={row.buyer.name} onClick={() => onOpen(row)}>{row.buyer.name}</button>
          {row.buyer.vip && <span className={styles.vip}>VIP</span>}
          <InquiryTag group={row.inquiry} />
        </span>
      ),
    },
    { key: 'agent', title: t('records.agent'), width: 96, ellipsis: true, render: (_, { agent }) => agent?.name ?? none },
    {
      key: 'state', title: t('records.state'), width: 136,
      render: (_, { state, waitingSince }) => <>{t(`conversations.state_${state}`)} {waitingSince && state !== 'closed' && <WaitClock since={waitingSince} />}</>,
    },
    { key: 'last', title: t('records.last'), ellipsis: true, render: (_, { last }) => <span className={styles.last}>{lastWords(last, t)}</span> },
    { key: 'count', title: t('records.entries'), width: 80, align: 'right', render: (_, { head }) => head },
    {
      key: 'length', title: t('records.length'), width: 104, align: 'right',
      render: (_, { openedAt, closedAt }) => (closedAt ? formatDuration((Date.parse(closedAt) - Date.parse(openedAt)) / 1000, t) : none),
    },
    { key: 'rating', title: t('records.rating'), width: 76, align: 'right', render: (_, { rating }) => (rating === undefined ? none : <span className={rating <= 2 ? styles.low : undefined}>{t('records.stars', { n: rating })}</span>) },
  ];
  return (
    <DataTable<ConversationRow> rows={rows} rowKey="id" columns={columns} error={error} onRetry={onRetry} sticky={belowPadding} scroll={{ x: 900 }} tableLayout="fixed" className={styles.open}
      onRow={(row) => ({ onClick: (event) => !(event.target instanceof HTMLButtonElement) && onOpen(row) })}
      empty={<Nothing title={t(filtered ? 'conversations.nothingFound' : 'records.none')} hint={t(filtered ? 'records.noneFoundHint' : 'records.noneHint')} />} />
  );
}
