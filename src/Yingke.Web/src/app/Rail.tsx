import { MessageOutlined, SettingOutlined } from '@ant-design/icons';
import { useNavigate } from 'react-router';
import { AlertBell } from '@/features/conversations/alerts/AlertBell';
import { useT } from '@/shared/i18n/i18n';
import type { FeaturePage } from '@/shared/pages';
import { useMe } from '@/shared/session';
import { AccountMenu } from './AccountMenu';
import { isAlerted, mayChat } from './DeskKeeper';
import { pages } from './pages';
import styles from './Rail.module.css';
import { RailLink } from './RailLink';
import { RailPages } from './RailPages';
import { RailPresence } from './RailPresence';
import { useUnread } from './useUnread';

export function Rail() {
  const t = useT();
  const me = useMe();
  const unread = useUnread();
  const go = useNavigate();
  const seen = (page: FeaturePage) => !page.allowed || page.allowed(me);
  const settings = pages.find((page) => page.place === 'settings' && seen(page));
  return (
    <nav className={styles.rail} aria-label={t('common.menu')}>
      <img className={styles.mark} src="/icon.svg" alt={t('common.product')} width={28} height={28} />
      {mayChat(me) && <RailLink to="/" label={t('common.workbench')} icon={<MessageOutlined />} count={unread} />}
      <RailPages pages={pages.filter((page) => page.place === 'rail' && seen(page))} />
      {settings && <RailLink to="/settings" label={t('common.settings')} icon={<SettingOutlined />} />}
      {isAlerted(me) && <AlertBell className={styles.link} iconClassName={styles.icon} onOpen={(place) => void go(place)} />}
      <AccountMenu />
      {me.agent.im && mayChat(me) && <RailPresence />}
    </nav>
  );
}
