import type { TableColumnsType } from 'antd';
import { language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { AgentMenu } from './AgentMenu';
import styles from './Staff.module.css';
import type { Agent, Post } from './types';

interface Props { rows: Agent[] | undefined; posts: Post[]; filtered: boolean; full: boolean; error: Error | null; onRetry: () => void; onEdit: (agent: Agent) => void }

export function AgentsTable({ rows, posts, filtered, full, error, onRetry, onEdit }: Props) {
  const t = useT();
  const lang = useStore(language);
  const none = <span className={styles.off}>–</span>;
  const columns: TableColumnsType<Agent> = [
    {
      key: 'name', title: t('accounts.name'), width: 200, fixed: 'left', sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
      render: (_, agent) => (
        <span className={styles.who}>
          <button type="button" className={styles.name} title={agent.name} onClick={() => onEdit(agent)}>{agent.name}</button>
          <span className={styles.account}>{agent.accountName}{agent.employeeNumber && ` · ${agent.employeeNumber}`}</span>
        </span>
      ),
    },
    { key: 'post', title: t('accounts.post'), width: 128, sorter: (a, b) => a.postName.localeCompare(b.postName, 'zh-CN'), render: (_, { postName, owner }) => (owner ? `${postName} · ${t('accounts.owner')}` : postName) },
    { key: 'groups', title: t('accounts.groups'), width: 128, render: (_, { groups }) => (groups.length > 0 ? groups.map((group) => t(`common.${group}`)).join(' · ') : none) },
    { key: 'im', title: t('accounts.im'), width: 80, render: (_, { im }) => <span className={im ? styles.on : styles.off}>{t(im ? 'accounts.imOn' : 'accounts.imOff')}</span> },
    { key: 'capacity', title: t('accounts.capacity'), width: 88, align: 'right', sorter: (a, b) => a.capacity - b.capacity, render: (_, { capacity }) => capacity },
    { key: 'weight', title: t('accounts.weight'), width: 88, align: 'right', sorter: (a, b) => a.weight - b.weight, render: (_, { weight }) => weight },
    { key: 'grade', title: t('accounts.grade'), width: 80, render: (_, { grade }) => t(`accounts.grade_${grade}`) },
    { key: 'company', title: t('accounts.company'), width: 140, ellipsis: true, render: (_, { company }) => company ?? t('accounts.ownCompany') },
    {
      key: 'last', title: t('accounts.lastSignIn'), width: 128, sorter: (a, b) => (a.lastSignIn ?? '').localeCompare(b.lastSignIn ?? ''),
      render: (_, { lastSignIn, suspended, lapsesAt }) => (lapsesAt && !suspended ? <span className={styles.off} title={t('accounts.temporaryUntil', { until: formatTime(lapsesAt, serverNow(), lang) })}>{t('accounts.temporaryUntil', { until: formatTime(lapsesAt, serverNow(), lang) })}</span> : suspended ? <span className={styles.suspended}>{t('accounts.suspended')}</span> : lastSignIn ? formatTime(lastSignIn, serverNow(), lang) : <span className={styles.off}>{t('accounts.never')}</span>),
    },
    { key: 'more', title: '', width: 48, fixed: 'right', render: (_, agent) => <AgentMenu agent={agent} posts={posts} full={full} onEdit={() => onEdit(agent)} /> },
  ];
  return (
    <DataTable<Agent> rows={rows} rowKey="id" columns={columns} error={error} onRetry={onRetry} scroll={{ x: 1108 }} sticky={belowPadding} showSorterTooltip={false}
      empty={<Nothing title={t(filtered ? 'accounts.noneFound' : 'accounts.noAgents')} hint={t(filtered ? 'accounts.noneFoundHint' : 'accounts.noAgentsHint')} />} />
  );
}
