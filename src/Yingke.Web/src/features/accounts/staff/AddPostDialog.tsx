import { Alert, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { reloadStaff } from './queries';
import { mayGive } from './rights';
import type { Post } from './types';

/** A post of the shop's own, begun as a copy or empty. */
export function AddPostDialog({ posts, onClose }: { posts: Post[]; onClose: () => void }) {
  const t = useT();
  const me = useMe();
  const [form] = Form.useForm<{ name: string; like?: string }>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const add = async ({ name, like }: { name: string; like?: string }) => {
    setBusy(true);
    setRefusal('');
    const model = posts.find((post) => post.id === like)?.permissions ?? {};
    // Only what one may give oneself: the rest would be refused as a whole.
    const permissions = Object.fromEntries(Object.entries(model).filter(([id, scope]) => me.agent.owner || mayGive(me.permissions, id, scope)));
    try {
      await api.post<Post>('/posts', { name: name.trim(), permissions });
      reloadStaff();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('accounts.addPost')} onCancel={onClose} onOk={() => form.submit()} confirmLoading={busy} okText={t('accounts.addPost')} cancelText={t('common.cancel')}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void add(fields)}>
        <Form.Item name="name" label={t('accounts.postName')} rules={[
          { required: true, whitespace: true, message: t('common.required') },
          { validator: (_, name: string = '') => (posts.some((post) => post.name === name.trim()) ? Promise.reject(new Error(t('accounts.postTaken'))) : Promise.resolve()) },
        ]}><Input autoFocus maxLength={30} /></Form.Item>
        <Form.Item name="like" label={t('accounts.postLike')} extra={t('accounts.postLikeHint')} style={{ marginBottom: 0 }}>
          <Select allowClear placeholder={t('accounts.postEmpty')} options={posts.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
