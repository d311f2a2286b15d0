import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useBlocker } from 'react-router';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { comma, useT } from '@/shared/i18n/i18n';
import { RightButton } from '@/shared/parts/RightButton';
import { LeaveDialog } from '../settings/LeaveDialog';
import { AddPostDialog } from './AddPostDialog';
import { StaffScreen } from './frame';
import styles from './PostsPage.module.css';
import { PostMatrix } from './PostMatrix';
import { reloadStaff, usePermissions, usePosts } from './queries';
import { sameGrants } from './rights';
import type { Grants, Post } from './types';

/** 岗位权限: what each post may do, as one table that is changed in place. */
export default function PostsPage() {
  const t = useT();
  const posts = usePosts();
  const kinds = usePermissions();
  const [drafts, setDrafts] = useState<Readonly<Record<string, Grants>>>({});
  const [adding, setAdding] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const dirty = (posts.data ?? []).filter((post) => drafts[post.id] && !sameGrants(drafts[post.id] ?? {}, post.permissions));
  const blocker = useBlocker(dirty.length > 0 && !busy);

  const save = async () => {
    setBusy(true);
    setRefusal('');
    const done: string[] = [];
    try {
      for (const post of dirty) {
        await api.patch<Post>(`/posts/${post.id}`, { permissions: drafts[post.id] });
        done.push(post.id);
      }
    } catch (error) {
      setRefusal(`${dirty[done.length]?.name ?? ''}: ${wordsOf(error)}`);
    } finally {
      await posts.refetch();
      reloadStaff();
      setDrafts((now) => Object.fromEntries(Object.entries(now).filter(([id]) => !done.includes(id))));
      setBusy(false);
    }
  };
  return (
    <StaffScreen actions={<RightButton icon={<PlusOutlined />} right="agents.manage" disabled={!posts.data} onClick={() => setAdding(true)}>{t('accounts.addPost')}</RightButton>}>
      {refusal && <Alert type="error" role="alert" title={refusal} className={styles.notice} />}
      <PostMatrix posts={posts.data} kinds={kinds.data} drafts={drafts} error={posts.error ?? kinds.error} onRetry={() => {
        void posts.refetch();
        void kinds.refetch();
      }} onChange={(id, grants) => setDrafts((now) => ({ ...now, [id]: grants }))} />
      {dirty.length > 0 && (
        <div className={styles.foot}>
          <Button type="primary" loading={busy} onClick={() => void save()}>{t('common.save')}</Button>
          <Button disabled={busy} onClick={() => setDrafts({})}>{t('settings.discard')}</Button>
          <span className={styles.changed} role="status">{t('accounts.postsChanged', { names: dirty.map((post) => post.name).join(comma()) })}</span>
        </div>
      )}
      {adding && posts.data && <AddPostDialog posts={posts.data} onClose={() => setAdding(false)} />}
      {blocker.state === 'blocked' && <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />}
    </StaffScreen>
  );
}
