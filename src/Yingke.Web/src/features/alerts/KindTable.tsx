import { App, Table } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { choicesMoved } from './queries';
import type { Chosen, Kind } from './types';
import { wayColumns } from './ways';

/** Single things that happen: by which ways each is told. */
export function KindTable({ kinds, sendsOut }: { kinds: Kind[]; sendsOut: boolean }) {
  const t = useT();
  const { message } = App.useApp();
  const nameOf = ({ kind }: Kind) => t(`conversations.alert_${kind}`);
  const save = ({ kind }: Kind, { page, push, webhook }: Chosen) => {
    api.put('/alerts/choices', { kind, page, push, webhook }).then(choicesMoved, (error: unknown) => void message.error(wordsOf(error)));
  };
  return <Table<Kind> size="small" pagination={false} rowKey="kind" dataSource={kinds} columns={[
    { key: 'name', title: t('alerts.what'), render: (_, row) => nameOf(row) },
    ...wayColumns<Kind>(t, sendsOut, (row) => row, save, nameOf),
  ]} />;
}
