import { MoreOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Tooltip, type MenuProps } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { PasswordDialog } from './PasswordDialog';
import { reloadStaff } from './queries';
import { mayManage } from './rights';
import type { Agent, Post } from './types';

/** What one does to an account now and then: each asks before it does. */
export function AgentMenu({ agent, posts, full, onEdit }: { agent: Agent; posts: Post[]; full: boolean; onEdit: () => void }) {
  const t = useT();
  const me = useMe();
  const { modal, message } = App.useApp();
  const [resetting, setResetting] = useState(false);
  const post = posts.find((one) => one.id === agent.postId);
  const self = agent.id === me.agent.id;
  const beyond = (agent.owner && !me.agent.owner) || (post !== undefined && !me.agent.owner && !mayManage(me.permissions, post.permissions));
  const why = beyond ? t('accounts.beyond') : undefined;
  const whyOthers = why ?? (self ? t('accounts.notYourself') : undefined);
  const labelled = (text: string, reason: string | undefined) => (reason ? <Tooltip title={reason} placement="left"><span>{text}</span></Tooltip> : text);

  const act = async (action: () => Promise<void>, done: string) => {
    try {
      await action();
      reloadStaff();
      void message.success(done);
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  const ask = (title: string, content: string, okText: string, action: () => Promise<void>, done: string) =>
    void modal.confirm({ title, content, okText, icon: null, okButtonProps: { danger: true }, cancelText: t('common.cancel'), onOk: () => act(action, done) });

  const words = { name: agent.name };
  const items: MenuProps['items'] = [
    { key: 'edit', label: labelled(t('common.edit'), why), disabled: Boolean(why), onClick: onEdit },
    { key: 'password', label: labelled(t('accounts.resetPassword'), whyOthers), disabled: Boolean(whyOthers), onClick: () => setResetting(true) },
    ...(agent.secondFactor ? [{
      key: 'factor', label: labelled(t('accounts.removeFactor'), whyOthers), disabled: Boolean(whyOthers),
      onClick: () => ask(t('accounts.removeFactorAsk', words), t('accounts.removeFactorHint'), t('accounts.removeFactor'), () => api.delete(`/agents/${agent.id}/second-factor`), t('accounts.factorRemoved')),
    }] : []),
    { type: 'divider' },
    agent.suspended
      ? { key: 'reinstate', label: labelled(t('accounts.reinstate'), why ?? (full && !agent.owner ? t('accounts.quotaFull') : undefined)), disabled: Boolean(why) || (full && !agent.owner), onClick: () => void act(() => api.delete(`/agents/${agent.id}/suspension`), t('accounts.reinstated', words)) }
      : {
        key: 'suspend', danger: true, label: labelled(t('accounts.suspend'), whyOthers), disabled: Boolean(whyOthers),
        onClick: () => ask(t('accounts.suspendAsk', words), t('accounts.suspendHint'), t('accounts.suspend'), () => api.put(`/agents/${agent.id}/suspension`), t('accounts.isSuspended', words)),
      },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={`${agent.name}: ${t('common.more')}`} />
      </Dropdown>
      {resetting && <PasswordDialog agent={agent} onClose={() => setResetting(false)} />}
    </>
  );
}
