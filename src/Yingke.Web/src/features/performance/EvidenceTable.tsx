import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { show } from './format';
import type { Cell, Evidence, Guard, Range } from './types';
import { useEvidence } from './useReports';

const atOnce = 50;

/** What is behind a figure, newest first; a click opens the conversation. */
export function EvidenceTable({ cell, range, onConversation }: { cell: Cell | Guard; range: Range; onConversation: (id: string) => void }) {
  const t = useT();
  const lang = useStore(language);
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useEvidence(cell, range, (page - 1) * atOnce, atOnce);
  const guards = 'guard' in cell;
  const has = (pick: (one: Evidence) => unknown) => data?.items.some((one) => pick(one) !== undefined) ?? false;
  const columns: TableColumnsType<Evidence> = [
    { key: 'at', title: t('performance.at'), width: 128, render: (_, one) => formatTime(one.at, serverNow(), lang) },
    { key: 'title', title: t('performance.what'), ellipsis: true, render: (_, one) => <Title one={one} onConversation={onConversation} /> },
    ...(has((one) => one.agentName) ? [{ key: 'agent', title: t('performance.agent'), width: 110, ellipsis: true, render: (_: unknown, one: Evidence) => one.agentName ?? '—' }] : []),
    ...(has((one) => one.turns) ? [{ key: 'turns', title: t('performance.turns'), width: 72, align: 'right' as const, render: (_: unknown, one: Evidence) => one.turns ?? '' }] : []),
    ...(has((one) => one.buyerMessages) ? [{ key: 'messages', title: t('performance.messages'), width: 96, align: 'right' as const, render: (_: unknown, one: Evidence) => (one.buyerMessages === undefined ? '' : `${one.agentMessages ?? 0} / ${one.buyerMessages}`) }] : []),
    ...(has((one) => one.seconds) ? [{ key: 'seconds', title: t('performance.took'), width: 88, align: 'right' as const, render: (_: unknown, one: Evidence) => (one.seconds === undefined ? '—' : show(String(one.seconds), 'seconds')) }] : []),
    ...(has((one) => one.fen) ? [{ key: 'fen', title: t('performance.amount'), width: 104, align: 'right' as const, render: (_: unknown, one: Evidence) => (one.fen === undefined ? '' : show(String(one.fen), 'fen')) }] : []),
    ...(has((one) => one.score) ? [{ key: 'score', title: t('performance.score'), width: 80, align: 'right' as const, render: (_: unknown, one: Evidence) => one.score ?? '' }] : []),
    ...(has((one) => one.counts) ? [{ key: 'counts', title: t(guards ? 'performance.counted' : 'performance.counts'), width: 88, align: 'center' as const, render: (_: unknown, one: Evidence) => <Counts counts={one.counts} guards={guards} /> }] : []),
  ];
  return (
    <DataTable<Evidence> rows={data?.items} error={error} onRetry={() => void refetch()} columns={columns} rowKey={(one) => `${one.kind}/${one.inspectionId ?? one.subjectId ?? one.conversationId ?? ''}/${one.at}/${one.agentName ?? ''}`}
      empty={<Nothing title={t('performance.nothingBehind')} hint={t('performance.nothingBehindHint')} />}
      pagination={data && data.total > atOnce ? { current: page, pageSize: atOnce, total: data.total, showSizeChanger: false, onChange: setPage } : false} />
  );
}

function Title({ one, onConversation }: { one: Evidence; onConversation: (id: string) => void }) {
  const { conversationId } = one;
  if (one.inspectionId) return <Link to={`/inspections/${one.inspectionId}`}>{one.title}</Link>;
  if (conversationId) return <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onConversation(conversationId)}>{one.title}</Button>;
  if (one.kind === 'ticket' && one.subjectId) return <Link to={`/tickets?id=${one.subjectId}`}>{one.title}</Link>;
  return <>{one.title}</>;
}

/** Behind a guard rail it is the numerator, good or bad. */
function Counts({ counts, guards }: { counts: boolean | undefined; guards: boolean }) {
  const t = useT();
  if (counts === undefined) return null;
  return counts ? <CheckOutlined aria-label={t(guards ? 'performance.countedYes' : 'performance.countsYes')} /> : <CloseOutlined aria-label={t(guards ? 'performance.countedNo' : 'performance.countsNo')} style={{ color: 'var(--yk-third)' }} />;
}
