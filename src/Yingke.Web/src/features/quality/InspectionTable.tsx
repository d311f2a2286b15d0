import type { TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { comma, language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Quality.module.css';
import type { InspectionRow } from './types';

interface Props { rows: InspectionRow[] | undefined; error: Error | null; onRetry: () => void; empty: ReactNode; own?: boolean; tools?: (row: InspectionRow) => ReactNode }

/** Inspections in a list: of whom, of what, why, and what came of it. */
export function InspectionTable({ rows, error, onRetry, empty, own, tools }: Props) {
  const t = useT();
  const lang = useStore(language);
  const time = (iso: string) => formatTime(iso, serverNow(), lang);
  const columns: TableColumnsType<InspectionRow> = [
    {
      key: 'title', title: t('quality.subject'), ellipsis: true,
      render: (_, row) => <Link to={`/inspections/${row.id}`} className={styles.name} title={row.title}>{t(row.callId ? 'quality.call' : 'quality.talk')} · {row.title}</Link>,
    },
    { key: 'held', title: t('quality.heldAt'), width: 136, render: (_, { heldAt }) => time(heldAt) },
    ...(own ? [] : [{ key: 'agent', title: t('quality.agent'), width: 96, ellipsis: true, render: (_: unknown, { agent }: InspectionRow) => agent.name }]),
    { key: 'reasons', title: t('quality.reasons'), width: 176, ellipsis: true, render: (_, { reasons }) => reasons.map((reason) => t(`quality.reason_${reason}`)).join(comma()) },
    { key: 'sheet', title: t('quality.sheet'), width: 112, ellipsis: true, render: (_, { sheet }) => sheet },
    ...(own ? [] : [{ key: 'inspector', title: t('quality.inspector'), width: 96, ellipsis: true, render: (_: unknown, { inspector }: InspectionRow) => inspector?.name ?? <span className={styles.none}>{t('quality.nobody')}</span> }]),
    {
      key: 'state', title: t('quality.state'), width: 160,
      render: (_, { state, submittedAt }) => <>{t(`quality.state_${state}`)}{submittedAt && <span className={styles.small}> {time(submittedAt)}</span>}</>,
    },
    {
      key: 'score', title: t('quality.score'), width: 96, align: 'right',
      render: (_, { score, grade }) => (score === undefined ? <span className={styles.none}>—</span> : <>{score}{grade && <span className={styles.small}> {grade}</span>}</>),
    },
    ...(tools ? [{ key: 'tools', title: '', width: 96, align: 'right' as const, render: (_: unknown, row: InspectionRow) => tools(row) }] : []),
  ];
  return <DataTable<InspectionRow> rows={rows} rowKey="id" columns={columns} error={error} onRetry={onRetry} sticky={belowPadding} scroll={{ x: 900 }} tableLayout="fixed" empty={empty} />;
}
