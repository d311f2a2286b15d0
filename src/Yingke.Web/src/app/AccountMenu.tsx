import { UserOutlined } from '@ant-design/icons';
import { App, Dropdown, type MenuProps } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Me } from '@/shared/api/types';
import { language, useT, type Language } from '@/shared/i18n/i18n';
import { leaving } from '@/shared/leaving';
import { setMe, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { modeChoice, type ModeChoice } from '@/shared/theme/mode';
import { pages } from './pages';
import styles from './Rail.module.css';

export function AccountMenu() {
  const t = useT();
  const me = useMe();
  const go = useNavigate();
  const { message } = App.useApp();
  const mode = useStore(modeChoice);
  const lang = useStore(language);
  const own = pages.find((page) => page.path === '/me');

  const chooseLanguage = (next: Language) => {
    api.patch<Me>('/session/agent', { language: next }).then(setMe, (error: unknown) => void message.error(wordsOf(error)));
  };
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: `${me.agent.name} · ${me.agent.post.name} · ${me.shop.name}` },
    ...(own ? [{ key: 'me', label: t('common.me'), onClick: () => void go('/me') }] : []),
    { key: 'alerts', label: t('alerts.title'), onClick: () => void go('/alerts') },
    {
      key: 'mode', label: t('common.mode'),
      children: ([['system', 'common.modeSystem'], ['light', 'common.modeLight'], ['dark', 'common.modeDark']] as const)
        .map(([key, text]) => ({ key: `mode-${key}`, label: t(text), onClick: () => modeChoice.set(key satisfies ModeChoice) })),
    },
    {
      key: 'language', label: t('common.language'),
      children: ([['zh-CN', '简体中文'], ['en-US', 'English']] as const)
        .map(([key, label]) => ({ key: `language-${key}`, label, onClick: () => chooseLanguage(key) })),
    },
    { type: 'divider' },
    { key: 'out', label: t('common.signOut'), onClick: () => leaving.set('signOut') },
  ];
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: [`mode-${mode}`, `language-${lang}`] }} trigger={['click']} placement="topRight">
      <button type="button" className={styles.link} aria-label={t('common.me')} title={me.agent.name}>
        <UserOutlined className={styles.icon} />
      </button>
    </Dropdown>
  );
}
