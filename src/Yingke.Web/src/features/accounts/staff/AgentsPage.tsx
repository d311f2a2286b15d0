import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { RightButton } from '@/shared/parts/RightButton';
import { can, useMe } from '@/shared/session';
import { AgentDrawer } from './AgentDrawer';
import { AgentsTable } from './AgentsTable';
import styles from './Staff.module.css';
import { TemporaryDialog } from './TemporaryDialog';
import { StaffScreen } from './frame';
import { useAgents, usePosts } from './queries';
import type { Agent } from './types';

/** 子账号: who works here, at which post, and how much each takes. */
export default function AgentsPage() {
  const me = useMe();
  return can(me, 'agents.manage') ? <Agents /> : <Navigate to="/accounts/audit" replace />;
}

function Agents() {
  const t = useT();
  const [edited, setEdited] = useState<Agent | 'new' | null>(null);
  const [words, setWords] = useState('');
  const [post, setPost] = useState<string>();
  const [places, setPlaces] = useState(false);
  const [suspended, setSuspended] = useState(false);
  const { data, error, refetch } = useAgents();
  const posts = usePosts();
  const wanted = words.trim().toLowerCase();
  const off = data?.items.filter((one) => one.suspended).length ?? 0;
  const rows = data?.items.filter((one) => (suspended || !one.suspended) && (!post || one.postId === post)
    && (wanted === '' || [one.name, one.accountName, one.employeeNumber, one.company].some((text) => text?.toLowerCase().includes(wanted))));
  const full = data !== undefined && data.used >= data.quota && !(data.temporary && data.temporary.used < data.temporary.places);
  return (
    <StaffScreen actions={<>
      {data && <span className={styles.quota} title={t('accounts.quotaHint')}>{t('accounts.quota', { used: data.used, quota: data.quota })}</span>}
      <Button onClick={() => setPlaces(true)}>{t('accounts.temporary')}</Button>
      <RightButton type="primary" icon={<PlusOutlined />} right="agents.manage" why={full && t('accounts.quotaFull')} disabled={!data} onClick={() => setEdited('new')}>{t('accounts.addAgent')}</RightButton>
    </>}>
      <div className={styles.filters}>
        <Input.Search allowClear placeholder={t('accounts.findAgent')} aria-label={t('common.search')} value={words} onChange={(event) => setWords(event.target.value)} style={{ width: 260 }} />
        <Select allowClear placeholder={t('accounts.anyPost')} aria-label={t('accounts.post')} value={post} onChange={setPost} style={{ width: 160 }}
          options={posts.data?.map(({ id, name }) => ({ value: id, label: name }))} />
        {off > 0 && <label className={styles.toggle}><Switch size="small" checked={suspended} onChange={setSuspended} />{t('accounts.showSuspended', { n: off })}</label>}
      </div>
      <AgentsTable rows={rows} posts={posts.data ?? []} filtered={wanted !== '' || post !== undefined} full={full} error={error} onRetry={() => void refetch()} onEdit={setEdited} />
      {edited && posts.data && <AgentDrawer agent={edited === 'new' ? null : edited} posts={posts.data} companies={[...new Set((data?.items ?? []).flatMap((one) => one.company ?? []))]} onClose={() => setEdited(null)} />}
      {places && <TemporaryDialog onClose={() => setPlaces(false)} />}
    </StaffScreen>
  );
}
