import type { TableColumnsType } from 'antd';
import { language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatDuration, formatExact, formatTime } from '@/shared/time/format';
import styles from './Hotline.module.css';
import { secondsBetween, spanOf } from './shown';
import type { CallRow } from './types';

interface Props { rows: CallRow[] | undefined; error: Error | null; onRetry: () => void; onOpen: (id: string) => void }

export function CallsTable({ rows, error, onRetry, onOpen }: Props) {
  const t = useT();
  const lang = useStore(language);
  const none = <span className={styles.none}>–</span>;
  const length = (call: CallRow) => {
    const { what, from, to } = spanOf(call);
    const seconds = secondsBetween(from, to);
    return seconds === undefined ? none : t(`hotline.${what}`, { time: formatDuration(seconds, t) });
  };
  const columns: TableColumnsType<CallRow> = [
    { key: 'caller', title: t('hotline.caller'), ellipsis: true, render: (_, call) => <button type="button" className={styles.name} onClick={() => onOpen(call.id)}>{call.buyer?.name ?? t('hotline.unknownCaller')} <span className={styles.quiet}>{call.phone ?? t('hotline.noNumber')}</span></button> },
    { key: 'at', title: t('hotline.at'), width: 196, render: (_, call) => <time dateTime={call.queuedAt} title={formatExact(call.queuedAt)}>{formatTime(call.queuedAt, serverNow(), lang)}{call.afterHours && <small className={styles.afterHours}>{t('hotline.afterHours')}</small>}</time> },
    { key: 'state', title: t('records.state'), width: 136, render: (_, { state }) => <span className={styles[state]}>{t(`hotline.state_${state}`)}</span> },
    { key: 'length', title: t('hotline.length'), width: 136, render: (_, call) => length(call) },
    { key: 'agent', title: t('hotline.agent'), width: 96, ellipsis: true, render: (_, { agent }) => agent?.name ?? none },
    { key: 'survey', title: t('hotline.survey'), width: 112, render: (_, { survey }) => (survey ? t(`hotline.survey_${survey}`) : none) },
    { key: 'note', title: t('hotline.noted'), ellipsis: true, render: (_, { note, category }) => [category, note].filter(Boolean).join(' · ') || none },
    { key: 'recording', title: t('hotline.recording'), width: 88, render: (_, { recordingUrl }) => (recordingUrl ? <a href={recordingUrl} target="_blank" rel="noopener noreferrer">{t('hotline.listen')}</a> : none) },
  ];
  return (
    <DataTable<CallRow> rows={rows} rowKey="id" columns={columns} error={error} onRetry={onRetry} sticky={belowPadding} scroll={{ x: 940 }} tableLayout="fixed" className={styles.open}
      onRow={({ id }) => ({ onClick: (event) => !(event.target instanceof HTMLElement && event.target.closest('a,button')) && onOpen(id) })}
      empty={<Nothing title={t('hotline.none')} hint={t('hotline.noneHint')} />} />
  );
}
