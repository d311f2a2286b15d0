import { PlusOutlined } from '@ant-design/icons';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT, type Translate } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { AskDialog } from './AskDialog';
import { DeclineDialog } from './DeclineDialog';
import { shortDay } from './days';
import { rotaChanged, useRequests } from './queries';
import styles from './Shifts.module.css';
import { useTabs } from './tabs';
import type { Request } from './types';

/** 调班与请假: what is asked, who has to say something, and what was said. */
export default function RequestsPage() {
  const t = useT();
  const { message } = App.useApp();
  const { data, error, refetch } = useRequests();
  const [asking, setAsking] = useState(false);
  const [declining, setDeclining] = useState<Request | null>(null);
  const act = async (id: string, what: string, body?: object) => {
    try {
      await api.post(`/rota/requests/${id}/${what}`, body);
    } catch (failure) {
      void message.error(wordsOf(failure));
    }
    await rotaChanged();
  };
  const columns: TableColumnsType<Request> = [
    { key: 'agent', title: t('shifts.asker'), width: 112, ellipsis: true, render: (_, { agent }) => agent },
    { key: 'kind', title: t('shifts.what'), width: 72, render: (_, { kind }) => t(`shifts.kindOf_${kind}`) },
    { key: 'text', title: t('shifts.content'), ellipsis: true, render: (_, one) => <span title={contentOf(one, t)}>{contentOf(one, t)}</span> },
    { key: 'reason', title: t('shifts.reason'), ellipsis: true, render: (_, { reason }) => <span title={reason}>{reason}</span> },
    { key: 'state', title: t('shifts.state'), width: 200, ellipsis: true, render: (_, one) => <span className={styles[`state_${one.state}`]}>{t(`shifts.state_${one.state}`, { name: one.with ?? '', by: one.decidedBy ?? '' })}{one.answer && `：${one.answer}`}</span> },
    {
      key: 'act', title: '', width: 176, align: 'right', render: (_, one) => (
        <span className={styles.rowActions}>
          {one.forMe && one.state === 'asked' && <><Button size="small" type="primary" onClick={() => void act(one.id, 'agreement', { agree: true })}>{t('shifts.agree')}</Button><Button size="small" onClick={() => void act(one.id, 'agreement', { agree: false })}>{t('shifts.disagree')}</Button></>}
          {one.forMe && one.state === 'open' && <><Button size="small" type="primary" onClick={() => void act(one.id, 'decision', { approve: true })}>{t('shifts.approve')}</Button><Button size="small" onClick={() => setDeclining(one)}>{t('shifts.decline')}</Button></>}
          {one.mine && (one.state === 'asked' || one.state === 'open') && <Button size="small" type="text" onClick={() => void act(one.id, 'withdrawal')}>{t('shifts.withdraw')}</Button>}
        </span>
      ),
    },
  ];
  return (
    <Screen title={t('shifts.title')} tabs={useTabs()} actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setAsking(true)}>{t('shifts.ask')}</Button>}>
      <DataTable<Request> rows={data} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 900 }}
        empty={<Nothing title={t('shifts.noRequests')} hint={t('shifts.noRequestsHint')} />} />
      {asking && <AskDialog onClose={() => setAsking(false)} />}
      {declining && <DeclineDialog onClose={() => setDeclining(null)} onDecline={(reason) => act(declining.id, 'decision', { approve: false, reason })} />}
    </Screen>
  );
}

function contentOf(one: Request, t: Translate): string {
  if (one.kind === 'leave') return one.day === one.toDay ? shortDay(one.day) : `${shortDay(one.day)} – ${shortDay(one.toDay)}`;
  const given = `${shortDay(one.day)} ${one.shift ?? ''}`;
  return one.withDay ? t('shifts.swapFor', { given, name: one.with ?? '', taken: `${shortDay(one.withDay)} ${one.withShift ?? ''}` }) : t('shifts.swapOver', { given, name: one.with ?? '' });
}
