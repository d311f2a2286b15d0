import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { comma, language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import { PackDrawer } from './PackDrawer';
import styles from './QuickPhrases.module.css';
import { packsKey, type PackList, type PackReach, type PackRow } from './types';

/** One's own packs, and those of the shop and its groups. */
export function PacksTab() {
  const t = useT();
  const me = useMe();
  const lang = useStore(language);
  const [open, setOpen] = useState<{ id: string | null; reach: PackReach } | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: packsKey, queryFn: () => api.get<PackList>('/phrase-packs') });
  const columns: TableColumnsType<PackRow> = [
    { key: 'name', title: t('quickPhrases.name'), render: (_, one) => <button type="button" className={styles.link} onClick={() => setOpen({ id: one.id, reach: one.reach })}>{one.name}</button> },
    { key: 'reach', title: t('quickPhrases.reach'), width: 216, render: (_, one) => <>{t(`quickPhrases.reach_${one.reach}`)}{one.groups.length > 0 && <span className={styles.small}> · {one.groups.map((group) => t(`common.${group}` as 'common.presale')).join(comma())}</span>}</> },
    { key: 'phrases', title: t('quickPhrases.count'), width: 88, align: 'right', className: styles.number, render: (_, { phrases }) => phrases },
    { key: 'changed', title: t('quickPhrases.changed'), width: 120, align: 'right', render: (_, { changedAt }) => <time dateTime={changedAt} title={formatExact(changedAt)}>{formatTime(changedAt, serverNow(), lang)}</time> },
  ];
  const add = (reach: PackReach) => setOpen({ id: null, reach });
  return (
    <>
      <div className={styles.bar}>
        <span className={styles.small}>{t('quickPhrases.how')}</span>
        <div className={styles.end}>
          {can(me, 'phrases.share')
            ? <Dropdown trigger={['click']} menu={{ items: (['shared', 'group', 'personal'] as const).map((reach) => ({ key: reach, label: t(`quickPhrases.add_${reach}`), onClick: () => add(reach) })) }}>
              <Button type="primary" icon={<PlusOutlined />}>{t('quickPhrases.add')}</Button>
            </Dropdown>
            : <Button type="primary" icon={<PlusOutlined />} onClick={() => add('personal')}>{t('quickPhrases.add_personal')}</Button>}
        </div>
      </div>
      <DataTable<PackRow> rows={data?.items} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} empty={<Nothing title={t('quickPhrases.none')} hint={t('quickPhrases.noneHint')} />} />
      {open && <PackDrawer key={open.id ?? open.reach} id={open.id} reach={open.reach} onClose={() => setOpen(null)} />}
    </>
  );
}
