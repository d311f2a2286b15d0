import { useQuery } from '@tanstack/react-query';
import { DatePicker, type TableColumnsType } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { comma, language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import styles from './QuickPhrases.module.css';
import { packsKey, type AgentLoads, type PhraseReport, type PhraseUses } from './types';

/** 使用情况: who used what, and whose workbench does not hold the newest packs. */
export function ReportTab() {
  const t = useT();
  const lang = useStore(language);
  // Days are the shop's: what today is, the server says.
  const [range, setRange] = useState<[Dayjs, Dayjs] | null>(null);
  const [from, to] = range?.map((one) => one.format('YYYY-MM-DD')) ?? [];
  const { data, error, refetch } = useQuery({ queryKey: [...packsKey, 'report', from, to], queryFn: () => api.get<PhraseReport>('/phrase-packs/report', { query: { from, to } }), staleTime: 0 });
  const uses: TableColumnsType<PhraseUses> = [
    { key: 'code', title: t('quickPhrases.code'), width: 96, render: (_, { code }) => code ?? '' },
    { key: 'phrase', title: t('quickPhrases.text'), render: (_, { phrase }) => <span className={styles.cut} title={phrase}>{phrase || t('quickPhrases.picture')}</span> },
    { key: 'pack', title: t('quickPhrases.pack'), width: 136, render: (_, { pack }) => pack },
    { key: 'count', title: t('quickPhrases.used'), width: 80, align: 'right', className: styles.number, render: (_, { count }) => (count > 0 ? count : <span className={styles.quiet}>0</span>) },
    { key: 'by', title: t('quickPhrases.usedBy'), width: 280, render: (_, { by }) => (by.length > 0 ? by.map(({ name, count }) => `${name} ${count}`).join(comma()) : <span className={styles.quiet}>{t('quickPhrases.unused')}</span>) },
  ];
  const inks = { current: undefined, old: styles.amber, never: styles.bad };
  const loads: TableColumnsType<AgentLoads> = [
    { key: 'name', title: t('quickPhrases.agent'), width: 112, fixed: 'left', render: (_, { name }) => name },
    { key: 'uses', title: t('quickPhrases.used'), width: 88, align: 'right', className: styles.number, render: (_, one) => one.uses },
    ...(data?.packs ?? []).map((pack) => ({
      key: pack.id, title: pack.name, width: 136,
      render: (_: unknown, { packs }: AgentLoads) => {
        const load = packs.find((one) => one.packId === pack.id);
        return load ? <span className={inks[load.state]} title={load.at && formatExact(load.at)}>{t(`quickPhrases.load_${load.state}`)}{load.state === 'current' && load.at && <span className={styles.small}> · {formatTime(load.at, serverNow(), lang)}</span>}</span> : <span className={styles.quiet}>—</span>;
      },
    })),
  ];
  return (
    <>
      <div className={styles.bar}><DatePicker.RangePicker value={range ?? (data ? [dayjs(data.from), dayjs(data.to)] : null)} allowClear={false} onChange={(next) => next?.[0] && next[1] && setRange([next[0], next[1]])} /></div>
      <h3 className={styles.part}>{t('quickPhrases.loads')}</h3>
      <DataTable<AgentLoads> rows={data?.agents} rowKey="agentId" columns={loads} error={error} onRetry={() => void refetch()} scroll={{ x: 'max-content' }} empty={<Nothing title={t('quickPhrases.noAgents')} />} />
      <h3 className={styles.part}>{t('quickPhrases.uses')}</h3>
      <DataTable<PhraseUses> rows={data?.phrases} rowKey="phraseId" columns={uses} onRetry={() => void refetch()} pagination={(data?.phrases.length ?? 0) > 50 ? { pageSize: 50, showSizeChanger: false } : false} empty={<Nothing title={t('quickPhrases.noneShared')} hint={t('quickPhrases.noneSharedHint')} />} />
    </>
  );
}
