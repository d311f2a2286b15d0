import { Alert, App, Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { AgentFields, type AgentForm } from './AgentFields';
import { reloadStaff } from './queries';
import { mayManage } from './rights';
import type { Agent, Post } from './types';

interface Props { agent: Agent | null; posts: Post[]; companies: string[]; onClose: () => void }

/** One account: made, or changed. */
export function AgentDrawer({ agent, posts, companies, onClose }: Props) {
  const t = useT();
  const me = useMe();
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<AgentForm>();
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const post = posts.find((one) => one.id === agent?.postId);
  const locked = agent !== null && !me.agent.owner && (agent.owner || (post !== undefined && !mayManage(me.permissions, post.permissions)));

  const save = async (fields: AgentForm) => {
    setBusy(true);
    setProblem(null);
    // An empty text clears what may be empty; one that is left out would stay.
    const { password, accountName, ...rest } = fields;
    const body = { ...rest, employeeNumber: rest.employeeNumber ?? '', extension: rest.extension ?? '', company: rest.company ?? '', greeting: rest.greeting ?? '' };
    try {
      if (agent) await api.patch<Agent>(`/agents/${agent.id}`, body);
      else await api.post<Agent>('/agents', { ...body, accountName, password });
      reloadStaff();
      void message.success(t(agent ? 'common.saved' : 'accounts.added', { name: fields.name }));
      onClose();
    } catch (error) {
      setProblem(error);
      if (error instanceof Problem && error.field && error.field in form.getFieldsValue(true))
        form.setFields([{ name: error.field as keyof AgentForm, errors: [wordsOf(error)] }]);
    } finally {
      setBusy(false);
    }
  };
  const leave = () => {
    if (!changed || busy) return onClose();
    void modal.confirm({ title: t('settings.leaveTitle'), content: t('settings.leaveHint'), icon: null, okText: t('settings.leave'), cancelText: t('settings.stay'), okButtonProps: { danger: true }, onOk: onClose });
  };
  return (
    <Drawer open size={560} title={agent ? t('accounts.editAgent', { name: agent.name }) : t('accounts.addAgent')} onClose={leave}
      footer={<div style={{ display: 'flex', gap: 8 }}>
        <Button type="primary" loading={busy} disabled={locked || (agent !== null && !changed)} onClick={() => form.submit()}>{t(agent ? 'common.save' : 'accounts.addAgent')}</Button>
        <Button onClick={leave}>{t('common.cancel')}</Button>
      </div>}>
      {locked && <Alert type="info" title={t('accounts.beyond')} style={{ marginBottom: 12 }} />}
      {problem !== null && <Alert type="error" role="alert" title={wordsOf(problem)} style={{ marginBottom: 12 }} />}
      <Form<AgentForm> form={form} layout="vertical" requiredMark={false} disabled={locked || busy} onValuesChange={() => setChanged(true)} onFinish={(fields) => void save(fields)}
        initialValues={agent ?? { groups: ['presale'], im: true, capacity: 10, weight: 1, grade: 'normal', language: 'zh-CN' }}>
        <AgentFields isNew={agent === null} owner={agent?.owner ?? false} posts={posts} companies={companies} />
      </Form>
    </Drawer>
  );
}
