import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import styles from '@/features/pay/Pay.module.css';
import { usePayTabs } from '@/features/pay/tabs';
import type { SlipHead } from '@/features/pay/types';
import { useOwnSlips, useSlip } from '@/features/pay/usePay';
import { yuan } from '@/features/pay/words';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { formatDate } from '@/shared/time/format';
import { SlipDrawer } from './SlipDrawer';

/** 我的工资单: every closed month, the latest revision of each. */
export function OwnSlips() {
  const t = useT();
  const { data, error, refetch } = useOwnSlips();
  const [open, setOpen] = useState<string | null>(null);
  const slip = useSlip(open).data;
  const columns: TableColumnsType<SlipHead> = [
    { key: 'month', title: t('pay.month'), width: 160, render: (_, head) => <Button type="link" size="small" className={styles.link} onClick={() => setOpen(head.id)}>{head.month}</Button> },
    { key: 'at', title: t('pay.closedAt'), width: 160, render: (_, head) => formatDate(head.at) },
    { key: 'revision', title: t('pay.revisionHead'), width: 120, render: (_, head) => t('pay.revision', { n: head.revision }) },
    { key: 'total', title: t('pay.totalYuan'), align: 'right', width: 160, render: (_, head) => <span className={styles.sum}>{yuan(head.totalFen)}</span> },
    { key: 'space' },
  ];
  return (
    <Screen title={t('pay.title')} tabs={usePayTabs()}>
      <DataTable<SlipHead> rows={data} error={error} onRetry={() => void refetch()} rowKey="id" columns={columns} empty={<Nothing title={t('pay.noSlips')} hint={t('pay.noSlipsHint')} />} />
      {open && slip && <SlipDrawer slip={slip.slip} onClose={() => setOpen(null)} />}
    </Screen>
  );
}
