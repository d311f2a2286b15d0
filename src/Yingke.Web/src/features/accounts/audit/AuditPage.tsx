import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select, type TableColumnsType } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useDeferredValue, useState } from 'react';
import { api } from '@/shared/api/client';
import type { Page } from '@/shared/api/types';
import { hasText, language, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useStore } from '@/shared/store';
import { dayStart, today } from '@/shared/time/calendar';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { StaffScreen } from '../staff/frame';
import styles from './Audit.module.css';
import { ChangeList } from './ChangeList';

interface Record { id: string; at: string; actor: { kind: string; name: string }; address?: string; action: string; subject: string; old?: unknown; new?: unknown }

/** What one may look for: the first word of an action finds all that was done to that kind of thing. */
const subjects = ['sign_in', 'agent', 'post', 'settings', 'api_key', 'webhook', 'buyer', 'conversation', 'history'] as const;

/** 操作日志: who did what, when, from where; nothing in it is ever changed or removed. */
export default function AuditPage() {
  const t = useT();
  const lang = useStore(language);
  const [actor, setActor] = useState('');
  const [action, setAction] = useState<string>();
  const [days, setDays] = useState<[Dayjs, Dayjs] | null>(null);
  const asked = useDeferredValue(actor.trim());
  const query = { actor: asked, action, from: days?.[0] && dayStart(days[0]), to: days?.[1] && dayStart(days[1], 1) };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam, signal }) => api.get<Page<Record>>('/audit', { query: { ...query, before: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const filtered = asked !== '' || action !== undefined || days !== null;
  const columns: TableColumnsType<Record> = [
    { key: 'at', title: t('accounts.auditAt'), width: 136, render: (_, { at }) => <time dateTime={at} title={formatExact(at)}>{formatTime(at, serverNow(), lang)}</time> },
    {
      key: 'actor', title: t('accounts.auditActor'), width: 168,
      render: (_, { actor: by, address }) => (
        <span className={styles.actor}>
          {by.kind === 'system' ? t('accounts.actorSystem') : by.kind === 'api_key' ? t('accounts.actorKey', { name: by.name }) : by.name}
          {address && <span className={styles.address}>{address}</span>}
        </span>
      ),
    },
    {
      key: 'action', title: t('accounts.auditAction'), width: 168,
      render: (_, { action: done }) => {
        const key = `accounts.did_${done}`;
        return hasText(key) ? t(key) : done;
      },
    },
    { key: 'subject', title: t('accounts.auditSubject'), width: 200, render: (_, { subject }) => subject },
    { key: 'change', title: t('accounts.auditChange'), render: (_, { old, new: now }) => <ChangeList old={old} now={now} /> },
  ];
  return (
    <StaffScreen>
      <div className={styles.filters}>
        <Input.Search allowClear placeholder={t('accounts.auditWho')} aria-label={t('accounts.auditWho')} value={actor} maxLength={60} onChange={(event) => setActor(event.target.value)} style={{ width: 200 }} />
        <Select allowClear placeholder={t('accounts.auditAny')} aria-label={t('accounts.auditAction')} value={action} onChange={setAction} style={{ width: 168 }} options={subjects.map((value) => ({ value, label: t(`accounts.about_${value}`) }))} />
        <DatePicker.RangePicker value={days} onChange={(next) => setDays(next?.[0] && next[1] ? [next[0], next[1]] : null)} maxDate={dayjs(today())} aria-label={t('accounts.auditAt')} />
      </div>
      <DataTable<Record> rows={data?.pages.flatMap((page) => page.items)} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} sticky={belowPadding} scroll={{ x: 880 }}
        empty={<Nothing title={t(filtered ? 'accounts.noneFound' : 'accounts.noAudit')} hint={t(filtered ? 'accounts.noneFoundHint' : 'accounts.noAuditHint')} />} />
      {hasNextPage && <div className={styles.more}><Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('common.loadMore')}</Button></div>}
    </StaffScreen>
  );
}
