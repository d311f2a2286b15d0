import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { wordsOf } from '@/shared/api/problem';
import type { Page } from '@/shared/api/types';
import { comma, hasText, language, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { RightButton } from '@/shared/parts/RightButton';
import { Secret } from '@/shared/parts/Secret';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from '../settings/SettingsForm.module.css';
import { AddKeyDialog } from './AddKeyDialog';

export interface ApiKey { id: string; name: string; prefix: string; scopes: string[]; createdAt: string; createdBy?: string; lastUsedAt?: string }

export default function KeysPage() {
  const t = useT();
  const lang = useStore(language);
  const { modal, message } = App.useApp();
  const [adding, setAdding] = useState(false);
  const [fresh, setFresh] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['api-keys'], queryFn: () => api.get<Page<ApiKey>>('/api-keys') });
  const reload = () => void queries.invalidateQueries({ queryKey: ['api-keys'] });
  const revoke = (one: ApiKey) => void modal.confirm({
    title: t('keys.revokeAsk', { name: one.name }), content: t('keys.revokeHint'), icon: null, okText: t('keys.revoke'), okButtonProps: { danger: true }, cancelText: t('common.cancel'),
    onOk: () => api.delete(`/api-keys/${one.id}`).then(reload, (problem: unknown) => void message.error(wordsOf(problem))),
  });
  const scopeWords = (id: string) => {
    const key = `accounts.perm_${id}`;
    return hasText(key) ? t(key) : id;
  };
  const columns: TableColumnsType<ApiKey> = [
    { key: 'name', title: t('keys.name'), width: 160, render: (_, { name }) => name },
    { key: 'prefix', title: t('keys.prefix'), width: 128, render: (_, { prefix }) => <code>{prefix}…</code> },
    { key: 'scopes', title: t('keys.scopes'), render: (_, { scopes }) => scopes.map(scopeWords).join(comma()) },
    { key: 'made', title: t('keys.made'), width: 168, render: (_, { createdAt, createdBy }) => [formatTime(createdAt, serverNow(), lang), createdBy].filter(Boolean).join(' · ') },
    { key: 'used', title: t('keys.used'), width: 120, render: (_, { lastUsedAt }) => (lastUsedAt ? formatTime(lastUsedAt, serverNow(), lang) : t('keys.neverUsed')) },
    { key: 'more', title: '', width: 72, align: 'right', render: (_, one) => <Button size="small" danger type="text" onClick={() => revoke(one)}>{t('keys.revoke')}</Button> },
  ];
  const add = <RightButton type="primary" icon={<PlusOutlined />} right="api.keys" onClick={() => setAdding(true)}>{t('keys.add')}</RightButton>;
  return (
    <div className={styles.plain}>
      <h2 className={styles.title}>{t('keys.title')}</h2>
      <p className={styles.lead}>{t('keys.lead')} <Link to="/docs/api">{t('keys.docs')}</Link></p>
      {data && data.items.length > 0 && <div style={{ marginBottom: 12 }}>{add}</div>}
      <DataTable<ApiKey> rows={data?.items} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} scroll={{ x: 800 }} empty={<Nothing title={t('keys.none')} hint={t('keys.noneHint')}>{add}</Nothing>} />
      {adding && <AddKeyDialog onClose={() => setAdding(false)} onAdded={(key) => {
        setAdding(false);
        setFresh(key);
        reload();
      }} />}
      {fresh && <Secret title={t('keys.fresh')} hint={t('keys.freshHint')} value={fresh} onClose={() => setFresh(null)} />}
    </div>
  );
}
