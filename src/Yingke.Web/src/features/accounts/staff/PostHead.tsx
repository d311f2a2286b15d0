import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { App, Button, Input, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './PostsPage.module.css';
import { reloadStaff } from './queries';
import type { Post } from './types';

/** A post's name with how many hold it. Own posts are renamed and deleted here. */
export function PostHead({ post, dirty }: { post: Post; dirty: boolean }) {
  const t = useT();
  const { modal, message } = App.useApp();
  const [renaming, setRenaming] = useState<string | null>(null);
  const rename = async () => {
    try {
      await api.patch<Post>(`/posts/${post.id}`, { name: renaming?.trim() });
      reloadStaff();
      setRenaming(null);
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  const remove = () => void modal.confirm({
    title: t('accounts.deletePostAsk', { name: post.name }), content: t('accounts.deletePostHint'), icon: null, okText: t('common.delete'), okButtonProps: { danger: true }, cancelText: t('common.cancel'),
    onOk: async () => {
      try {
        await api.delete(`/posts/${post.id}`);
        reloadStaff();
      } catch (error) {
        void message.error(wordsOf(error));
      }
    },
  });
  const held = post.agents > 0;
  return (
    <span className={styles.head}>
      <span className={styles.title}>
        <b title={post.name} className={dirty ? styles.dirty : undefined}>{post.name}</b>
        {!post.builtIn && <>
          <Button type="text" size="small" icon={<EditOutlined />} aria-label={t('accounts.renamePost', { name: post.name })} onClick={() => setRenaming(post.name)} />
          <Tooltip title={held ? t('accounts.postHeld', { n: post.agents }) : ''}>
            <span tabIndex={held ? 0 : undefined}><Button type="text" size="small" icon={<DeleteOutlined />} disabled={held} aria-label={t('accounts.deletePost', { name: post.name })} onClick={remove} /></span>
          </Tooltip>
        </>}
      </span>
      <span className={styles.count}>{t('accounts.holders', { n: post.agents })}</span>
      {renaming !== null && (
        <Modal open title={t('accounts.renamePost', { name: post.name })} onCancel={() => setRenaming(null)} onOk={() => void rename()} okText={t('common.save')} cancelText={t('common.cancel')} okButtonProps={{ disabled: renaming.trim() === '' }}>
          <Input autoFocus maxLength={30} value={renaming} aria-label={t('accounts.postName')} onChange={(event) => setRenaming(event.target.value)} onPressEnter={() => void rename()} />
        </Modal>
      )}
    </span>
  );
}
