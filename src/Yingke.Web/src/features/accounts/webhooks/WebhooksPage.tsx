import { MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Dropdown, Switch, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { queries } from '@/shared/api/queries';
import { wordsOf } from '@/shared/api/problem';
import type { Page } from '@/shared/api/types';
import { comma, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { RightButton } from '@/shared/parts/RightButton';
import { Secret } from '@/shared/parts/Secret';
import styles from '../settings/SettingsForm.module.css';
import { Deliveries } from './Deliveries';
import { errorWords, eventWords, LastState } from './words';
import type { Delivery, Webhook, WebhookWithSecret } from './types';
import { WebhookDialog } from './WebhookDialog';

/** 通知推送: whom to tell outside, and of what. */
export default function WebhooksPage() {
  const t = useT();
  const { modal, message } = App.useApp();
  const [edited, setEdited] = useState<Webhook | 'new' | null>(null);
  const [shown, setShown] = useState<Webhook | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [testing, setTesting] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['webhooks'],
    queryFn: async () => (await api.get<Page<Webhook>>('/webhooks')).items,
    staleTime: 0,
  });
  const reload = () => void queries.invalidateQueries({ queryKey: ['webhooks'] });
  const failed = (problem: unknown) => void message.error(wordsOf(problem));
  const test = async (one: Webhook) => {
    setTesting(one.id);
    try {
      const { state, status, error: why } = await api.post<Delivery>(`/webhooks/${one.id}/test`);
      if (state === 'done') void message.success(t('webhooks.testOk', { status: status ?? '' }));
      else void message.error(t('webhooks.testFailed', { why: errorWords(why, status, t) }));
    } catch (problem) {
      failed(problem);
    } finally {
      setTesting(null);
      reload();
    }
  };
  const rotate = (one: Webhook) => void modal.confirm({
    title: t('webhooks.rotateAsk'), content: <>{one.url}<br />{t('webhooks.rotateHint')}</>, icon: null, okText: t('webhooks.rotate'), okButtonProps: { danger: true }, cancelText: t('common.cancel'),
    onOk: () => api.patch<WebhookWithSecret>(`/webhooks/${one.id}`, { rotateSecret: true }).then((made) => setSecret(made.secret ?? null), failed),
  });
  const remove = (one: Webhook) => void modal.confirm({
    title: t('webhooks.deleteAsk'), content: <>{one.url}<br />{t('webhooks.deleteHint')}</>, icon: null, okText: t('common.delete'), okButtonProps: { danger: true }, cancelText: t('common.cancel'),
    onOk: () => api.delete(`/webhooks/${one.id}`).then(reload, failed),
  });
  const columns: TableColumnsType<Webhook> = [
    { key: 'on', title: t('webhooks.enabled'), width: 64, render: (_, one) => <Switch size="small" checked={one.enabled} aria-label={`${t('webhooks.enabled')}: ${one.url}`} onChange={(enabled) => void api.patch(`/webhooks/${one.id}`, { enabled }).then(reload, failed)} /> },
    { key: 'kind', title: t('webhooks.kind'), width: 88, render: (_, { kind }) => t(`webhooks.kind_${kind}`) },
    { key: 'url', title: t('webhooks.url'), ellipsis: true, render: (_, { url }) => <span title={url}>{url}</span> },
    { key: 'events', title: t('webhooks.events'), width: 200, ellipsis: true, render: (_, { events }) => events.map((event) => eventWords(event, t)).join(comma()) },
    { key: 'state', title: t('webhooks.state'), width: 168, ellipsis: true, render: (_, one) => <LastState webhook={one} /> },
    {
      key: 'more', title: '', width: 120, align: 'right',
      render: (_, one) => (
        <>
          <Button size="small" loading={testing === one.id} onClick={() => void test(one)}>{t('webhooks.test')}</Button>{' '}
          <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: [
            { key: 'edit', label: t('common.edit'), onClick: () => setEdited(one) },
            { key: 'deliveries', label: t('webhooks.deliveries'), onClick: () => setShown(one) },
            ...(one.kind === 'generic' ? [{ key: 'rotate', label: t('webhooks.rotate'), onClick: () => rotate(one) }] : []),
            { type: 'divider' },
            { key: 'delete', label: t('webhooks.delete'), danger: true, onClick: () => remove(one) },
          ] }}><Button type="text" size="small" icon={<MoreOutlined />} aria-label={`${one.url}: ${t('common.more')}`} /></Dropdown>
        </>
      ),
    },
  ];
  const add = <RightButton type="primary" icon={<PlusOutlined />} right="api.keys" onClick={() => setEdited('new')}>{t('webhooks.add')}</RightButton>;
  return (
    <div className={styles.plain}>
      <h2 className={styles.title}>{t('webhooks.title')}</h2>
      <p className={styles.lead}>{t('webhooks.lead')}</p>
      {data && data.length > 0 && <div style={{ marginBottom: 12 }}>{add}</div>}
      <DataTable<Webhook> rows={data} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 820 }} empty={<Nothing title={t('webhooks.none')} hint={t('webhooks.noneHint')}>{add}</Nothing>} />
      {edited && <WebhookDialog webhook={edited === 'new' ? null : edited} onClose={() => setEdited(null)} onSaved={(made) => {
        setEdited(null);
        if (made?.secret) setSecret(made.secret);
        reload();
      }} />}
      {shown && <Deliveries webhook={shown} onClose={() => setShown(null)} />}
      {secret && <Secret title={t('webhooks.secret')} hint={t('webhooks.secretHint')} value={secret} onClose={() => setSecret(null)} />}
    </div>
  );
}
